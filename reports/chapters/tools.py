"""The tools: what fits the recommended model, what rules others out, and what nobody has said."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.boundary import sides
from assessment.decision.tools import ToolAdvice, load_prices, tool_advice, tool_rows
from assessment.decision.tools.shapes import Combination
from reports.chapters.table import Table, cell, figures, number, table, words
from reports.content import ReportContent
from reports.figures import score

__all__ = ["ToolsChapter", "tools_chapter"]

_MOST_COMBINATIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolsChapter:
    """``unknown`` holds what would have to be stated to judge more."""

    sentence: str
    combinations: Table | None
    fitting: Table | None
    out: Table | None
    unknown: tuple[str, ...]


def tools_chapter(content: ReportContent) -> ToolsChapter:
    """The advice for the model that this content recommends."""
    verdict = content.verdict
    advice = tool_advice(content.assessment, verdict.recommended, boundary=sides(verdict.boundary))
    return ToolsChapter(
        sentence=advice.sentence,
        combinations=_combinations(advice.combinations[:_MOST_COMBINATIONS]),
        fitting=_fitting(advice),
        out=_out(advice),
        unknown=tuple(one.text for one in advice.unknown),
    )


def _combinations(found: tuple[Combination, ...]) -> Table | None:
    if not found:
        return None
    rows = [
        (cell(one.name), number(score(one.score)), cell(" ".join(_lines(one)))) for one in found
    ]
    columns = (words("Built from", 32), figures("Rating", 10), words("What speaks for and against"))
    return table("What it would be built from", columns, rows)


def _lines(one: Combination) -> list[str]:
    """What the tools are to each other, then the weightiest line of each."""
    told = [mark.text for rating in one.tools for mark in rating.speaks_for[:1]]
    against = [mark.text for rating in one.tools for mark in rating.speaks_against[:1]]
    return [*told, *one.speaks_for, *against, *one.speaks_against]


def _fitting(advice: ToolAdvice) -> Table | None:
    rows = [
        (
            cell(row.name, detail=f"{row.role}, {row.hosting}"),
            number(score(row.rating)),
            cell(row.verdict, detail=_first(row.limits)),
            cell(row.price, detail=row.licence),
        )
        for row in tool_rows(advice, load_prices())
        if not row.is_out
    ]
    columns = (
        words("Tool", 24),
        figures("Rating", 10),
        words("What speaks for it, and a limit that bites"),
        words("Price by the list, licence", 28),
    )
    return table("Tools that fit", columns, rows) if rows else None


def _first(texts: tuple[str, ...]) -> str:
    return texts[0] if texts else ""


def _out(advice: ToolAdvice) -> Table | None:
    rows = [
        (cell(row.name), cell(row.verdict))
        for row in tool_rows(advice, load_prices())
        if row.is_out
    ]
    columns = (words("Tool", 32), words("What rules it out"))
    return table("Tools that are ruled out", columns, rows) if rows else None
