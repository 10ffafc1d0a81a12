"""workflows/views/designer_panel.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.drawings import lanes
from tests.workflows.stage import outsiders_are_kept_out, url
from workflows.models import MatrixRow
from workflows.services.drafts import draft_keep

HTMX = {"HX-Request": "true"}


def test_a_step_s_panel_marks_what_is_assumed(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    part = client_of(owner).get(url("designer-element", mapped, "pay"), headers=HTMX)

    page = part.content.decode()
    assert "assumed</button>" in page
    assert "From the drawing: it stands in “Bank”." in page
    assert "<html" not in page


def test_a_step_that_only_the_draft_has_shows_its_requirements(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    content = lanes(shop="pay pack")
    draft_keep(project=mapped, actor=owner, content=content, revision=0, base=1)

    part = client_of(owner).get(url("designer-element", mapped, "pack"), headers=HTMX)

    assert b"Requirements" in part.content


def test_a_cell_is_stated_and_the_others_follow(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    path = url("designer-cell", mapped, "pay", "duration_mean")

    response = client_of(owner).post(path, {"text": "5s", "version": 0}, headers=HTMX)

    assert MatrixRow.objects.get().values == {"duration_mean": "5s"}
    page = response.content.decode()
    assert 'id="panel-version" value="1" hx-swap-oob="true"' in page
    assert 'id="panel-field-duration_p95" hx-swap-oob="true"' in page
    assert 'value="15s"' in page
    assert "designer:stated" in response["HX-Trigger"]


def test_a_bad_value_stays_in_its_field_with_the_mend(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    path = url("designer-cell", mapped, "pay", "timeout")

    response = client_of(owner).post(path, {"text": "5", "version": 0}, headers=HTMX)

    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="5"' in page
    assert "Needs a unit" in page
    assert not MatrixRow.objects.exists()


def test_a_stale_cell_says_who_saved_and_keeps_what_was_typed(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    path = url("designer-cell", mapped, "pay", "timeout")
    client_of(architect).post(path, {"text": "9s", "version": 0}, headers=HTMX)

    response = client_of(owner).post(path, {"text": "5s", "version": 0}, headers=HTMX)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Archie saved this step" in page
    assert "Stored now: 9s" in page
    assert 'value="5s"' in page
    assert 'id="panel-version" value="1"' in page


def test_the_assumed_cells_of_a_step_are_confirmed_together(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    path = url("designer-confirm", mapped, "pay")

    page = client_of(owner).post(path, {"version": 0}, headers=HTMX).content.decode()

    assert "assumed</button>" not in page
    assert "timeout" in MatrixRow.objects.get().values


@pytest.mark.parametrize("element", ["start", "nobody"])
def test_what_is_no_step_has_no_cells(
    mapped: Project, owner: User, client_of: ClientOf, element: str
) -> None:
    path = url("designer-cell", mapped, element, "timeout")

    assert client_of(owner).post(path, {"text": "5s", "version": 0}).status_code == 404


def test_an_unknown_column_is_not_found(mapped: Project, owner: User, client_of: ClientOf) -> None:
    path = url("designer-cell", mapped, "pay", "deadline")

    assert client_of(owner).post(path, {"text": "5s", "version": 0}).status_code == 404


def test_an_element_that_the_drawing_lacks_is_not_found(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).get(url("designer-element", mapped, "nobody")).status_code == 404


def test_only_who_may_edit_gets_a_panel(
    mapped: Project, stakeholder: User, stranger: User, client_of: ClientOf
) -> None:
    path = url("designer-element", mapped, "pay")

    assert client_of(stakeholder).get(path).status_code == 403
    outsiders_are_kept_out(stranger, path)
    cell = url("designer-cell", mapped, "pay", "timeout")
    assert client_of(stakeholder).post(cell, {"text": "5s", "version": 0}).status_code == 403


@pytest.mark.parametrize("path", ["designer-cell", "designer-confirm"])
def test_a_cell_is_not_written_by_reading(
    mapped: Project, owner: User, client_of: ClientOf, path: str
) -> None:
    more = ["timeout"] if path == "designer-cell" else []

    assert client_of(owner).get(url(path, mapped, "pay", *more)).status_code == 405
