"""The scorecard: what each question adds to each model, and what the map adds to hybrid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.decision.phrases import points as lead_in_points
from assessment.decision.verdict import AnsweredQuestion, Verdict
from reports.chapters.table import (
    Cell,
    Table,
    cell,
    figures,
    number,
    table,
    words,
)
from reports.content import ReportContent
from reports.figures import MODEL_TITLES, points, score
from workflows.definition.model import OrchestrationModel

__all__ = ["DecisionChapter", "decision_chapter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChapter:
    """``scores_described`` stands in for the chart where it cannot be seen."""

    scores_described: str
    scorecard: Table
    margin: str
    fitted: str


def decision_chapter(content: ReportContent) -> DecisionChapter:
    """The scorecard behind this content's verdict."""
    verdict = content.verdict
    return DecisionChapter(
        scores_described=_described(verdict),
        scorecard=_scorecard(verdict),
        margin=_margin(verdict),
        fitted=_fitted(verdict),
    )


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


def _fitted(verdict: Verdict) -> str:
    """What this map does to hybrid's score."""
    hybrid = OrchestrationModel.HYBRID
    by_table, fitted = verdict.table_scores[hybrid], verdict.scores[hybrid]
    return (
        f"Hybrid is judged by this map: the suitability table alone gives it {score(by_table)}, "
        f"with the worth of the best boundary it has {score(fitted)}."
    )
