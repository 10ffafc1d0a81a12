"""The weights that each method gives, as a plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assessment.decision.knowledge import Question
from assessment.selectors.weight_comparison import MethodLine

__all__ = ["weights_figure"]

# Okabe and Ito's colours that no model has; the shape tells the methods apart as well.
_MARKS = (
    ("line-ns-open", "#7a8494"),
    ("circle", "#56b4e9"),
    ("diamond", "#e69f00"),
    ("cross", "#cc79a7"),
    ("star", "#8f7ee7"),
)


def weights_figure(lines: Sequence[MethodLine], questions: Sequence[Question]) -> dict[str, Any]:
    """One row a question, one mark a method, at the points that it gives."""
    marks = [_marks(line, place, questions) for place, line in enumerate(lines)]
    return {"data": marks, "layout": _layout()}


def _marks(line: MethodLine, place: int, questions: Sequence[Question]) -> dict[str, Any]:
    symbol, colour = _MARKS[place % len(_MARKS)]
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
        "height": 290,
        "margin": {"r": 24, "t": 36, "b": 40},
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.18, "x": 0},
        "yaxis": {"autorange": "reversed", "ticklabelstandoff": 10},
        "xaxis": {"rangemode": "tozero", "fixedrange": True, "title": {"text": "points of 100"}},
    }
