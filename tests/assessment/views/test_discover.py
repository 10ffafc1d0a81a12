"""The context page and the findings page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessment.decision.assessment import Context
from assessment.models import ContextFacts, TeamRow
from assessment.services.discover import context_save
from projects.models import Project, User
from tests.cast import ClientOf

TEAMS = {"teams-TOTAL_FORMS": "1", "teams-INITIAL_FORMS": "0"}


def test_saving_the_context_stores_it_with_its_teams(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    typed = {"version": "0", "cases_now": "1200", "teams-0-name": "Orders", "teams-0-owns": "stock"}

    response = client_of(architect).post(_context(mapped), typed | TEAMS)

    assert response.status_code == 302
    assert ContextFacts.objects.get().cases_now == 1200
    assert TeamRow.objects.get().owns == ["stock"]


def test_a_stale_context_keeps_what_was_typed_and_shows_what_is_stored(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    stored = Context(summary="As Olive says")
    context_save(project=mapped, by=owner, context=stored, expected=0)
    typed = {"version": "0", "summary": "As Archie says"}

    response = client_of(architect).post(_context(mapped), typed | TEAMS)

    assert response.status_code == 409
    assert "As Archie says" in response.text
    assert "Olive saved here: As Olive says." in response.text
    assert ContextFacts.objects.get().summary == "As Olive says"


def test_saving_once_more_replaces_it_knowingly(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    context_save(project=mapped, by=owner, context=Context(summary="Olive"), expected=0)
    client = client_of(architect)
    refused = client.post(_context(mapped), {"version": "0", "summary": "Archie"} | TEAMS)
    version = refused.context["form"]["version"].value()

    client.post(_context(mapped), {"version": version, "summary": "Archie"} | TEAMS)

    assert ContextFacts.objects.get().summary == "Archie"


@pytest.mark.parametrize("field", ["changing", "teams-0-owns"])
def test_a_participant_that_left_the_map_under_an_open_page_is_told(
    mapped: Project, architect: User, client_of: ClientOf, field: str
) -> None:
    typed = {"version": "0", "teams-0-name": "Orders", field: "carrier"}

    response = client_of(architect).post(_context(mapped), typed | TEAMS)

    assert "“carrier” is not on the map any more" in response.text


def test_a_wrong_number_is_told_beside_its_field(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    typed = {"version": "0", "cases_now": "many", "summary": "stays"}

    response = client_of(architect).post(_context(mapped), typed | TEAMS)

    assert "Enter a number." in response.context["form"].errors["cases_now"]
    assert "stays" in response.text


def test_what_people_type_is_escaped(mapped: Project, architect: User, client_of: ClientOf) -> None:
    typed = {"version": "0", "summary": "<script>alert(1)</script>"} | TEAMS

    client_of(architect).post(_context(mapped), typed)

    page = client_of(architect).get(_context(mapped)).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_readers_get_the_form_disabled(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(_context(mapped)).text

    assert '<fieldset class="plain" disabled>' in page
    assert "Save the context" not in page


def test_findings_link_to_the_place_they_are_about(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_findings(mapped))

    urls = {line.place: line.url for line in page.context["lines"]}
    assert urls["Charge card"] == reverse("workflows:matrix", args=[mapped.pk]) + "#row-pay"


def test_findings_are_filtered_by_severity(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_findings(mapped), {"severity": "high"})

    assert {line.finding.severity for line in page.context["lines"]} <= {"high"}
    assert len(page.context["lines"]) < len(page.context["judged"].verdict.findings)


def test_an_unknown_severity_shows_all(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(_findings(mapped), {"severity": "purple"})

    assert len(page.context["lines"]) == len(page.context["judged"].verdict.findings)


def _context(project: Project) -> str:
    return reverse("assessment:context", args=[project.pk])


def _findings(project: Project) -> str:
    return reverse("assessment:findings", args=[project.pk])
