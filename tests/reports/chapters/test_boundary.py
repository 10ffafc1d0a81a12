"""The hybrid boundary in the report."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.boundary import BoundaryPlan
from reports.chapters.boundary import BoundaryChapter, boundary_chapter
from tests.reports.builders import boundary, content, placement, verdict
from workflows.definition.model import Side


def test_a_map_without_steps_has_no_boundary() -> None:
    assert boundary_chapter(content(verdict=verdict(plan=boundary()))) is None


def test_gain_and_price_stand_openly() -> None:
    worth = _chapter().worth.replace("\u00a0", " ")

    assert "serves 5.0 more of the 20.0 points" in worth
    assert "1 crossing cost" in worth
    assert "80 % of what a boundary can be worth" in worth


def test_a_boundary_that_does_not_pay_says_so() -> None:
    plan = verdict().plan
    poor = replace(plan, fit=replace(plan.fit, gain=1.0, price=2.0))

    assert "No boundary saves enough" in _chapter(poor).worth


def test_a_crossing_says_how_it_is_handed_over() -> None:
    crossings = _chapter().crossings

    assert crossings is not None
    assert [cell.text for cell in crossings.rows[-1]] == [
        "Charge card",
        "Notify customer",
        "an event from the orchestrator, through its outbox",
    ]


def test_steps_on_one_side_have_no_crossings() -> None:
    plan = boundary(
        *(
            placement(step, step, Side.ORCHESTRATED)
            for step in ("reserve", "charge", "notify", "refund")
        )
    )

    assert _chapter(plan).crossings is None


def test_a_side_that_the_team_chose_names_what_was_suggested_and_its_cost() -> None:
    moved = placement(
        "notify", "Notify", Side.ORCHESTRATED, suggested=Side.EVENT_DRIVEN, overridden=True
    )
    plan = boundary(moved)
    chapter = _chapter(replace(plan, chosen=replace(plan.chosen, unserved=3.0)))

    assert chapter.steps.rows[0][1].text == (
        "orchestrated (the team’s choice; suggested: event-driven)"
    )
    assert "costs 3.0 points beyond the best boundary" in chapter.overrides


def test_without_choices_of_the_team_nothing_is_said_about_them() -> None:
    assert _chapter().overrides == ""


def _chapter(plan: BoundaryPlan | None = None) -> BoundaryChapter:
    given = verdict(plan=plan) if plan else verdict()
    chapter = boundary_chapter(content(verdict=given))
    assert chapter is not None
    return chapter
