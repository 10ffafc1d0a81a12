"""The costs as pandas tables: for pages, the chart, the report, and a CSV that holds all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from assessment.decision.costs.break_even import BreakEven
from assessment.decision.costs.combinations import Combination
from assessment.decision.costs.formula import KINDS, YEARS
from assessment.decision.costs.inputs import KnownInput, Range
from assessment.decision.costs.result import CostEstimate, ModelCost

__all__ = ["COLUMNS", "costs_csv", "kinds_frame", "whole_frame"]

COLUMNS = (
    "part",
    "name",
    "model",
    "year",
    "unit",
    "low",
    "middle",
    "high",
    "origin",
    "reason",
    "source",
)
"""The columns of the CSV. Of a cost, low, middle and high are the 10th, 50th and 90th percentile
of the draws, of an input the lowest, likeliest and highest value."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
"""What a spreadsheet takes for the beginning of a formula (OWASP ASVS 5.0, 1.2.10)."""


def kinds_frame(estimate: CostEstimate) -> pd.DataFrame:
    """The median cost over three years: one row a kind, one column a model, cheapest first."""
    columns = {
        one.model.value: {kind.value: one.kinds[kind].likely for kind in KINDS}
        for one in estimate.models
    }
    return pd.DataFrame(columns, index=[kind.value for kind in KINDS])


def whole_frame(
    estimate: CostEstimate,
    combinations: Iterable[Combination] = (),
    break_evens: Iterable[BreakEven] = (),
) -> pd.DataFrame:
    """Everything in one long table: costs, inputs with their reasons, tools, break-evens."""
    rows = [
        *_cost_rows(estimate),
        *_combination_rows(estimate.currency, combinations),
        *_break_even_rows(break_evens),
        *(_input_row(one) for one in estimate.inputs),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def costs_csv(frame: pd.DataFrame) -> bytes:
    """A table as UTF-8 CSV with the byte order mark that spreadsheets look for. A text that a
    spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers."""
    safe = frame.copy()
    for column in safe.columns:
        safe[column] = safe[column].map(_harmless)
    return safe.to_csv(index=False, float_format="%.10g", lineterminator="\r\n").encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _row(part: str, name: str, spread: Range, **more: str) -> dict[str, object]:
    low, middle, high = spread.values
    return {"part": part, "name": name, "low": low, "middle": middle, "high": high, **more}


def _whole(spread: Range) -> Range:
    return Range(*(round(value) for value in spread.values))


def _cost_rows(estimate: CostEstimate) -> Iterator[dict[str, object]]:
    for one in estimate.models:
        for name, year, spread in _costs(one):
            more = {"model": one.model.value, "year": year, "unit": estimate.currency}
            yield _row("cost", name, _whole(spread), **more)
        cheapest = Range(one.cheapest, one.cheapest, one.cheapest)
        unit = f"share of {estimate.draws} draws"
        yield _row("cheapest", "share of draws", cheapest, model=one.model.value, unit=unit)


def _costs(one: ModelCost) -> Iterator[tuple[str, str, Range]]:
    yield "all", "all", one.total
    for year, spread in zip(YEARS, one.years, strict=True):
        yield "all", str(year), spread
    for kind in KINDS:
        yield kind.value, "all", one.kinds[kind]
        for year, spread in zip(YEARS, one.kinds_by_year[kind], strict=True):
            yield kind.value, str(year), spread


def _combination_rows(
    currency: str, combinations: Iterable[Combination]
) -> Iterator[dict[str, object]]:
    for one in combinations:
        more = {"model": one.model.value, "year": "all", "unit": currency, "reason": one.note}
        yield _row("tools", one.name, _whole(one.total), **more)


def _break_even_rows(break_evens: Iterable[BreakEven]) -> Iterator[dict[str, object]]:
    for one in break_evens:
        yield {
            "part": "break-even",
            "name": f"{one.below.name}, {one.above.name}",
            "model": one.model.value,
            "unit": "cases an hour",
            "low": one.with_cheap_hours,
            "middle": one.volume,
            "high": one.with_dear_hours,
            "reason": one.sentence,
        }


def _input_row(one: KnownInput) -> dict[str, object]:
    source = one.input.source
    return _row(
        "input",
        one.input.id,
        one.range,
        model=one.input.model.value if one.input.model else "",
        unit=one.unit,
        origin=one.origin.value,
        reason=" ".join(filter(None, (f"{one.input.label}.", one.because, one.input.reason))),
        source=source.label if source else "",
    )
