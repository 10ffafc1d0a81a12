"""Robustness as plotly figures, and the data frames behind them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.decision.verdict import Verdict
from workflows.charts import MODEL_COLOURS

__all__ = ["firsts_figure", "firsts_frame", "tornado_figure", "tornado_frame"]

_TOWARDS_LOW, _TOWARDS_HIGH = "#8a94a4", "#4f7cc4"
_NEUTRAL = "#8a94a4"
_WHAT = {
    "answer": "{title}, answer {low:.0f} to {high:.0f}",
    "weight": "{title}, weight {low:.0f} to {high:.0f}",
}


def firsts_frame(verdict: Verdict) -> pd.DataFrame:
    """One row a model in ranking order: ``firsts`` (draws), ``share`` (0 to 1), ``regret``
    (points)."""
    found = verdict.robustness
    rows = {
        model.value: {
            "firsts": found.firsts[model],
            "share": found.shares[model],
            "regret": found.regret[model],
        }
        for model in verdict.scores
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def tornado_frame(verdict: Verdict) -> pd.DataFrame:
    """One row a bar, the widest first: ``what``, ``question``, ``label``, ``low``, ``high``,
    ``lead_at_low``, ``lead_at_high``, ``swing`` (points) and whether it ``overturns``."""
    titles = {question.question: question.title for question in verdict.questions}
    return pd.DataFrame(
        [
            {
                "what": bar.what,
                "question": bar.question,
                "label": _WHAT[bar.what].format(
                    title=titles.get(bar.question, bar.question), low=bar.low, high=bar.high
                ),
                "low": bar.low,
                "high": bar.high,
                "lead_at_low": bar.lead_at_low,
                "lead_at_high": bar.lead_at_high,
                "swing": bar.swing,
                "overturns": bar.overturns,
            }
            for bar in verdict.robustness.tornado
        ]
    )


def firsts_figure(verdict: Verdict) -> dict[str, Any]:
    """One bar: the draws in which each model came first, parted by model."""
    frame = firsts_frame(verdict)
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "name": model.value.capitalize(),
            "y": [""],
            "x": [round(100 * share, 2)],
            "text": [f"{model.value.capitalize()} {100 * share:.0f} %" if share >= 0.12 else ""],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textfont": {"color": "#ffffff", "size": 14},
            "marker": {"color": MODEL_COLOURS[model]},
            "hovertemplate": f"{model.value}: first in %{{x}} % of draws<extra></extra>",
        }
        for model, share in zip(verdict.scores, frame["share"], strict=True)
    ]
    layout = {
        "barmode": "stack",
        "showlegend": False,
        "height": 84,
        "margin": {"l": 0, "r": 0, "t": 4, "b": 28},
        "yaxis": {"showgrid": False, "showticklabels": False},
        "xaxis": {"range": [0, 100], "fixedrange": True, "showgrid": False, "ticksuffix": " %"},
    }
    return {"data": bars, "layout": layout}


def tornado_figure(verdict: Verdict) -> dict[str, Any]:
    """A bar for each answer and weight from the lead at its low end to that at its high end."""
    frame = tornado_frame(verdict)
    return {
        "data": [
            _half(frame, "lead_at_low", verdict.margin, "at the low end", _TOWARDS_LOW),
            _half(frame, "lead_at_high", verdict.margin, "at the high end", _TOWARDS_HIGH),
        ],
        "layout": _tornado_layout(len(frame), verdict.margin),
    }


def _half(frame: pd.DataFrame, column: str, lead: float, name: str, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(frame["label"]),
        "base": [round(lead, 2)] * len(frame),
        "x": [round(float(value) - lead, 2) for value in frame[column]],
        "customdata": [round(float(value), 1) for value in frame[column]],
        "marker": {"color": colour},
        "hovertemplate": f"%{{y}}, {name}: lead %{{customdata}} points<extra></extra>",
    }


def _tornado_layout(bars: int, lead: float) -> dict[str, Any]:
    return {
        "barmode": "overlay",
        "bargap": 0.3,
        "height": 90 + 30 * bars,
        "margin": {"r": 16, "t": 30, "b": 40},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "yaxis": {"autorange": "reversed", "showgrid": False, "ticklabelstandoff": 10},
        "xaxis": {"title": {"text": "lead in points"}, "fixedrange": True, "zeroline": False},
        "shapes": [_upright(0.0, "solid"), _upright(round(lead, 2), "dot")],
    }


def _upright(at: float, dash: str) -> dict[str, Any]:
    line = {"color": _NEUTRAL, "width": 1.5, "dash": dash}
    return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": line}
