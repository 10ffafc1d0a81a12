"""The measures of the new facts, and what each pulls."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Assessment, Context
from assessment.decision.evidence.measures import MEASURES
from assessment.decision.knowledge_loading import load_knowledge
from tests.assessment.decision.maps import assessed, line, order, ran, step
from workflows.definition.model import NodeKind, OrchestrationModel, Participant, ParticipantKind
from workflows.sandbox.outcome import CaseVerdict, Experiment


def told(name: str, assessment: Assessment, experiment: Experiment | None = None) -> str:
    measure = MEASURES[name](assessment, experiment)
    return measure.text if measure else ""


def pulled(question: str, name: str, assessment: Assessment) -> float:
    measure = MEASURES[name](assessment, None)
    rules = [r for r in load_knowledge().rules if (r.question, r.measure) == (question, name)]
    return rules[0].pull(measure.value) if measure and measure.value is not None else 0.0


def stated(**context: object) -> Assessment:
    return assessed(order(), context=Context(**context))  # type: ignore[arg-type]


def test_no_measure_speaks_twice_to_a_question() -> None:
    spoken = [(rule.question, rule.measure) for rule in load_knowledge().rules]

    assert len(spoken) == len(set(spoken))


def test_who_changes_every_month_is_named_with_the_steps() -> None:
    assert told("changing-share", stated(changing=("stock",))) == (
        "Stock changes about every month and does 2 of 4 steps"
    )


def test_changing_participants_ask_for_autonomy() -> None:
    assert pulled("autonomy", "changing-share", stated(changing=("stock",))) > 0


def test_nobody_changes_nothing_is_said() -> None:
    assert told("changing-share", stated()) == ""


def test_immediate_hand_overs_between_teams_tie_their_releases() -> None:
    assessment = assessed(order())

    assert told("tied-share", assessment).startswith("2 of 3 hand-overs between teams wait")
    assert pulled("autonomy", "tied-share", assessment) < 0


def test_steps_of_one_team_tie_nobody() -> None:
    assert told("tied-share", assessed(line(step("a"), step("b")))) == ""


@pytest.mark.parametrize(("steps", "pull"), [(4, -0.5), (5, 0.0), (35, 0.0)])
def test_few_steps_need_one_release_and_many_say_nothing(steps: int, pull: float) -> None:
    assessment = assessed(line(*(step(f"s{number}") for number in range(steps))))

    assert pulled("autonomy", "step-count", assessment) == pull


def test_people_are_known_by_task_or_by_participant() -> None:
    people = Participant(id="desk", name="Desk", kind=ParticipantKind.HUMAN)
    approve = step("approve", by="desk")
    check = step("check", kind=NodeKind.USER_TASK)
    assessment = assessed(line(approve, check, step("pay"), participants=(people,)))

    assert told("human-share", assessment) == "2 of 3 steps wait for a person"


def test_a_duty_of_record_pulls_harder_than_a_duty_alone() -> None:
    audit, privacy = stated(regulation=("audit",)), stated(regulation=("data-protection",))

    assert pulled("consistency", "record-duties", audit) > 0
    assert pulled("consistency", "record-duties", privacy) == 0
    assert told("record-duties", stated()) == ""


def test_debugging_speaks_about_events_only_where_there_are_events() -> None:
    by_events = stated(debugging_share=0.3, current_model="choreography")
    conducted = stated(debugging_share=0.3, current_model="centralized")

    assert "30% of the teams' time" in told("debugging-of-events", by_events)
    assert pulled("event-experience", "debugging-of-events", by_events) == -0.5
    assert told("debugging-of-events", conducted) == ""
    assert pulled("operations", "debugging-share", conducted) < 0


def test_a_first_version_in_weeks_lowers_what_can_be_carried() -> None:
    assert pulled("operations", "delivery", stated(delivery="weeks")) < 0
    assert pulled("operations", "delivery", stated(delivery="year")) == 0
    assert told("delivery", stated()) == ""


def test_who_runs_the_tools_moves_the_load() -> None:
    assert pulled("operations", "hosting", stated(hosting="managed")) > 0
    assert pulled("operations", "hosting", stated(hosting="self-run")) < 0


def test_known_brokers_are_named() -> None:
    assert told("broker-skills", stated(skills=("kafka", "temporal"))) == (
        "somebody here has run kafka"
    )
    assert told("broker-skills", stated(skills=("temporal",))) == "nobody here has run a broker"
    assert told("broker-skills", stated()) == ""


def test_cases_nobody_saw_fail_lower_what_can_be_carried() -> None:
    bad = {OrchestrationModel.CHOREOGRAPHY: {CaseVerdict.STUCK: 2, CaseVerdict.DEAD_LETTERED: 3}}

    assert told("choreography-unseen-share", assessed(order()), ran(bad)).startswith("5 of 100")
