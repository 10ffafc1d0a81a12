"""The costs as plotly figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assessment.decision.costs.formula import KINDS
from assessment.decision.costs.frames import kinds_frame
from assessment.decision.costs.inputs import Range
from assessment.decision.costs.result import CostEstimate, ModelCost
from assessment.decision.costs.wording import money
from workflows.charts import MODEL_COLOURS, MODEL_SYMBOLS

__all__ = ["cost_kinds_figure", "cost_range_figure"]


def cost_range_figure(estimate: CostEstimate) -> dict[str, Any]:
    """A line a model from the 10th to the 90th percentile of its cost, its mark at the median;
    the model that is cheapest most often on top."""
    data = [_range_line(one, estimate.currency) for one in estimate.models]
    return {
        "data": data,
        "layout": {
            "showlegend": False,
            "height": 60 + 52 * len(data),
            "margin": {"l": 8, "r": 24, "t": 8, "b": 32},
            "xaxis": _money_axis(estimate.currency),
            "yaxis": {
                "autorange": "reversed",
                "showgrid": False,
                "tickfont": {"size": 14, "weight": 600},
                "ticklabelstandoff": 10,
            },
        },
    }


def _range_line(one: ModelCost, currency: str) -> dict[str, Any]:
    name = one.model.value.capitalize()
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": _whole(one.total),
        "y": [name, name, name],
        "line": {"color": MODEL_COLOURS[one.model], "width": 5},
        "marker": {
            "symbol": MODEL_SYMBOLS[one.model],
            "size": [1, 15, 1],
            "opacity": 1,
            "color": MODEL_COLOURS[one.model],
            "line": {"width": 0},
        },
        "cliponaxis": False,
        "text": ["one draw in ten costs less", "half cost less", "one in ten costs more"],
        "hovertemplate": f"%{{y}}: %{{x:,}} {currency}, %{{text}}<extra></extra>",
    }


def cost_kinds_figure(estimate: CostEstimate) -> dict[str, Any]:
    """For each kind a bar a model to the median, with a whisker from the 10th to the 90th
    percentile."""
    return {
        "data": list(_kind_bars(estimate)),
        "layout": {
            "barmode": "group",
            "bargap": 0.28,
            "height": 110 + 66 * len(KINDS),
            "margin": {"l": 8, "r": 24, "t": 8, "b": 32},
            "xaxis": _money_axis(estimate.currency),
            "yaxis": {"autorange": "reversed", "showgrid": False, "ticklabelstandoff": 10},
            "legend": {"orientation": "h", "y": -0.12, "x": 0, "traceorder": "normal"},
        },
    }


def _kind_bars(estimate: CostEstimate) -> Iterator[dict[str, Any]]:
    medians = kinds_frame(estimate)
    for one in estimate.models:
        spreads = [one.kinds[kind] for kind in KINDS]
        yield {
            "type": "bar",
            "orientation": "h",
            "name": one.model.value.capitalize(),
            "y": [kind.value.capitalize() for kind in KINDS],
            "x": [round(value) for value in medians[one.model.value]],
            "marker": {"color": MODEL_COLOURS[one.model]},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [round(spread.high - spread.likely) for spread in spreads],
                "arrayminus": [round(spread.likely - spread.low) for spread in spreads],
                "thickness": 1.2,
                "width": 3,
                "color": "#7b8697",
            },
            "text": [f"{money(s.low)} to {money(s.high)}" for s in spreads],
            "textposition": "none",
            "hovertemplate": f"%{{y}}: %{{text}} {estimate.currency}"
            "<extra>%{fullData.name}</extra>",
        }


def _money_axis(currency: str) -> dict[str, Any]:
    return {
        "rangemode": "tozero",
        "tickformat": "~s",
        "title": {"text": f"{currency} over three years", "font": {"size": 12}},
        "fixedrange": True,
    }


def _whole(spread: Range) -> list[int]:
    return [round(value) for value in spread.values]
