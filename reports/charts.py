"""The printed charts: matplotlib drawings as SVG text, the same bytes for the same figures.

The three models keep one colour and one marker each (Okabe-Ito), as on every page. Text stays text,
set in the letters that the report brings along.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from assessment.charts import points_frame
from assessment.decision.verdict import Verdict
from reports.figures import MODEL_TITLES, score, seconds
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import frame
from workflows.sandbox.outcome import CaseVerdict, Experiment

__all__ = ["MODEL_LOOKS", "Look", "latency_chart", "lead_chart", "score_chart", "verdict_chart"]

_WIDTH_INCHES = 6.69  # the text width of an A4 page with 20 mm margins
_INK, _QUIET, _RULE = "#1a2233", "#5b6478", "#e3e6ec"
_FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "inter-print"
_STYLE = {
    "font.family": "Inter",
    "font.size": 8.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "podium",
    "axes.edgecolor": _RULE,
    "axes.labelcolor": _QUIET,
    "text.color": _INK,
    "xtick.color": _QUIET,
    "ytick.color": _INK,
}


_HOUR, _DAY = 3_600.0, 86_400.0
_ROUND_TIMES = (0.001, 0.01, 0.1, 1, 10, 60, 600, _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY)


class Look(NamedTuple):
    """How a model is drawn everywhere: colour and matplotlib marker."""

    colour: str
    marker: str


MODEL_LOOKS = {
    OrchestrationModel.CENTRALIZED: Look("#0072B2", "o"),
    OrchestrationModel.CHOREOGRAPHY: Look("#D55E00", "^"),
    OrchestrationModel.HYBRID: Look("#009E73", "s"),
}

# No hatches: a PDF/UA tag cannot reach into a pattern. The table below the chart has every share.
_VERDICT_COLOURS = {
    CaseVerdict.COMPLETED: "#2f7d5b",
    CaseVerdict.COMPENSATED: "#9ccbb4",
    CaseVerdict.WAITING: "#c9ccd9",
    CaseVerdict.DEAD_LETTERED: "#f0c674",
    CaseVerdict.STUCK: "#e08e45",
    CaseVerdict.INCONSISTENT: "#b3261e",
}


def lead_chart(verdict: Verdict) -> str:
    """One plain bar a model, best first: the picture of page one."""
    with mpl.rc_context(_style()):
        figure, axes = _canvas(rows=len(verdict.scores), extra=-0.3)
        for row, (model, total) in enumerate(verdict.scores.items()):
            axes.barh(row, total, height=0.56, color=MODEL_LOOKS[model].colour)
            axes.text(total + 1, row, score(total), va="center", weight=600, size=10)
        _rows(axes, tuple(verdict.scores))
        axes.set_xlim(0, 100)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        return _svg(figure)


def score_chart(verdict: Verdict) -> str:
    """One bar a model, best first, cut into what each question adds, in the questions' order."""
    with mpl.rc_context(_style()):
        figure, axes = _canvas(rows=len(verdict.scores), extra=0.1)
        for row, (name, parts) in enumerate(points_frame(verdict).iterrows()):
            _score_bar(axes, row, OrchestrationModel(str(name)), list(parts))
            axes.text(sum(parts) + 1, row, score(sum(parts)), va="center", weight=600, size=10)
        _rows(axes, tuple(verdict.scores))
        axes.set_xlim(0, 100)
        axes.set_xticks(range(0, 101, 20))
        return _svg(figure)


def _score_bar(
    axes: Axes, row: int, model: OrchestrationModel, contributions: Sequence[float]
) -> None:
    left = 0.0
    for position, added in enumerate(contributions):
        shade = _shade(MODEL_LOOKS[model].colour, position, len(contributions))
        axes.barh(row, added, left=left, height=0.56, color=shade, edgecolor="white", linewidth=1)
        if added >= 4:
            ink = "white" if _is_dark(shade) else _INK
            axes.text(left + added / 2, row, score(added), ha="center", va="center", color=ink)
        left += added


def verdict_chart(experiment: Experiment) -> str:
    """One bar a model: the share of cases that ended each way, with a legend of the ways."""
    models = tuple(experiment.outcomes)
    with mpl.rc_context(_style()):
        figure, axes = _canvas(rows=len(models), extra=0.45)
        shares = frame(experiment)
        seen = [verdict for verdict in CaseVerdict if shares[verdict.value].any()]
        lefts = [0.0] * len(models)
        for verdict in seen:
            widths = [100 * part for part in shares[f"{verdict.value}_share"]]
            axes.barh(
                range(len(models)),
                widths,
                left=lefts,
                height=0.56,
                color=_VERDICT_COLOURS[verdict],
                label=verdict.value.replace("_", "-"),
            )
            lefts = [left + part for left, part in zip(lefts, widths, strict=True)]
        _rows(axes, models)
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f} %")
        _legend_below(figure, axes, entries=len(seen))
        return _svg(figure)


