"""The cost over three years as a range: per model, what carries it, tools, and what was assumed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assessment.decision.boundary import sides
from assessment.decision.costs.chapter import cost_chapter
from assessment.decision.costs.figures import CostFigures, cost_figures
from assessment.decision.costs.inputs import Origin
from assessment.decision.costs.result import CostEstimate
from assessment.decision.costs.wording import money_range
from assessment.decision.phrases import count, listed
from reports.chapters.table import Table, cell, figures, number, table, words
from reports.content import ReportContent
from reports.figures import MODEL_TITLES
from workflows.definition.model import OrchestrationModel

__all__ = ["CostsChapter", "costs_chapter", "costs_of", "price_tag"]

_ASSUMED, _MEASURED = Origin.ASSUMED.value, Origin.MEASURED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsChapter:
    """``described`` stands in for the chart where it cannot be seen."""

    sentence: str
    notes: tuple[str, ...]
    described: str
    kinds: Table
    carriers: Table | None
    tools: Table | None
    break_evens: tuple[str, ...]
    stated: Table | None
    rest: str


def costs_of(content: ReportContent) -> CostFigures:
    """The figures of this content: with its experiment, along its boundary."""
    verdict = content.verdict
    return cost_figures(
        content.assessment,
        content.evidence.experiment if content.evidence else None,
        boundary=sides(verdict.boundary),
        recommended=verdict.recommended,
    )


def price_tag(found: CostFigures, recommended: OrchestrationModel) -> str:
    """What the recommended model costs over three years, against the cheapest that differs from
    it; and what the run behind it lacked."""
    estimate = found.estimate
    own = estimate.by_model[recommended]
    tag = f"Three-year cost {money_range(own.total, estimate.currency)}"
    others = [one for one in estimate.models if one.total != own.total]
    if not others:
        return f"{tag} under any of the three models."
    rival = others[0]
    against = f"{tag}, against {money_range(rival.total)} for {rival.model.value}."
    return f"{against} {_reserve(estimate)}".rstrip()


def _reserve(estimate: CostEstimate) -> str:
    """What page one must say of the evidence; the chapter has it in full."""
    if not estimate.measured:
        return "Nothing has been run yet, so that its failures are estimates."
    return (
        "The run behind it lacked protection: see the chapter on cost." if estimate.caveat else ""
    )


def costs_chapter(found: CostFigures) -> CostsChapter:
    """The chapter of these figures."""
    chapter = cost_chapter(found)
    origins = Counter(row[2] for row in chapter.assumptions)
    named = [row for row in chapter.assumptions if row[2] not in (_ASSUMED, _MEASURED)]
    return CostsChapter(
        sentence=chapter.sentence,
        notes=chapter.notes,
        described=_described(found),
        kinds=_kinds(found),
        carriers=_carriers(chapter.carriers, chapter.currency),
        tools=_tools(chapter.tools),
        break_evens=chapter.break_evens,
        stated=_stated(named),
        rest=_rest(origins[_MEASURED], origins[_ASSUMED]),
    )


def _described(found: CostFigures) -> str:
    estimate = found.estimate
    ranges = [
        f"{MODEL_TITLES[one.model]} {money_range(one.total, estimate.currency)}"
        for one in estimate.models
    ]
    return f"Cost over three years, from the 10th to the 90th percentile: {'; '.join(ranges)}."


def _kinds(found: CostFigures) -> Table:
    """The range of each kind under each model, all of it and the share of draws last."""
    chapter = cost_chapter(found)
    *kinds, whole = chapter.kinds
    rows = [(cell(name), *(number(text) for text in ranges)) for name, *ranges in kinds]
    rows.append((cell("All", strong=True), *(number(text, strong=True) for text in whole[1:])))
    rows.append((cell("Cheapest in"), *(number(text) for text in chapter.cheapest)))
    headings = [figures(name.capitalize(), 24) for name in chapter.models]
    caption = f"Three years in {chapter.currency}, 10th to 90th percentile"
    return table(caption, [words("Kind"), *headings], rows)


def _carriers(rows: tuple[tuple[str, ...], ...], currency: str) -> Table | None:
    columns = (
        words("Input", 40),
        words("From its lowest to its highest"),
        figures("Cost at its lowest", 15),
        figures("At its highest", 15),
    )
    made = [
        (cell(name), cell(spread), number(low), number(high)) for name, spread, low, high in rows
    ]
    return table(f"What carries the range, in {currency}", columns, made) if made else None


def _tools(rows: tuple[tuple[str, ...], ...]) -> Table | None:
    columns = (words("Model", 20), words("Built from"), figures("Three years", 32))
    made = [(cell(model.capitalize()), cell(name), number(cost)) for model, name, cost in rows]
    return table("With which tools", columns, made) if made else None


def _stated(rows: list[tuple[str, ...]]) -> Table | None:
    columns = (words("Input", 24), words("Range", 18), words("Origin", 10), words("Because"))
    made = [(cell(a), cell(b), cell(c), cell(d)) for a, b, c, d in rows]
    return table("Inputs that somebody stated or implied", columns, made) if made else None


def _rest(measured: int, assumed: int) -> str:
    """How many inputs are not listed here, and where they stand."""
    counted = f"{count(measured, 'input')} counted by the experiment" if measured else ""
    keep = f"{count(assumed, 'input')} left at the default" if assumed else ""
    rest = listed([part for part in (counted, keep) if part])
    return f"Further {rest}: the page Cost lists each with its source." if rest else ""
