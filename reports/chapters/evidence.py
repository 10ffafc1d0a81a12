"""The evidence: each question with its answer, the range it may lie in, and the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.evidence.staleness import staleness
from assessment.decision.knowledge import Knowledge
from assessment.decision.verdict import AnsweredQuestion, Evidence
from reports.chapters.table import Cell, Table, cell, figures, number, table, words
from reports.content import ReportContent

__all__ = ["AnswerText", "answers"]

_UNSTATED = "Nobody has answered this yet; the suggested answer stands in."
_PLACES = {
    "map": "workflow map",
    "matrix": "requirement matrix",
    "experiment": "sandbox",
    "symptoms": "symptoms",
    "context": "context",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerText:
    """One question as printed. ``stale`` says what has changed since somebody answered; empty
    where nothing has. ``facts`` is None where no rule found a fact."""

    title: str
    answer: str
    meaning: str
    reason: str
    suggested: str
    stale: str
    facts: Table | None


def answers(content: ReportContent, *, knowledge: Knowledge) -> tuple[AnswerText, ...]:
    """The five questions in their order."""
    return tuple(_answer(content, asked, knowledge) for asked in content.verdict.questions)


def _answer(content: ReportContent, asked: AnsweredQuestion, knowledge: Knowledge) -> AnswerText:
    suggestion = asked.suggestion
    stated = content.assessment.answers.get(asked.question)
    changed = staleness(stated, suggestion)
    return AnswerText(
        title=asked.title,
        answer=f"{asked.answer} of 5",
        meaning=asked.meaning,
        reason=asked.reason if asked.stated else _UNSTATED,
        suggested=f"{_given(asked)} {_suggested(asked)}",
        stale=f"The facts have changed since: {changed.sentence}." if changed else "",
        facts=_facts(suggestion.evidence, knowledge),
    )


def _given(asked: AnsweredQuestion) -> str:
    """Whose answer it is, and how far it may be off."""
    whose = "Stated by the team" if asked.stated else "Suggested"
    return f"{whose}: {asked.answer}{_between(asked.low, asked.high)}."


def _suggested(asked: AnsweredQuestion) -> str:
    suggestion = asked.suggestion
    spread = _between(suggestion.low, suggestion.high)
    return f"The facts suggest {suggestion.value}{spread}." if asked.stated else ""


def _between(low: int, high: int) -> str:
    return "" if low == high else f", between {low} and {high}"


def _facts(evidence: tuple[Evidence, ...], knowledge: Knowledge) -> Table | None:
    if not evidence:
        return None
    rows = [_fact(item, knowledge) for item in evidence]
    columns = (words("Fact"), figures("Pull", 10), words("Stated in", 20), words("Source", 20))
    return table("Facts behind the suggestion", columns, rows)


def _fact(item: Evidence, knowledge: Knowledge) -> tuple[Cell, ...]:
    pull = f"{item.pull:+.1f}".replace("-", "−") if item.pull else "none"
    return (
        cell(item.text, detail=item.why),
        number(pull),
        cell(_place(item.fact, knowledge)),
        cell(item.source),
    )


def _place(fact: str, knowledge: Knowledge) -> str:
    """Where a fact is stated, in words: a field of the context by its label."""
    kind, _, name = fact.partition(".")
    if kind == "context" and name in knowledge.context_by_id:
        return f"context: {knowledge.context_by_id[name].label.lower()}"
    return _PLACES.get(kind, kind)
