"""The costs as plain data for ``verdict.json``: fixed order, money whole, shares to six places."""

from __future__ import annotations

from typing import Any

from assessment.decision.costs.inputs import KnownInput, Range
from assessment.decision.costs.result import CostEstimate, ModelCost

__all__ = ["costs_json"]

_SHARES = 6
_CARRIERS = 10


def costs_json(estimate: CostEstimate) -> dict[str, Any]:
    """The estimate: what each model costs, the inputs behind it, and what carries the range.
    Ranges are the 10th, 50th and 90th percentile, those of inputs lowest, likeliest, highest."""
    return {
        "currency": estimate.currency,
        "draws": estimate.draws,
        "sentence": estimate.sentence,
        "models": {one.model.value: _model(one) for one in estimate.models},
        "carriers": [
            {
                "input": one.input.input.id,
                "correlation": round(one.correlation, _SHARES),
                "at_low": round(one.at_low),
                "at_high": round(one.at_high),
            }
            for one in estimate.carriers[:_CARRIERS]
        ],
        "inputs": {one.input.id: _input(one) for one in estimate.inputs},
    }


def _model(one: ModelCost) -> dict[str, Any]:
    return {
        "three_years": _money(one.total),
        "years": [_money(year) for year in one.years],
        "kinds": {kind.value: _money(spread) for kind, spread in one.kinds.items()},
        "cheapest": round(one.cheapest, _SHARES),
    }


def _input(one: KnownInput) -> dict[str, Any]:
    return {
        "range": [round(value, _SHARES) for value in one.range.values],
        "unit": one.unit,
        "origin": one.origin.value,
    }


def _money(spread: Range) -> list[int]:
    return [round(value) for value in spread.values]