def latency_chart(experiment: Experiment, *, sla: float | None) -> str:
    """One line a model from p50 over p95 to p99 of the finished cases, beside the SLA.

    The scale is logarithmic where the times span more than a factor of 50. A model without a
    finished case has a row and says so.
    """
    models = tuple(experiment.outcomes)
    rows = frame(experiment)[["p50_s", "p95_s", "p99_s"]]
    times = {model: list(rows.loc[model.value].dropna()) for model in models}
    every = [time for row in times.values() for time in row] + ([sla] if sla else [])
    with mpl.rc_context(_style()):
        figure, axes = _canvas(rows=len(models), extra=0.2)
        _time_axis(axes, every)
        for row, model in enumerate(models):
            _latency_row(axes, row, model, times[model])
        if sla:
            axes.axvline(sla, color="#b3261e", linestyle="--", linewidth=1)
            axes.annotate(
                f" SLA {seconds(sla)}",
                (sla, -0.62),
                color="#b3261e",
                ha="right" if sla >= max(every) else "left",
                annotation_clip=False,
            )
        _rows(axes, models)
        return _svg(figure)


def _latency_row(axes: Axes, row: int, model: OrchestrationModel, times: Sequence[float]) -> None:
    look = MODEL_LOOKS[model]
    if not times:
        axes.text(0.01, row, "no case finished", transform=axes.get_yaxis_transform(), va="center")
        return
    axes.plot(times, [row] * len(times), color=look.colour, linewidth=1.6, alpha=0.5)
    axes.plot(times, [row] * len(times), look.marker, color=look.colour, markersize=6)
    for time, text in _labels_apart(axes, times):
        axes.annotate(text, (time, row), (0, 7), textcoords="offset points", ha="center", size=7.5)


def _labels_apart(axes: Axes, times: Sequence[float]) -> list[tuple[float, str]]:
    """Labels of the times whose neighbours leave room; the last one always shows."""
    to_pixels = axes.transData.transform
    kept: list[tuple[float, str]] = []
    for time in reversed(times):
        far = all(abs(to_pixels((time, 0))[0] - to_pixels((k, 0))[0]) > 34 for k, _ in kept)
        if far:
            kept.append((time, seconds(time)))
    return kept


def _time_axis(axes: Axes, times: Sequence[float]) -> None:
    longest = max(times, default=1.0)
    shortest = min((time for time in times if time > 0), default=longest)
    if longest > 50 * shortest:
        axes.set_xscale("log")
        axes.set_xlim(shortest / 1.6, longest * 1.8)
        axes.minorticks_off()
        axes.set_xticks([tick for tick in _ROUND_TIMES if shortest / 1.6 < tick < longest * 1.8])
    else:
        axes.set_xlim(0, longest * 1.1)
    axes.xaxis.set_major_formatter(lambda value, _: seconds(value) if value else "0")


def _canvas(*, rows: int, extra: float) -> tuple[Figure, Axes]:
    height = 0.36 * rows + 0.45 + extra
    figure = Figure(figsize=(_WIDTH_INCHES, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color=_RULE, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    return figure, axes


def _rows(axes: Axes, models: Sequence[OrchestrationModel]) -> None:
    """One row a model, the first on top, its name and its mark at the left."""
    axes.set_yticks(range(len(models)), [MODEL_TITLES[model] for model in models])
    axes.tick_params(axis="y", pad=12)
    axes.set_ylim(len(models) - 0.5, -0.5)
    for row, model in enumerate(models):
        look = MODEL_LOOKS[model]
        axes.plot(
            -0.012,
            row,
            look.marker,
            color=look.colour,
            markersize=5.5,
            transform=axes.get_yaxis_transform(),
            clip_on=False,
        )


def _legend_below(figure: Figure, axes: Axes, *, entries: int) -> None:
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(
        handles,
        labels,
        loc="outside lower center",
        ncols=max(entries, 1),
        frameon=False,
        handlelength=1.2,
        handleheight=1.0,
        columnspacing=1.4,
    )


def _shade(colour: str, position: int, of: int) -> tuple[float, float, float]:
    """The model's colour, from darkened for the first question to pale for the last."""
    red, green, blue = to_rgb(colour)
    lightness = -0.3 + 1.05 * position / max(of - 1, 1)
    target, amount = (0.0, -lightness) if lightness < 0 else (1.0, lightness)
    return (
        red + (target - red) * amount,
        green + (target - green) * amount,
        blue + (target - blue) * amount,
    )


def _is_dark(colour: tuple[float, float, float]) -> bool:
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.55


@cache
def _style() -> Any:  # matplotlib knows each setting by name, and a dict of them by none
    """The drawing style, with the bundled letters made known to matplotlib once."""
    for font in sorted(_FONTS.glob("*.ttf")):
        fontManager.addfont(font)
    return dict(_STYLE)


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()
