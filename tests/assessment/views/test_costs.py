"""The cost page, its inputs, its currency and its CSV."""

from __future__ import annotations

import io

import pandas as pd
from django.urls import reverse

from assessment.file.read import read_assessment
from assessment.models import CostSheet
from assessment.services.costs import cost_inputs_save
from assessment.services.files import project_import
from projects.models import Project, User
from tests.cast import ClientOf

OURS = {"engineer-hour": (70.0, 95.0, 120.0)}


def url(project: Project, page: str = "costs") -> str:
    return reverse(f"assessment:{page}", args=[project.pk])


def fields(page: object) -> dict[str, str]:
    """What a browser would send back from the page as it came."""
    form = page.context["form"]  # type: ignore[attr-defined]
    data = {"version": str(form["version"].value())}
    for row in form.rows:
        for field in (row.low, row.likely, row.high, row.seen):
            data[field.name] = str(field.value())
        if row.ours.value():
            data[row.ours.name] = "on"
    return data


def test_the_sentence_comes_first(mapped: Project, stakeholder: User, client_of: ClientOf) -> None:
    page = client_of(stakeholder).get(url(mapped))

    assert page.context["estimate"].sentence in page.text
    assert "No experiment has run on this map" in page.text
    assert "Save the inputs" not in page.text


def test_without_a_map_the_page_says_what_it_is_for(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url(project))

    assert "No costs without a map" in page.text
    assert reverse("workflows:map", args=[project.pk]) in page.text


def test_a_changed_input_is_saved_and_the_rest_stays_assumed(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    data = fields(client.get(url(mapped)))
    data |= {"low-engineer-hour": "70", "likely-engineer-hour": "95", "high-engineer-hour": "120"}

    response = client.post(url(mapped), data)

    assert response["Location"] == url(mapped)
    assert CostSheet.objects.get().inputs == {"engineer-hour": [70, 95, 120]}


def test_a_bad_input_opens_its_group_and_loses_nothing(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    data = fields(client.get(url(mapped))) | {"low-engineer-hour": "900", "high-engineers": "77"}

    response = client.post(url(mapped), data)

    assert response.status_code == 422
    assert "The lowest, 900, is above the likeliest" in response.text
    assert 'value="77"' in response.text
    assert [one["group"].id for one in response.context["groups"] if one["is_open"]] == ["people"]
    assert not CostSheet.objects.exists()


def test_a_stale_page_is_told_and_shows_both(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    data = fields(client.get(url(mapped))) | {"likely-engineer-hour": "99"}
    cost_inputs_save(project=mapped, by=owner, inputs=OURS, expected=0)

    response = client.post(url(mapped), data)

    assert response.status_code == 409
    assert "Olive saved here: 95" in response.text
    assert "Some inputs cannot be read" not in response.text
    assert 'value="99"' in response.text
    assert CostSheet.objects.get().inputs == {"engineer-hour": [70, 95, 120]}


def test_another_currency_converts_what_was_stated(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    cost_inputs_save(project=mapped, by=owner, inputs=OURS, expected=0)

    client_of(architect).post(url(mapped, "costs-currency"), {"version": "1", "currency": "USD"})

    sheet = CostSheet.objects.get()
    assert sheet.currency == "USD"
    assert sheet.inputs["engineer-hour"][1] > 95


def test_an_unknown_currency_is_refused_on_the_page(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(
        url(mapped, "costs-currency"), {"version": "0", "currency": "DM"}
    )

    assert response.status_code == 422
    assert not CostSheet.objects.exists()


def test_a_stale_currency_is_told(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    cost_inputs_save(project=mapped, by=owner, inputs=OURS, expected=0)

    response = client_of(architect).post(
        url(mapped, "costs-currency"), {"version": "0", "currency": "USD"}
    )

    assert response.status_code == 409
    assert CostSheet.objects.get().currency == ""


def test_the_csv_holds_costs_and_assumptions(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    response = client_of(stakeholder).get(url(mapped, "costs-csv"))

    assert response["Content-Disposition"] == 'attachment; filename="online-order-costs.csv"'
    frame = pd.read_csv(io.BytesIO(response.content), encoding="utf-8-sig")
    assert {"cost", "input"} <= set(frame["part"])


def test_the_csv_is_not_for_strangers(mapped: Project, stranger: User, client_of: ClientOf) -> None:
    assert client_of(stranger).get(url(mapped, "costs-csv")).status_code == 404


def test_a_csv_without_a_map_says_what_is_missing(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).get(url(project, "costs-csv")).status_code == 409


def test_a_project_goes_out_and_comes_in_with_its_costs(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    cost_inputs_save(project=mapped, by=owner, inputs=OURS, expected=0)

    content = client_of(owner).get(url(mapped, "export")).content
    again = project_import(by=owner, name="again.yaml", content=content).project

    assert read_assessment(content, source="a.yaml").assessment.costs.inputs == OURS
    assert CostSheet.objects.get(project=again).inputs == {"engineer-hour": [70, 95, 120]}
