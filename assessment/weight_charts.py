"""The weights that each method gives, as a plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessment.decision.assessment import WeightingMethod
from assessment.decision.knowledge import Question
from assessment.selectors.weight_comparison import MethodLine

__all__ = ["weights_figure"]

# Okabe and Ito's colours that no model has; the shape tells the methods apart as well. The page's
# legend draws the same.
_MARKS = {
    None: ("line-ns-open", "#7a8494"),
    WeightingMethod.POINTS: ("circle", "#56b4e9"),
    WeightingMethod.RANKING: ("diamond", "#e69f00"),
    WeightingMethod.PAIRWISE: ("cross", "#cc79a7"),
    WeightingMethod.GROUP: ("triangle-up", "#8f7ee7"),
}
_TITLE = {"text": "points of 100", "font": {"size": 13}}


def weights_figure(lines: Sequence[MethodLine], questions: Sequence[Question]) -> dict[str, Any]:
    """One row a question, one mark a method, at the points that it gives."""
    return {"data": [_marks(line, questions) for line in lines], "layout": _layout()}


def _marks(line: MethodLine, questions: Sequence[Question]) -> dict[str, Any]:
    symbol, colour = _MARKS[line.method]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": line.label,
        "y": [question.title for question in questions],
        "x": [round(line.outcome.weights[question.id], 2) for question in questions],
        "marker": {"symbol": symbol, "color": colour, "size": 13, "line": {"width": 2}},
        "hovertemplate": f"%{{y}}: %{{x:.1f}} points ({line.label})<extra></extra>",
    }


def _layout() -> dict[str, Any]:
    return {
        "height": 250,
        "margin": {"r": 24, "t": 8, "b": 44},
        "showlegend": False,
        "yaxis": {"autorange": "reversed", "ticklabelstandoff": 10},
        "xaxis": {"rangemode": "tozero", "fixedrange": True, "title": _TITLE},
    }
