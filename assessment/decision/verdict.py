"""The verdict: what Podium says about an assessment.

``verdict_for`` is the one way to get there; the page, the command line and the report call it
with the same assessment and so show the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import BoundaryPlan, Placement, boundary_plan
from assessment.decision.evidence.suggestions import suggest
from assessment.decision.findings import Judged, assessment_findings, in_order
from assessment.decision.knowledge import Knowledge, Suitability
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.robustness import Belief, Beliefs, belief_about, robustness_of
from assessment.decision.robustness.smallest_change import smallest_change
from assessment.decision.scoring import (
    AnswerFlip,
    Scorecard,
    WeightFlip,
    answer_flips,
    fitted,
    normalised,
    score,
    weight_flips,
)
from assessment.decision.sentence import sentence
from assessment.decision.verdict_parts import (
    AnswerChange,
    AnsweredQuestion,
    Evidence,
    Flip,
    Suggestion,
    Verdict,
    Witness,
)
from assessment.decision.weights.confidence import concentration
from assessment.decision.witnesses import three_witnesses
from workflows.definition.findings import Finding
from workflows.definition.lint import lint
from workflows.sandbox.outcome import Experiment

__all__ = [
    "AnswerChange",
    "AnsweredQuestion",
    "Evidence",
    "Flip",
    "Placement",
    "Suggestion",
    "Verdict",
    "Witness",
    "verdict_for",
]


def verdict_for(
    assessment: Assessment,
    experiment: Experiment | None = None,
    *,
    notes: tuple[Finding, ...] = (),
    knowledge: Knowledge | None = None,
) -> Verdict:
    """The verdict on an assessment.

    ``experiment`` is the run that serves as evidence, ``notes`` what the reader of the map did
    not understand; both become part of the findings. ``knowledge`` None takes the
    assessment's own. The same input gives the same verdict.
    """
    knowledge = knowledge or knowledge_in(assessment.knowledge)
    suggestions = suggest(assessment, experiment, knowledge=knowledge)
    case = _scored(assessment, suggestions, knowledge)
    questions = tuple(_answered(assessment, one, case) for one in suggestions)
    witnesses = three_witnesses(
        case.card, case.plan.fit, experiment, knowledge=knowledge, sla=assessment.definition.sla
    )
    on_the_map = lint(assessment.definition)
    judged = Judged(
        assessment=assessment,
        experiment=experiment,
        recommended=case.card.leader,
        questions=questions,
        boundary=case.plan.placements,
        witnesses=witnesses,
        knowledge=knowledge,
        map_findings=on_the_map,
    )
    findings = (*on_the_map, *assessment_findings(judged), *notes)
    return _verdict(case, questions, witnesses, in_order(findings, assessment.definition))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """What is believed, the boundary, the table as it holds for this map, and the scores."""

    knowledge: Knowledge
    beliefs: Beliefs
    plan: BoundaryPlan
    table: Suitability
    card: Scorecard

    @property
    def answers(self) -> dict[str, int]:
        """The answer to each question."""
        return self.beliefs.stated


def _scored(
    assessment: Assessment, suggestions: tuple[Suggestion, ...], knowledge: Knowledge
) -> _Scored:
    beliefs, plan = _beliefs(assessment, suggestions), boundary_plan(assessment)
    table = fitted(knowledge.suitability, plan.fit.fit)
    card = score(beliefs.stated, beliefs.weights, table)
    return _Scored(knowledge=knowledge, beliefs=beliefs, plan=plan, table=table, card=card)


def _beliefs(assessment: Assessment, suggestions: tuple[Suggestion, ...]) -> Beliefs:
    weights = normalised([s.question for s in suggestions], assessment.weights)
    return Beliefs(
        answers={
            s.question: belief_about(
                assessment.answers.get(s.question), Belief(value=s.value, low=s.low, high=s.high)
            )
            for s in suggestions
        },
        weights=weights,
        concentration=concentration(assessment.weighting, stated=bool(assessment.weights)),
    )


def _verdict(
    case: _Scored,
    questions: tuple[AnsweredQuestion, ...],
    witnesses: tuple[Witness, ...],
    findings: tuple[Finding, ...],
) -> Verdict:
    card, suitability = case.card, case.knowledge.suitability
    change = _smallest_change(case)
    robustness = robustness_of(case.beliefs, case.table, card.leader)
    narrow = card.margin < suitability.close_call_margin
    is_close = narrow or robustness.shares[card.leader] < suitability.close_call_share
    return Verdict(
        recommended=card.leader,
        scores=card.scores,
        margin=card.margin,
        close_call=is_close,
        sentence=sentence(card, robustness, change, is_close=is_close),
        questions=questions,
        flips=_flips(case),
        smallest_change=change,
        plan=case.plan,
        table_scores=score(case.answers, case.beliefs.weights, suitability).scores,
        robustness=robustness,
        witnesses=witnesses,
        findings=findings,
        knowledge_version=suitability.version,
    )


def _answered(assessment: Assessment, suggestion: Suggestion, case: _Scored) -> AnsweredQuestion:
    question = case.knowledge.question_by_id[suggestion.question]
    stated = assessment.answers.get(question.id)
    belief = case.beliefs.answers[question.id]
    return AnsweredQuestion(
        question=question.id,
        title=question.title,
        answer=belief.value,
        low=belief.low,
        high=belief.high,
        meaning=question.meaning(belief.value),
        stated=stated is not None,
        reason=stated.reason if stated else "",
        weight=case.card.weights[question.id],
        suggestion=suggestion,
        suitability=case.table.row(question.id, belief.value),
        points=case.card.points[question.id],
    )


def _smallest_change(case: _Scored) -> tuple[AnswerChange, ...]:
    changed = smallest_change(case.answers, case.card.weights, case.table)
    return tuple(
        AnswerChange(
            question=question,
            title=case.knowledge.question_by_id[question].title,
            before=case.answers[question],
            after=after,
        )
        for question, after in changed.items()
    )


def _flips(case: _Scored) -> tuple[Flip, ...]:
    """Answers first, then weights; in each the nearest flip first."""
    answered = answer_flips(case.answers, case.card.weights, case.table)
    weighed = weight_flips(case.answers, case.card.weights, case.table)
    return (
        *(_flip("answer", flip, case.knowledge) for flip in answered),
        *(_flip("weight", flip, case.knowledge) for flip in weighed),
    )


def _flip(what: str, flip: AnswerFlip | WeightFlip, knowledge: Knowledge) -> Flip:
    return Flip(
        what=what,
        question=flip.question,
        title=knowledge.question_by_id[flip.question].title,
        before=flip.before,
        after=flip.after,
        winner=flip.winner,
    )
