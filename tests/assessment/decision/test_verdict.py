"""The verdict end to end: the guide's own rules as cases, the sentence, the witnesses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.decision.assessment import Context
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_parts import Verdict
from tests.assessment.decision.maps import answered, assessed, line, order, ran, step
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import CaseVerdict

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel

# consistency, autonomy, event experience, scale, operations
GUIDE = {
    "fewer than five steps, low volume, fast delivery": ((3, 2, 2, 1, 2), CENTRALIZED),
    "regulated with many steps that need ACID": ((5, 2, 3, 2, 3), CENTRALIZED),
    "own services, strong event skills, high volume": ((1, 5, 5, 5, 4), CHOREOGRAPHY),
    "payment and inventory at once, the rest later": ((3, 4, 4, 3, 3), HYBRID),
}


@pytest.mark.parametrize(("values", "expected"), GUIDE.values(), ids=GUIDE)
def test_the_verdict_is_what_the_guide_would_say(
    values: tuple[int, ...], expected: OrchestrationModel
) -> None:
    verdict = verdict_for(assessed(order(), answers=answered(*values)))

    assert verdict.recommended is expected


def scores(*values: int) -> dict[OrchestrationModel, float]:
    return dict(verdict_for(assessed(order(), answers=answered(*values))).scores)


def test_low_event_experience_costs_choreography_and_hybrid() -> None:
    low, high = scores(3, 3, 1, 3, 3), scores(3, 3, 5, 3, 3)

    assert low[CHOREOGRAPHY] < high[CHOREOGRAPHY]
    assert low[HYBRID] < high[HYBRID]
    assert low[CENTRALIZED] > high[CENTRALIZED]


def test_very_high_throughput_costs_centralized() -> None:
    assert scores(3, 3, 3, 5, 3)[CENTRALIZED] < scores(3, 3, 3, 1, 3)[CENTRALIZED]


def test_little_tolerance_for_operations_costs_choreography_and_hybrid() -> None:
    low, high = scores(3, 3, 3, 3, 1), scores(3, 3, 3, 3, 5)

    assert low[CHOREOGRAPHY] < high[CHOREOGRAPHY]
    assert low[HYBRID] < high[HYBRID]


def test_without_observability_choreography_and_hybrid_lose_points() -> None:
    blind = verdict_for(assessed(order(), context=Context(observability=())))
    seeing = verdict_for(
        assessed(order(), context=Context(observability=("logs", "metrics", "tracing", "alerts")))
    )

    assert blind.scores[CHOREOGRAPHY] < seeing.scores[CHOREOGRAPHY]
    assert blind.scores[HYBRID] < seeing.scores[HYBRID]


def test_the_sentence_names_winner_lead_and_what_would_flip_it() -> None:
    verdict = verdict_for(assessed(order(), answers=answered(5, 2, 2, 1, 2)))

    assert verdict.sentence.startswith("Centralized, ")
    assert " ahead of hybrid, first in " in verdict.sentence
    assert "% of 10,000 draws over weights and answers; it would lose" in verdict.sentence


def test_the_sentence_quotes_the_smallest_change_of_answers() -> None:
    verdict = verdict_for(assessed(order(), answers=answered(4, 3, 3, 3, 3)))

    (change,) = verdict.smallest_change
    moved = "rose" if change.after > change.before else "fell"
    assert verdict.sentence.endswith(
        f"{change.title.lower()} {moved} from {change.before} to {change.after}."
    )


def test_a_change_of_several_answers_is_quoted_whole() -> None:
    verdict = verdict_for(assessed(order(), answers=answered(5, 1, 1, 1, 1)))

    assert len(verdict.smallest_change) > 1
    assert all(change.title.lower() in verdict.sentence for change in verdict.smallest_change)


def test_a_small_lead_is_called_close() -> None:
    verdict = verdict_for(assessed(order(), answers=answered(3, 4, 4, 3, 3)))
    narrow = verdict_for(assessed(order(), answers=answered(4, 4, 3, 3, 3)))

    few = verdict.robustness.shares[verdict.recommended] < 0.6
    assert verdict.close_call == (verdict.margin < 5 or few)
    assert narrow.margin > 5
    assert not narrow.sentence.startswith("A close call")


def test_a_lead_that_few_draws_confirm_is_called_close() -> None:
    vague = {q: replace(a, low=1, high=5) for q, a in answered(3, 3, 3, 3, 3).items()}
    verdict = verdict_for(assessed(order(), answers=vague))

    assert verdict.margin > 5
    assert verdict.robustness.shares[verdict.recommended] < 0.6
    assert verdict.sentence.startswith("A close call: ")


def test_a_close_call_says_so() -> None:
    verdict = verdict_for(assessed(order(), answers=answered(4, 2, 3, 3, 3)))

    assert verdict.close_call
    assert verdict.sentence.startswith("A close call: ")


def test_a_question_nobody_answered_takes_its_suggestion() -> None:
    verdict = verdict_for(assessed(order()))

    assert all(question.answer == question.suggestion.value for question in verdict.questions)
    assert not any(question.stated for question in verdict.questions)


def test_a_stated_answer_wins_over_the_suggestion() -> None:
    verdict = verdict_for(assessed(order(), answers=answered(1, 1, 1, 1, 1)))

    assert [question.answer for question in verdict.questions] == [1] * 5


def test_the_questions_add_up_to_the_scores() -> None:
    verdict = verdict_for(assessed(order(), weights={"consistency": 60, "scale": 40}))

    total = sum(question.points[HYBRID] for question in verdict.questions)
    assert total == pytest.approx(verdict.scores[HYBRID])


def said(verdict: Verdict) -> dict[str, OrchestrationModel | None]:
    return {witness.name: witness.says for witness in verdict.witnesses}


def test_the_map_asks_for_a_hybrid_where_steps_stand_on_both_sides() -> None:
    assert said(verdict_for(assessed(order())))["map"] is HYBRID


def test_the_map_of_equal_steps_asks_for_no_hybrid() -> None:
    strict = line(*(step(name, immediate=True) for name in "abcde"))
    loose = line(*(step(name) for name in "abcde"))

    assert said(verdict_for(assessed(strict)))["map"] is CENTRALIZED
    assert said(verdict_for(assessed(loose)))["map"] is CHOREOGRAPHY


def test_the_sandbox_says_nothing_before_anything_ran() -> None:
    assert said(verdict_for(assessed(order())))["sandbox"] is None


def test_the_sandbox_prefers_the_model_that_loses_least() -> None:
    bad = {
        CHOREOGRAPHY: {CaseVerdict.STUCK: 20},
        HYBRID: {CaseVerdict.STUCK: 10},
    }

    assert said(verdict_for(assessed(order()), ran(bad)))["sandbox"] is CENTRALIZED


def test_the_sandbox_says_nothing_where_only_a_blink_separates_the_models() -> None:
    blink = {CENTRALIZED: 1000, CHOREOGRAPHY: 990, HYBRID: 1000}

    assert said(verdict_for(assessed(order()), ran(latency_ms=blink)))["sandbox"] is None


def test_the_sandbox_prefers_a_clearly_faster_model_among_equally_sound_ones() -> None:
    faster = {CENTRALIZED: 1000, CHOREOGRAPHY: 500, HYBRID: 1000}

    assert said(verdict_for(assessed(order()), ran(latency_ms=faster)))["sandbox"] is CHOREOGRAPHY


def test_notes_of_the_map_reader_are_findings() -> None:
    note = Finding(code="not-understood", severity=Severity.LOW, where="x", message="A note.")

    assert note in verdict_for(assessed(order()), notes=(note,)).findings


def test_findings_come_by_severity_then_by_their_place_on_the_map() -> None:
    verdict = verdict_for(assessed(line(step("b", effect=True), step("a", effect=True), step("c"))))

    ranks = [list(Severity).index(finding.severity) for finding in verdict.findings]
    undo = [f.where for f in verdict.findings if f.code == "effect-without-undo"]
    assert ranks == sorted(ranks)
    assert undo == ["b", "a"]


def test_the_same_input_gives_the_same_verdict() -> None:
    assert verdict_for(assessed(order())) == verdict_for(assessed(order()))


def test_a_map_of_a_thousand_steps_gets_a_verdict() -> None:
    long = line(*(step(f"step-{number}") for number in range(1000)))

    verdict = verdict_for(assessed(long))

    assert len(verdict.boundary) == 1000
    assert {placement.side for placement in verdict.boundary} == {Side.EVENT_DRIVEN}


def test_an_empty_map_gets_a_verdict_that_claims_nothing_about_it() -> None:
    verdict = verdict_for(assessed(line()))

    assert said(verdict)["map"] is None
    assert verdict.boundary == ()


def test_another_experiment_does_not_change_stated_answers() -> None:
    assessment = assessed(order(), answers=answered(4, 4, 3, 3, 4))
    bad = {CHOREOGRAPHY: {CaseVerdict.INCONSISTENT: 50}}

    with_run = verdict_for(assessment, ran(bad))

    assert with_run.scores == verdict_for(replace(assessment)).scores
