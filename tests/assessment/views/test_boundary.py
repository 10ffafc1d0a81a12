"""The boundary page."""

from __future__ import annotations

from django.urls import reverse

from assessment.decision.assessment import BoundaryOverride
from assessment.models import BoundaryChoice
from assessment.services.decide import boundary_choose
from projects.models import Project, User
from tests.cast import ClientOf
from workflows.definition.model import Side

MOVE = {"version": "0", "step": "pay", "side": "orchestrated", "reason": "Money is involved"}


def test_every_step_has_a_side_and_a_reason(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    rows = client_of(owner).get(_url("boundary", mapped)).context["rows"]

    placed = {row["placement"].step: row["placement"] for row in rows}
    assert placed["reserve"].reason.startswith("Orchestrated: ")
    assert placed.keys() == {"reserve", "pay"}


def test_the_drawing_marks_the_sides(mapped: Project, owner: User, client_of: ClientOf) -> None:
    marks = client_of(owner).get(_url("boundary", mapped)).context["marks"]

    assert marks["reserve"] == "step--orchestrated"


def test_moving_a_step_stores_side_and_reason(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client_of(architect).post(_url("boundary-choose", mapped), MOVE)

    assert BoundaryChoice.objects.get().reason == "Money is involved"


def test_moving_without_a_reason_opens_the_form_again(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(_url("boundary-choose", mapped), MOVE | {"reason": ""})

    assert response.status_code == 422
    assert "Say why the team moves this step" in response.text
    assert "<details open>" in response.text


def test_a_step_that_is_not_on_the_map_is_refused(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(_url("boundary-choose", mapped), MOVE | {"step": "gone"})

    assert response.status_code == 422
    assert "no longer on the map" in response.text


def test_a_stale_move_shows_what_is_stored(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    choice = BoundaryOverride(step="pay", side=Side.ORCHESTRATED, reason="As Olive says")
    boundary_choose(project=mapped, by=owner, choice=choice, name="Pay", expected=0)

    response = client_of(architect).post(_url("boundary-choose", mapped), MOVE)

    assert response.status_code == 409
    assert "Olive saved here: As Olive says." in response.text


def test_a_move_taken_back_under_an_open_page_is_saved_once_more(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)

    refused = client.post(_url("boundary-choose", mapped), MOVE | {"version": "1"})
    saved = client.post(_url("boundary-choose", mapped), MOVE | {"version": "0"})

    assert refused.status_code == 409
    assert "was taken back while you were editing" in refused.text
    assert 'name="version" value="0"' in refused.text
    assert saved.status_code == 302


def test_a_moved_step_can_follow_the_rule_again(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    client.post(_url("boundary-choose", mapped), MOVE)

    client.post(_url("boundary-reset", mapped), {"step": "pay"})

    assert not BoundaryChoice.objects.exists()


def _url(name: str, project: Project) -> str:
    return reverse(f"assessment:{name}", args=[project.pk])
