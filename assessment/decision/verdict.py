"""The verdict: what Podium says about an assessment.

``verdict_for`` is the one way to get there; the page, the command line and the report call it
with the same assessment and so show the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import Placement, boundary_plan
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
    beliefs = _beliefs(assessment, suggestions)
    answers = {question: belief.value for question, belief in beliefs.answers.items()}
    plan = boundary_plan(assessment)
    table = fitted(knowledge.suitability, plan.fit.fit)
    card = score(answers, beliefs.weights, table)
    questions = tuple(
        _answered(assessment, s, card, beliefs, table, knowledge) for s in suggestions
    )
    witnesses = three_witnesses(
        card, plan.fit, experiment, knowledge=knowledge, sla=assessment.definition.sla
    )
    on_the_map = lint(assessment.definition)
    judged = Judged(
        assessment=assessment,
        experiment=experiment,
        recommended=card.leader,
        questions=questions,
        boundary=plan.placements,
        witnesses=witnesses,
        knowledge=knowledge,
        map_findings=on_the_map,
    )
    change = _smallest_change(answers, card, table, knowledge)
    robustness = robustness_of(beliefs, table, card.leader)
    findings = (*on_the_map, *assessment_findings(judged), *notes)
    return Verdict(
        recommended=card.leader,
        scores=card.scores,
        margin=card.margin,
        close_call=card.margin < knowledge.suitability.close_call_margin,
        sentence=sentence(card, robustness, change, knowledge.suitability.close_call_margin),
        questions=questions,
        flips=_flips(answers, card, table, knowledge),
        smallest_change=change,
        plan=plan,
        table_scores=score(answers, beliefs.weights, knowledge.suitability).scores,
        robustness=robustness,
        witnesses=witnesses,
        findings=in_order(findings, assessment.definition),
        knowledge_version=knowledge.suitability.version,
    )


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


def _answered(
    assessment: Assessment,
    suggestion: Suggestion,
    card: Scorecard,
    beliefs: Beliefs,
    table: Suitability,
    knowledge: Knowledge,
) -> AnsweredQuestion:
    question = knowledge.question_by_id[suggestion.question]
    stated = assessment.answers.get(question.id)
    belief = beliefs.answers[question.id]
    return AnsweredQuestion(
        question=question.id,
        title=question.title,
        answer=belief.value,
        low=belief.low,
        high=belief.high,
        meaning=question.meaning(belief.value),
        stated=stated is not None,
        reason=stated.reason if stated else "",
        weight=card.weights[question.id],
        suggestion=suggestion,
        suitability=table.row(question.id, belief.value),
        points=card.points[question.id],
    )


def _smallest_change(
    answers: Mapping[str, int], card: Scorecard, table: Suitability, knowledge: Knowledge
) -> tuple[AnswerChange, ...]:
    return tuple(
        AnswerChange(
            question=question,
            title=knowledge.question_by_id[question].title,
            before=answers[question],
            after=after,
        )
        for question, after in smallest_change(answers, card.weights, table).items()
    )


def _flips(
    answers: Mapping[str, int], card: Scorecard, table: Suitability, knowledge: Knowledge
) -> tuple[Flip, ...]:
    """Answers first, then weights; in each the nearest flip first."""
    answered = answer_flips(answers, card.weights, table)
    weighed = weight_flips(answers, card.weights, table)
    return (
        *(_flip("answer", flip, knowledge) for flip in answered),
        *(_flip("weight", flip, knowledge) for flip in weighed),
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
