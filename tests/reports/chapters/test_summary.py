"""Page one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from reports.chapters.costs import costs_of
from reports.chapters.summary import Summary
from reports.chapters.summary import summary as page_one
from reports.content import ReportContent
from tests.reports.builders import assessment, boundary, content, finding, placement, task, verdict
from workflows.definition.findings import Severity
from workflows.definition.model import OrchestrationModel, Side


def test_the_headline_says_what_to_do() -> None:
    assert summary(content()).headline == "Online order: run it as a hybrid"


def test_the_lead_is_the_verdict_that_can_be_quoted() -> None:
    assert summary(content()).lead == verdict().sentence


def test_the_boundary_names_the_steps_of_both_sides() -> None:
    assert summary(content()).boundary == (
        "Orchestrate “Charge card”; let “Notify customer” react to events."
    )


def test_undo_steps_are_left_out_of_the_boundary() -> None:
    undo = placement("refund", "Refund card", Side.ORCHESTRATED)
    with_undo = verdict(plan=boundary(*verdict().boundary, undo))

    assert "Refund" not in summary(content(verdict=with_undo)).boundary


def test_a_boundary_with_one_side_says_so() -> None:
    one_sided = verdict(plan=boundary(placement("charge", "Charge card", Side.ORCHESTRATED)))

    assert "every step on one side" in summary(content(verdict=one_sided)).boundary


def test_no_boundary_is_named_when_another_model_wins() -> None:
    central = verdict(recommended=OrchestrationModel.CENTRALIZED)

    assert summary(content(verdict=central)).boundary == ""


def test_a_witness_who_cannot_tell_says_so() -> None:
    rows = summary(content()).witnesses.rows

    assert [row[1].text for row in rows] == ["Hybrid", "cannot tell"]


def test_what_could_overturn_it_is_worded_as_a_condition() -> None:
    flips = summary(content()).flips

    assert flips is not None
    assert flips.rows[0][0].text == "Consistency is answered 5, not 4"


def test_a_weight_that_overturns_it_says_over_or_under() -> None:
    flip = replace(verdict().flips[0], what="weight", before=30.0, after=52.5)
    flips = summary(content(verdict=verdict(flips=(flip,)))).flips

    assert flips is not None
    assert flips.rows[0][0].text == "Consistency weighs over 52.5 points, not 30"


def test_tasks_that_mend_the_worst_findings_come_first() -> None:
    found = (finding("mild", Severity.LOW, "notify"), finding("grave", Severity.HIGH, "charge"))
    tasks = (task("Later", 3, finding="mild"), task("First", 20, finding="grave"))
    actions = summary(content(verdict=verdict(findings=found), tasks=tasks)).actions

    assert actions is not None
    assert [row[0].text for row in actions.rows] == ["First", "Later"]


def test_done_tasks_are_no_longer_asked_for() -> None:
    tasks = (task("Over", 3, finding="effect-without-undo", status="done"),)

    assert summary(content(tasks=tasks)).actions is None


def test_the_sponsor_is_asked_to_decide_on_day_thirty() -> None:
    asked = summary(content(assessment=assessment(plan_start=dt.date(2026, 12, 1)))).ask

    assert "go or no-go on 30 December 2026." in asked.replace("\u00a0", " ")


def test_a_close_call_is_said_to_be_close() -> None:
    assert "The scores are close" in summary(content(verdict=verdict(close_call=True))).ask


def test_how_sure_it_is_stands_on_page_one() -> None:
    assert summary(content()).sure.startswith("In nine of ten draws hybrid leads by −1.5 to 17.0")


def test_the_decision_asked_for_has_its_price() -> None:
    assert " Three-year cost " in summary(content()).ask


def summary(given: ReportContent) -> Summary:
    """Page one of this content with its own costs."""
    return page_one(given, costs=costs_of(given))
