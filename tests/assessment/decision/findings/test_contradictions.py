"""Contradictions between what was stated, and the recommended model against what is there: each
rule fires on its case and keeps quiet beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assessment.decision.assessment import (
    Answer,
    Assessment,
    Context,
    EventExperience,
    Perspective,
    SeenFacts,
    SymptomRating,
    Team,
)
from assessment.decision.verdict import verdict_for
from tests.assessment.decision.maps import answered, assessed, line, order, ran, step
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import (
    DataFlow,
    Duration,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    Participant,
    ParticipantKind,
    Volume,
)
from workflows.sandbox.outcome import CaseVerdict, Experiment
from workflows.sandbox.scenario import Scenario

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel
CONDUCTED = answered(5, 1, 1, 1, 1)
EVENTFUL = answered(1, 5, 5, 5, 5)
MIXED = answered(3, 4, 4, 3, 4)


def found(code: str, assessment: Assessment, experiment: Experiment | None = None) -> list[Finding]:
    return [f for f in verdict_for(assessment, experiment).findings if f.code == code]


def stated(answers: dict[str, Answer] | None = None, **context: Any) -> Assessment:
    return assessed(order(), answers=answers or {}, context=Context(**context))


def felt(symptom: str, severity: int) -> tuple[SymptomRating, ...]:
    perspective = Perspective.OPERATIONS
    return (SymptomRating(symptom=symptom, perspective=perspective, severity=severity),)


# Duties


def test_four_eyes_need_two_steps_of_people() -> None:
    one = assessed(
        line(step("approve", kind=NodeKind.USER_TASK), step("pay")),
        context=Context(regulation=("four-eyes",)),
    )

    assert "only 1 step waits for a person" in found("four-eyes-missing", one)[0].message


def test_two_steps_of_people_are_four_eyes() -> None:
    clerk = Participant(id="clerk", name="Clerk", kind=ParticipantKind.HUMAN)
    people = [step("check", by="clerk"), step("approve", kind=NodeKind.USER_TASK)]
    definition = line(*people, participants=(clerk,))

    two = assessed(definition, context=Context(regulation=("four-eyes",)))
    assert not found("four-eyes-missing", two)


def test_protected_data_without_a_class_is_found() -> None:
    flows = (
        DataFlow(name="address", source="reserve", target="ship"),
        DataFlow(name="paid", source="charge", target="ship", classification="payment"),
    )
    definition = replace(order(), data_flows=flows)

    bare = assessed(definition, context=Context(regulation=("data-protection",)))
    assert "1 of 2 data flows has no classification" in found("data-unclassified", bare)[0].message
    assert not found("data-unclassified", assessed(definition))


# Volume


def hands(number: int, **more: Any) -> Assessment:
    desk = Participant(id="shop", name="Desk", concurrency=number)
    work = step("approve", duration=Duration(mean=360.0, p95=600.0), **more)
    volume = Volume(now=50, expected=100, peak=2)
    return assessed(line(work, participants=(desk,), volume=volume))


def test_more_work_than_hands_is_found_by_littles_law() -> None:
    over = found("volume-over-hands", hands(19))[0]

    assert over.where == "approve"
    assert "works on 19 at a time, 6m each: 190 steps an hour at most" in over.message
    assert over.message.endswith("brings 200.")


def test_enough_hands_are_no_finding() -> None:
    assert not found("volume-over-hands", hands(20))


def test_hands_or_times_that_nobody_stated_accuse_nobody() -> None:
    assert not found("volume-over-hands", hands(16))
    assert not found("volume-over-hands", hands(1, assumed=frozenset({"duration"})))


# People


def test_a_symptom_with_its_cause_on_the_map_is_explained() -> None:
    waits = line(step("approve", kind=NodeKind.USER_TASK))

    finding = found("symptom-explained", assessed(waits, symptoms=felt("approvals-linger", 3)))[0]

    assert finding.severity is Severity.HIGH
    assert "The map shows why: human without deadline." in finding.message
    assert "“Approve”" in finding.mend


def test_a_symptom_felt_clearly_weighs_less_and_felt_a_little_nothing() -> None:
    waits = line(step("approve", kind=NodeKind.USER_TASK))

    clearly = found("symptom-explained", assessed(waits, symptoms=felt("approvals-linger", 2)))
    a_little = found("symptom-explained", assessed(waits, symptoms=felt("approvals-linger", 1)))
    assert clearly[0].severity is Severity.MEDIUM
    assert a_little == []


def test_a_symptom_whose_cause_is_not_on_the_map_is_not_explained() -> None:
    assert not found("symptom-explained", assessed(order(), symptoms=felt("approvals-linger", 3)))


def test_a_participant_that_no_team_owns_is_found_once_teams_are_named() -> None:
    definition = line(step("pay", by="bank"), participants=(Participant(id="bank", name="Bank"),))

    named = assessed(definition, context=Context(teams=(Team(name="Shop"),)))
    assert found("participant-without-owner", named)[0].message.startswith("Bank: no team owns it.")
    assert not found("participant-without-owner", assessed(definition))


# Sight


def test_missing_metrics_are_found_under_every_model() -> None:
    assert found("no-metrics", stated(CONDUCTED, observability=("logs",)))
    assert not found("no-metrics", stated(CONDUCTED, observability=("metrics",)))


def test_observability_that_nobody_stated_is_asked_for() -> None:
    assert found("observability-unknown", stated())
    assert not found("observability-unknown", stated(observability=()))


def test_dead_letters_without_alerts_are_found() -> None:
    definition = line(step("mail", on_failure=OnFailure.DEAD_LETTER))

    def watched(*tools: str) -> Assessment:
        return assessed(definition, context=Context(observability=tools))

    assert "“Mail”" in found("dead-letters-unwatched", watched("logs"))[0].message
    assert not found("dead-letters-unwatched", watched("alerts"))


# Means


@pytest.mark.parametrize("little", [EventExperience.NONE, EventExperience.TRIED])
def test_events_for_teams_that_have_run_none_are_found(little: EventExperience) -> None:
    assert found("events-untried", stated(EVENTFUL, event_experience=little))
    assert not found("events-untried", stated(CONDUCTED, event_experience=little))


def test_hybrid_on_a_small_budget_or_within_weeks_is_found() -> None:
    hybrid = stated(MIXED, operations_budget="small", delivery="weeks")

    assert verdict_for(hybrid).recommended is HYBRID
    assert found("two-kinds-on-small-budget", hybrid)
    assert found("two-kinds-in-weeks", hybrid)


def test_one_kind_of_infrastructure_may_be_small_and_soon() -> None:
    conducted = stated(CONDUCTED, operations_budget="small", delivery="weeks")

    assert not found("two-kinds-on-small-budget", conducted)
    assert not found("two-kinds-in-weeks", conducted)


def test_managed_and_on_premises_contradict_each_other() -> None:
    both = stated(hosting="managed", constraints=("on-premises",))

    assert found("hosting-contradicts", both)
    assert not found(
        "hosting-contradicts", stated(hosting="self-run", constraints=("on-premises",))
    )


# Sides


def test_immediate_consistency_across_an_event_is_found_under_choreography() -> None:
    across = found("immediate-across-events", assessed(order(), answers=EVENTFUL))

    assert [finding.where for finding in across] == ["reserve", "charge"]
    assert "“Reserve” must be certain before “Charge” begins" in across[0].message


def test_a_conductor_sees_to_what_must_be_certain() -> None:
    assert not found("immediate-across-events", assessed(order(), answers=CONDUCTED))


def test_one_participant_needs_no_event_to_itself() -> None:
    alone = assessed(line(step("a", immediate=True), step("b")), answers=EVENTFUL)

    assert not found("immediate-across-events", alone)


def test_a_partner_that_changes_every_month_should_not_be_conducted() -> None:
    conducted = found("changing-partner-conducted", stated(CONDUCTED, changing=("bank",)))

    assert conducted[0].message == (
        "Bank changes every month, yet “Charge” stands under the orchestrator: each change is a "
        "release of the whole."
    )
    assert not found("changing-partner-conducted", stated(EVENTFUL, changing=("bank",)))


# Answers


def test_an_answer_outside_the_range_needs_its_reason() -> None:
    far = {"consistency": Answer(question="consistency", value=1)}
    why = {"consistency": Answer(question="consistency", value=1, reason="We reconcile nightly")}

    assert found("answer-without-reason", stated(far))[0].severity is Severity.MEDIUM
    assert not found("answer-without-reason", stated(why))
    assert found("answer-against-facts", stated(why))[0].severity is Severity.LOW


def test_an_answer_on_other_facts_is_found_with_the_difference() -> None:
    seen = SeenFacts(
        suggested=1, facts={"immediate-share": "1 of 5 steps need immediate consistency"}
    )
    old = {"consistency": Answer(question="consistency", value=4, seen=seen)}

    stale = found("answer-stale", stated(old))[0]
    assert "1 of 5 steps need immediate consistency, now 2 of 4" in stale.message
    assert stale.severity is Severity.MEDIUM


# Sandbox


def test_late_cases_under_the_recommended_model_are_found() -> None:
    slow = ran(latency_ms={CENTRALIZED: 5_000})

    late = found("sandbox-late", assessed(order(sla=1.0), answers=CONDUCTED), slow)
    assert "took longer than the SLA of 1s under centralized in the sandbox" in late[0].message
    assert not found("sandbox-late", assessed(order(sla=9.0), answers=CONDUCTED), slow)


def test_events_without_an_outbox_that_went_wrong_are_found() -> None:
    bad = ran({CHOREOGRAPHY: {CaseVerdict.INCONSISTENT: 3, CaseVerdict.STUCK: 1}})
    without = assessed(order(), answers=EVENTFUL, scenario=Scenario(outbox=False))

    finding = found("events-without-outbox", without, bad)[0]
    assert "4 of 100 cases ended inconsistent or stuck" in finding.message
    assert not found("events-without-outbox", assessed(order(), answers=EVENTFUL), bad)
    assert not found("events-without-outbox", without, ran())
