"""The scorecard as a plotly figure, and the data frame behind it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.decision.verdict import Verdict
from workflows.definition.model import OrchestrationModel

__all__ = ["points_frame", "scorecard_figure"]

_SHADES = {
    OrchestrationModel.CENTRALIZED: ("#00496f", "#0072b2", "#4a9bca", "#8dbfde", "#c2dcee"),
    OrchestrationModel.CHOREOGRAPHY: ("#8a3d00", "#d55e00", "#e3863f", "#eeb081", "#f6d6bd"),
    OrchestrationModel.HYBRID: ("#006b4d", "#009e73", "#4bbb9b", "#8ad3be", "#c3e8dd"),
}
"""Each model's own colour from dark to light, one shade a question."""

_DARK_TEXT_FROM = 2
"""From this shade on, dark figures read better than white ones."""

_NARROWEST_LABEL = 4.0
"""Points below which a segment is too narrow for its figure; the table shows all of them."""


def points_frame(verdict: Verdict) -> pd.DataFrame:
    """One row a model, in ranking order, one column a question: points out of 100."""
    rows = {
        model.value: {question.title: question.points[model] for question in verdict.questions}
        for model in verdict.scores
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def scorecard_figure(verdict: Verdict) -> dict[str, Any]:
    """A stacked bar a model, best on top: what each question adds, and the score behind it."""
    frame = points_frame(verdict)
    models = [OrchestrationModel(name) for name in frame.index]
    labels = [model.value.capitalize() for model in models]
    bars = [
        _segment(str(title), position, frame[title], models, labels)
        for position, title in enumerate(frame.columns)
    ]
    return {"data": [*bars, _scores(verdict, models, labels)], "layout": _layout()}


def _segment(
    title: str,
    position: int,
    points: pd.Series[float],
    models: list[OrchestrationModel],
    labels: list[str],
) -> dict[str, Any]:
    shade = position % len(_SHADES[models[0]])
    return {
        "type": "bar",
        "orientation": "h",
        "name": title,
        "y": labels,
        "x": [round(float(value), 2) for value in points],
        "text": [f"{value:.0f}" if value >= _NARROWEST_LABEL else "" for value in points],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": "#1a2233" if shade >= _DARK_TEXT_FROM else "#ffffff"},
        "marker": {
            "color": [_SHADES[model][shade] for model in models],
            "line": {"color": "#ffffff", "width": 1},
        },
        "hovertemplate": f"%{{y}}: {title} adds %{{x}} points<extra></extra>",
    }


def _scores(
    verdict: Verdict, models: list[OrchestrationModel], labels: list[str]
) -> dict[str, Any]:
    """The figure at the end of each bar."""
    return {
        "type": "scatter",
        "mode": "text",
        "y": labels,
        "x": [round(verdict.scores[model], 2) for model in models],
        "text": [f"  {verdict.scores[model]:.0f}" for model in models],
        "textposition": "middle right",
        "textfont": {"size": 16, "weight": 700},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _layout() -> dict[str, Any]:
    return {
        "barmode": "stack",
        "showlegend": False,
        "bargap": 0.35,
        "height": 220,
        "margin": {"r": 48, "t": 8, "b": 28},
        "yaxis": {
            "autorange": "reversed",
            "showgrid": False,
            "tickfont": {"size": 14, "weight": 600},
            "ticklabelstandoff": 10,
        },
        "xaxis": {"range": [0, 100], "fixedrange": True, "showgrid": False, "title": None},
    }
