"""Findings about the assessment as a whole: each rule fires on its contradiction, only on it."""

from __future__ import annotations

from typing import Any

from assessment.decision.assessment import (
    Assessment,
    BoundaryOverride,
    Context,
    Perspective,
    SymptomRating,
)
from assessment.decision.verdict import verdict_for
from tests.assessment.decision.maps import ASSUMED, answered, assessed, line, order, ran, step
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import OnFailure, OrchestrationModel, Participant, Side, Volume
from workflows.sandbox.outcome import CaseVerdict

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel
EVENTFUL = answered(1, 5, 5, 5, 5)


def found(code: str, assessment: Assessment, experiment: Any = None) -> list[Finding]:
    return [f for f in verdict_for(assessment, experiment).findings if f.code == code]


def rating(perspective: Perspective, severity: int) -> SymptomRating:
    return SymptomRating(symptom="lost-events", perspective=perspective, severity=severity)


def test_a_regulated_process_with_an_effect_nothing_undoes_is_a_contradiction() -> None:
    definition = line(step("pay", effect=True), step("ship", on_failure=OnFailure.COMPENSATE))

    regulated = found(
        "regulated-without-undo", assessed(definition, context=Context(regulation=("audit",)))
    )

    assert regulated[0].severity is Severity.HIGH
    assert "“Pay”" in regulated[0].message


def test_without_duties_the_same_effect_is_no_contradiction() -> None:
    definition = line(step("pay", effect=True), step("ship", on_failure=OnFailure.COMPENSATE))

    free = assessed(definition, context=Context(regulation=("none",)))

    assert not found("regulated-without-undo", free)


def capacity(steps_an_hour: float, **more: Any) -> Assessment:
    shop = Participant(id="shop", name="Shop", capacity=steps_an_hour)
    return assessed(line(step("a"), step("b"), participants=(shop,), **more))


def test_volume_over_a_participants_capacity_is_found_at_its_first_step() -> None:
    over = found("volume-over-capacity", capacity(399, volume=Volume(now=50, expected=100, peak=2)))

    assert over[0].where == "a"
    assert "can take 399 steps an hour" in over[0].message
    assert "brings 400" in over[0].message


def test_volume_within_capacity_is_no_finding() -> None:
    within = capacity(400, volume=Volume(now=50, expected=100, peak=2))

    assert not found("volume-over-capacity", within)


def test_a_volume_nobody_stated_accuses_nobody() -> None:
    assert not found("volume-over-capacity", capacity(1))


def test_events_without_tracing_or_correlation_ids_are_found() -> None:
    blind = assessed(order(), answers=EVENTFUL, context=Context(observability=("logs",)))

    assert found("events-unseen", blind)[0].where == "context.observability"


def test_events_with_correlation_ids_can_be_seen() -> None:
    context = Context(observability=("logs", "correlation-ids"))

    assert not found("events-unseen", assessed(order(), answers=EVENTFUL, context=context))


def test_a_conductor_does_not_need_tracing() -> None:
    blind = assessed(
        order(), answers=answered(5, 1, 1, 1, 1), context=Context(observability=("logs",))
    )

    assert not found("events-unseen", blind)


def test_perspectives_two_apart_contradict_each_other() -> None:
    ratings = (rating(Perspective.BUSINESS, 3), rating(Perspective.OPERATIONS, 1))

    contradiction = found("perspectives-contradict", assessed(order(), symptoms=ratings))

    assert contradiction[0].where == "symptoms.lost-events"
    assert contradiction[0].message.startswith(
        "Business feels it badly (3 of 3), operations a little (1 of 3): “Cases stop"
    )


def test_perspectives_one_apart_agree_well_enough() -> None:
    ratings = (rating(Perspective.BUSINESS, 2), rating(Perspective.OPERATIONS, 1))

    assert not found("perspectives-contradict", assessed(order(), symptoms=ratings))


def test_a_symptom_that_speaks_against_the_verdict_is_a_warning() -> None:
    symptoms = (rating(Perspective.OPERATIONS, 3),)

    warned = assessed(order(), answers=EVENTFUL, symptoms=symptoms)

    assert found("symptom-against-verdict", warned)[0].severity is Severity.MEDIUM


def test_moving_a_step_off_its_conductor_is_found() -> None:
    override = BoundaryOverride(step="charge", side=Side.EVENT_DRIVEN)

    moved = found("override-against-rule", assessed(order(), boundary={"charge": override}))

    assert [finding.where for finding in moved] == ["charge"]


def test_an_answer_far_from_the_facts_is_found() -> None:
    far = found("answer-without-reason", assessed(order(), answers=answered(1, 3, 3, 3, 3)))

    assert far[0].where == "answers.consistency"


def test_assumed_rows_are_found_and_weigh_more_where_most_are() -> None:
    most = line(step("a", assumed=ASSUMED), step("b", assumed=ASSUMED), step("c"))
    few = line(step("a", assumed=ASSUMED), step("b"), step("c"))

    assert found("requirements-assumed", assessed(most))[0].severity is Severity.MEDIUM
    assert found("requirements-assumed", assessed(few))[0].severity is Severity.LOW


def test_harm_under_the_recommended_model_is_found() -> None:
    bad = {CHOREOGRAPHY: {CaseVerdict.INCONSISTENT: 1}}

    harm = found("sandbox-inconsistent", assessed(order(), answers=EVENTFUL), ran(bad))

    assert harm[0].severity is Severity.HIGH
    assert harm[0].message.startswith("1 of 100 cases ended inconsistent under choreography")


def test_rare_harm_weighs_less() -> None:
    bad = {CHOREOGRAPHY: {CaseVerdict.STUCK: 1}}

    harm = found("sandbox-stuck", assessed(order(), answers=EVENTFUL), ran(bad, cases=1000))

    assert harm[0].severity is Severity.MEDIUM


def test_harm_under_another_model_is_not_held_against_the_verdict() -> None:
    bad = {CENTRALIZED: {CaseVerdict.STUCK: 1}}

    assert not found("sandbox-stuck", assessed(order(), answers=EVENTFUL), ran(bad))


def test_witnesses_that_disagree_are_a_finding_with_what_settles_it() -> None:
    disagreement = found("witnesses-disagree", assessed(order(), answers=answered(5, 1, 1, 1, 1)))

    assert "the matrix says centralized and the map says hybrid" in disagreement[0].message
    assert disagreement[0].mend.startswith("Check consistency")


def test_witnesses_that_agree_are_no_finding() -> None:
    assert not found("witnesses-disagree", assessed(order(), answers=answered(4, 4, 4, 3, 4)))


def test_every_finding_names_its_mend_and_its_source() -> None:
    ratings = (rating(Perspective.BUSINESS, 3), rating(Perspective.OPERATIONS, 1))
    verdict = verdict_for(assessed(order(), symptoms=ratings, answers=EVENTFUL))

    assert verdict.findings
    assert all(finding.mend and finding.source for finding in verdict.findings)
