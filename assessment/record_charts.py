"""How the lead went from one milestone to the other, as a plotly figure."""

from __future__ import annotations

from typing import Any

import pandas as pd

from assessment.decision.records.comparison import Comparison

__all__ = ["moves_figure", "moves_frame"]

# No model's colour: a bar here is no model, and its figure says which way it goes.
_WHOLE, _MOVE = "#4a5a75", "#94a1b8"


def moves_frame(found: Comparison) -> pd.DataFrame:
    """One row a bar: the lead before, each group's move, the lead after. Columns: ``label``,
    ``low`` and ``high`` (where the bar ends, points), ``by`` (its length with its sign)."""
    rows = [_row(found.labels[0], 0.0, found.start)]
    before = found.start
    for move in found.moves:
        rows.append(_row(move.group.value, before, move.lead))
        before = move.lead
    rows.append(_row(found.labels[1], 0.0, found.end))
    return pd.DataFrame(rows)


def _row(label: str, start: float, end: float) -> dict[str, Any]:
    return {
        "label": label.capitalize(),
        "low": min(start, end),
        "high": max(start, end),
        "by": end - start,
    }


def moves_figure(found: Comparison) -> dict[str, Any]:
    """A waterfall from the lead before to the lead after, top to bottom; plain bars, since the
    security policy refuses what plotly's own waterfall would need."""
    frame = moves_frame(found)
    lengths = frame["high"] - frame["low"]
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": [str(label) for label in frame["label"]],
        "base": [round(float(low), 2) for low in frame["low"]],
        "x": [round(float(length), 2) for length in lengths],
        "text": [f"{by:+.1f}" for by in frame["by"]],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [_WHOLE, *([_MOVE] * len(found.moves)), _WHOLE]},
        "hovertemplate": "%{y}: %{text} points<extra></extra>",
    }
    return {"data": [bar], "layout": _layout(len(frame))}


def _layout(bars: int) -> dict[str, Any]:
    return {
        "showlegend": False,
        "bargap": 0.35,
        "height": 70 + 38 * bars,
        "margin": {"r": 56, "t": 8, "b": 36},
        "yaxis": {"autorange": "reversed", "showgrid": False, "ticklabelstandoff": 10},
        "xaxis": {
            "zeroline": True,
            "fixedrange": True,
            "title": {"text": "lead in points", "font": {"size": 13}},
        },
    }
