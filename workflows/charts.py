"""Charts of an experiment as plotly figures, from the same data frame as table and report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import frame
from workflows.sandbox.outcome import Experiment

__all__ = ["MODEL_COLOURS", "MODEL_SYMBOLS", "latency_figure"]

MODEL_COLOURS = {
    OrchestrationModel.CENTRALIZED: "#0072B2",
    OrchestrationModel.CHOREOGRAPHY: "#D55E00",
    OrchestrationModel.HYBRID: "#009E73",
}
MODEL_SYMBOLS = {
    OrchestrationModel.CENTRALIZED: "circle",
    OrchestrationModel.CHOREOGRAPHY: "triangle-up",
    OrchestrationModel.HYBRID: "square",
}
_QUANTILES = ("p50_s", "p95_s", "p99_s")
_UNITS = ((2 * 86_400.0, 86_400.0, "d"), (2 * 3_600.0, 3_600.0, "h"), (120.0, 60.0, "min"))


def latency_figure(result: Experiment, sla: float | None) -> dict[str, Any] | None:
    """The time from start to end per model: p50, p95 and p99 as dots on a line, the SLA (seconds)
    as a dashed one. None where no case finished."""
    times = frame(result)[list(_QUANTILES)].dropna()
    if times.empty:
        return None
    size, unit = _unit(float(times.max().max()))
    figure = go.Figure(data=list(_traces(times / size, unit)))
    figure.update_layout(
        height=90 + 58 * len(times),
        showlegend=False,
        xaxis={"ticksuffix": f" {unit}", "rangemode": "tozero"},
        yaxis={"autorange": "reversed", "showgrid": False},
        margin={"l": 8, "r": 24, "t": 24, "b": 32},
    )
    if sla is not None and sla / size <= 1.5 * float((times / size).max().max()):
        figure.add_vline(
            x=sla / size, line_dash="dash", line_color="#B42318", annotation_text="SLA"
        )
    plain: dict[str, Any] = json.loads(figure.to_json())
    return plain


def _traces(times: pd.DataFrame, unit: str) -> Iterator[go.Scatter]:
    for name, row in times.iterrows():
        model = OrchestrationModel(str(name))
        values = [round(float(value), 3) for value in row]
        yield go.Scatter(
            x=values,
            y=[model.value.capitalize()] * len(values),
            mode="lines+markers+text",
            text=[f"{value:.3g}" for value in values],
            # Above, below, above: neighbours that lie close stay legible.
            textposition=["top center", "bottom center", "top center"],
            customdata=["p50", "p95", "p99"],
            hovertemplate=f"%{{customdata}}: %{{x:.3g}} {unit}<extra>%{{y}}</extra>",
            line={"color": MODEL_COLOURS[model], "width": 2},
            marker={"symbol": MODEL_SYMBOLS[model], "size": 12, "color": MODEL_COLOURS[model]},
            cliponaxis=False,
        )


def _unit(longest: float) -> tuple[float, str]:
    """Seconds per unit and the unit in which the longest time reads well."""
    for least, size, unit in _UNITS:
        if longest >= least:
            return size, unit
    return 1.0, "s"
