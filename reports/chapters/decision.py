"""The answers with their evidence, the scorecard, what would change it, and the boundary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.decision.phrases import points as lead_in_points
from assessment.decision.verdict import AnsweredQuestion, Evidence, Placement, Verdict
from reports.chapters.table import (
    Cell,
    Table,
    cell,
    figures,
    model_cell,
    number,
    table,
    words,
)
from reports.content import ReportContent
from reports.figures import MODEL_TITLES, points, score
from workflows.definition.model import OrchestrationModel

__all__ = ["AnswerText", "DecisionChapter", "decision_chapter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerText:
    """One question as printed: the answer, what it means, why, and the facts behind it."""

    title: str
    answer: str
    meaning: str
    reason: str
    suggested: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChapter:
    """``scores_described`` stands in for the chart where it cannot be seen."""

    answers: tuple[AnswerText, ...]
    scores_described: str
    scorecard: Table
    margin: str
    flips: Table | None
    boundary: Table | None


def decision_chapter(content: ReportContent) -> DecisionChapter:
    """The decision behind this content's verdict."""
    verdict = content.verdict
    return DecisionChapter(
        answers=tuple(_answer(question) for question in verdict.questions),
        scores_described=_described(verdict),
        scorecard=_scorecard(verdict),
        margin=_margin(verdict),
        flips=_flips(verdict),
        boundary=_boundary(verdict.boundary),
    )


def _answer(question: AnsweredQuestion) -> AnswerText:
    suggestion = question.suggestion
    spread = f", between {suggestion.low} and {suggestion.high}"
    certain = suggestion.low == suggestion.high
    return AnswerText(
        title=question.title,
        answer=f"{question.answer} of 5",
        meaning=question.meaning,
        reason=question.reason if question.stated else _UNSTATED,
        suggested=f"Suggested: {suggestion.value}{'' if certain else spread}",
        evidence=tuple(_evidence(evidence) for evidence in suggestion.evidence),
    )


_UNSTATED = "Nobody has answered this yet; the suggested answer stands in."


def _evidence(evidence: Evidence) -> str:
    if not evidence.pull:
        return evidence.text
    way = "up" if evidence.pull > 0 else "down"
    return f"{evidence.text} ({way} by {points(abs(evidence.pull))})"


def _described(verdict: Verdict) -> str:
    scores = [f"{MODEL_TITLES[model]} {score(total)}" for model, total in verdict.scores.items()]
    return f"Scores out of 100: {', '.join(scores)}. The table below has every part."


def _scorecard(verdict: Verdict) -> Table:
    models = tuple(verdict.scores)
    rows = [_question_row(question, models) for question in verdict.questions]
    weights = sum(question.weight for question in verdict.questions)
    scores = [number(score(each), strong=True) for each in verdict.scores.values()]
    rows.append(
        (cell("Total", strong=True), cell(""), number(points(weights), strong=True), *scores)
    )
    headings = [figures(MODEL_TITLES[model], 15) for model in models]
    fixed = (words("Question"), figures("Answer", 16), figures("Weight", 10))
    return table("What each question adds to each model’s score", [*fixed, *headings], rows)


def _question_row(
    question: AnsweredQuestion, models: Sequence[OrchestrationModel]
) -> tuple[Cell, ...]:
    answer = f"{question.answer}" if question.stated else f"{question.answer} (suggested)"
    added = [number(score(question.points[model])) for model in models]
    return (cell(question.title), number(answer), number(points(question.weight)), *added)


def _margin(verdict: Verdict) -> str:
    lead = f"{MODEL_TITLES[verdict.recommended]} leads by {lead_in_points(verdict.margin)}"
    if verdict.close_call:
        return f"{lead}. That is a close call: a small change of mind turns it."
    return f"{lead}."


def _flips(verdict: Verdict) -> Table | None:
    if not verdict.flips:
        return None
    rows = [
        (
            cell(f"{flip.title}, the {flip.what}"),
            number(points(flip.before)),
            number(points(flip.after)),
            model_cell(flip.winner),
        )
        for flip in verdict.flips
    ]
    columns = (words("If", 45), figures("From", 12), figures("To", 12), words("Then first"))
    return table("What would change it", columns, rows)


def _boundary(placements: Sequence[Placement]) -> Table | None:
    if not placements:
        return None
    rows = [(cell(p.name), cell(_side(p)), cell(p.reason)) for p in placements]
    columns = (words("Step", 24), words("Side", 18), words("Because"))
    return table("The hybrid boundary, step by step", columns, rows)


def _side(placement: Placement) -> str:
    if not placement.overridden:
        return placement.side.value
    suggested = placement.suggested
    return f"{placement.side.value} (the team’s choice; suggested: {suggested.value})"
