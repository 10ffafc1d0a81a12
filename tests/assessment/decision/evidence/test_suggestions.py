"""Suggested answers: what facts pull, what missing facts do, what the guide would say."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import (
    Assessment,
    Context,
    EventExperience,
    Perspective,
    SymptomRating,
    Team,
)
from assessment.decision.evidence.suggestions import suggest
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.verdict_parts import Suggestion
from tests.assessment.decision.maps import ASSUMED, assessed, line, order, ran, step
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import CaseVerdict, Experiment

FULL = Context(
    regulation=("none",),
    cases_now=1000,
    cases_expected=2000,
    teams=(Team(name="Shop", people=9, owns=("stock", "bank", "mail")),),
    event_experience=EventExperience.ONE_TEAM,
    observability=("logs", "metrics", "tracing", "correlation-ids"),
    operations_budget="medium",
)


def suggested(
    question: str, assessment: Assessment, experiment: Experiment | None = None
) -> Suggestion:
    found = suggest(assessment, experiment, knowledge=load_knowledge())
    return next(suggestion for suggestion in found if suggestion.question == question)


def texts(suggestion: Suggestion) -> str:
    return " | ".join(evidence.text for evidence in suggestion.evidence)


def felt(symptom: str, severity: int) -> tuple[SymptomRating, ...]:
    perspective = Perspective.OPERATIONS
    return (SymptomRating(symptom=symptom, perspective=perspective, severity=severity),)


def test_the_more_steps_must_agree_the_higher_the_consistency() -> None:
    loose = suggested("consistency", assessed(line(step("a"), step("b"))))
    strict = suggested("consistency", assessed(line(step("a", immediate=True))))

    assert loose.value < strict.value


def test_the_evidence_counts_the_steps() -> None:
    found = suggested("consistency", assessed(order()))

    assert "2 of 4 steps need immediate consistency" in texts(found)


def test_assumed_rows_are_named_and_widen_the_range() -> None:
    stated = suggested("consistency", assessed(line(step("a", immediate=True), step("b"))))
    assumed = suggested(
        "consistency",
        assessed(line(step("a", immediate=True, assumed=ASSUMED), step("b"))),
    )

    assert "(1 of 2 assumed)" in texts(assumed)
    assert assumed.high - assumed.low >= stated.high - stated.low


def test_rows_that_are_all_assumed_are_a_missing_fact() -> None:
    found = suggested("consistency", assessed(line(step("a", immediate=True, assumed=ASSUMED))))

    assert "Nobody has confirmed the consistency of any step" in texts(found)
    assert not found.evidence[0].known


def test_a_column_that_nobody_has_confirmed_pulls_nothing() -> None:
    unknown = suggested("consistency", assessed(line(step("a", assumed=ASSUMED))))

    assert "Nobody has confirmed the consistency of any step" in texts(unknown)
    assert unknown.value == 3


def test_a_missing_fact_says_so_and_widens_the_range() -> None:
    unknown = suggested("event-experience", assessed(order()))
    known = suggested("event-experience", assessed(order(), context=FULL))

    assert "Nobody has said what the teams have done with events" in texts(unknown)
    assert unknown.high - unknown.low > known.high - known.low


@pytest.mark.parametrize("experience", EventExperience)
def test_stated_experience_decides_its_own_question(experience: EventExperience) -> None:
    context = Context(event_experience=experience, observability=("tracing",))

    found = suggested("event-experience", assessed(order(), context=context))

    assert found.value == list(EventExperience).index(experience) + 1


def test_an_untouched_default_volume_is_no_fact() -> None:
    found = suggested("scale", assessed(line(step("a"))))

    assert "Nobody has said how many cases to expect" in texts(found)


def test_volume_is_judged_by_the_busiest_hour_in_two_years() -> None:
    context = Context(cases_now=50_000, cases_expected=200_000)

    found = suggested("scale", assessed(order(), context=context))

    assert found.value == 5


def test_the_context_speaks_before_the_map_about_volume() -> None:
    context = Context(cases_now=2, cases_expected=2)

    found = suggested("scale", assessed(order(), context=context))

    assert "2 cases an hour" in texts(found)


def test_nothing_in_place_lowers_what_can_be_operated() -> None:
    context = Context(observability=(), operations_budget="small")

    assert suggested("operations", assessed(order(), context=context)).value == 1


def test_a_symptom_felt_badly_pulls_more_than_one_felt_a_little() -> None:
    little = suggested("autonomy", assessed(order(), symptoms=felt("platform-team-queue", 1)))
    badly = suggested("autonomy", assessed(order(), symptoms=felt("platform-team-queue", 3)))

    assert badly.evidence[-1].pull == pytest.approx(3 * little.evidence[-1].pull)


def test_a_symptom_nobody_feels_is_no_evidence() -> None:
    found = suggested("autonomy", assessed(order(), symptoms=felt("platform-team-queue", 0)))

    assert all(not evidence.fact.startswith("symptoms.") for evidence in found.evidence)


def test_cases_that_ended_inconsistent_raise_consistency() -> None:
    bad = {OrchestrationModel.CHOREOGRAPHY: {CaseVerdict.INCONSISTENT: 10}}

    found = suggested("consistency", assessed(order()), ran(bad))

    evidence = next(item for item in found.evidence if item.fact == "experiment")
    assert evidence.text == "10 of 100 cases ended inconsistent under choreography"
    assert evidence.pull > 0


def test_late_cases_raise_the_scale() -> None:
    slow = {OrchestrationModel.CENTRALIZED: 5_000}

    found = suggested("scale", assessed(order(sla=1.0)), ran(latency_ms=slow))

    late = next(item for item in found.evidence if item.fact == "experiment")
    assert late.text == "100 of 100 finished cases were late under centralized"
    assert late.pull > 0


def test_without_an_experiment_nothing_is_said_about_one() -> None:
    found = suggested("consistency", assessed(order()))

    assert all(evidence.fact != "experiment" for evidence in found.evidence)


def test_a_map_without_steps_leaves_consistency_open() -> None:
    found = suggested("consistency", assessed(line()))

    assert found.low < found.value < found.high


def test_the_value_lies_in_its_range_and_on_the_scale() -> None:
    for suggestion in suggest(assessed(order()), None, knowledge=load_knowledge()):
        assert 1 <= suggestion.low <= suggestion.value <= suggestion.high <= 5
