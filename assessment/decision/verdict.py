"""The verdict: what Podium says about an assessment.

``verdict_for`` is the one way to get there; the page, the command line and the report call it
with the same assessment and so show the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import placements
from assessment.decision.evidence.suggestions import suggest
from assessment.decision.findings import Judged, assessment_findings, in_order
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.phrases import points
from assessment.decision.scoring import (
    AnswerFlip,
    Scorecard,
    WeightFlip,
    answer_flips,
    score,
    weight_flips,
)
from assessment.decision.verdict_parts import (
    AnsweredQuestion,
    Evidence,
    Flip,
    Placement,
    Suggestion,
    Verdict,
    Witness,
)
from assessment.decision.witnesses import three_witnesses
from workflows.definition.findings import Finding
from workflows.definition.lint import lint
from workflows.sandbox.outcome import Experiment

__all__ = [
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
    answers = {s.question: _answer(assessment, s) for s in suggestions}
    card = score(answers, assessment.weights, knowledge.suitability)
    questions = tuple(_answered(assessment, s, card, knowledge) for s in suggestions)
    boundary = placements(assessment)
    witnesses = three_witnesses(
        card, _forward(assessment, boundary), experiment, knowledge=knowledge
    )
    judged = Judged(
        assessment=assessment,
        experiment=experiment,
        recommended=card.leader,
        questions=questions,
        boundary=boundary,
        witnesses=witnesses,
        knowledge=knowledge,
    )
    flips = _flips(answers, card, knowledge)
    findings = (*lint(assessment.definition), *assessment_findings(judged), *notes)
    return Verdict(
        recommended=card.leader,
        scores=card.scores,
        margin=card.margin,
        close_call=card.margin < knowledge.suitability.close_call_margin,
        sentence=_sentence(card, flips, knowledge),
        questions=questions,
        flips=flips,
        boundary=boundary,
        witnesses=witnesses,
        findings=in_order(findings, assessment.definition),
        knowledge_version=knowledge.suitability.version,
    )


def _answer(assessment: Assessment, suggestion: Suggestion) -> int:
    stated = assessment.answers.get(suggestion.question)
    return stated.value if stated else suggestion.value


def _answered(
    assessment: Assessment, suggestion: Suggestion, card: Scorecard, knowledge: Knowledge
) -> AnsweredQuestion:
    question = knowledge.question_by_id[suggestion.question]
    stated = assessment.answers.get(question.id)
    answer = _answer(assessment, suggestion)
    return AnsweredQuestion(
        question=question.id,
        title=question.title,
        answer=answer,
        meaning=question.meaning(answer),
        stated=stated is not None,
        reason=stated.reason if stated else "",
        weight=card.weights[question.id],
        suggestion=suggestion,
        suitability=knowledge.suitability.row(question.id, answer),
        points=card.points[question.id],
    )


def _flips(answers: Mapping[str, int], card: Scorecard, knowledge: Knowledge) -> tuple[Flip, ...]:
    """Answers first, then weights; in each the nearest flip first."""
    table = knowledge.suitability
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


def _forward(assessment: Assessment, boundary: tuple[Placement, ...]) -> tuple[Placement, ...]:
    """The placements without the compensations, which only follow what they undo."""
    forward = {step.id for step in assessment.definition.forward_steps}
    return tuple(placement for placement in boundary if placement.step in forward)


def _sentence(card: Scorecard, flips: tuple[Flip, ...], knowledge: Knowledge) -> str:
    return f"{_lead(card, knowledge.suitability.close_call_margin)}; {_change(flips)}."


def _lead(card: Scorecard, close: float) -> str:
    leader, rival = card.leader.value, card.runner_up.value
    if card.margin < 0.05:
        return f"A tie between {leader} and {rival}, which goes to {leader}, the simpler to run"
    lead = f"{points(card.margin)} ahead of {rival}"
    if card.margin < close:
        return f"A close call: {leader}, {lead}"
    return f"{leader.capitalize()}, {lead}"


def _change(flips: tuple[Flip, ...]) -> str:
    nearest = next((flip for flip in flips if flip.what == "answer"), None)
    if nearest is None:
        return "no single other answer would change that"
    moved = "rose" if nearest.after > nearest.before else "fell"
    title = nearest.title.lower()
    return f"it would lose its lead if {title} {moved} from {nearest.before:g} to {nearest.after:g}"
