"""The printed charts of scores and experiments: SVG text, the same bytes for the same figures."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from assessment.charts import points_frame
from assessment.decision.verdict import Verdict
from reports.drawing import INK, MODEL_LOOKS, canvas, is_dark, mark_rows, shade, style, svg
from reports.figures import score, seconds
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import frame
from workflows.sandbox.outcome import CaseVerdict, Experiment

__all__ = ["latency_chart", "lead_chart", "score_chart", "verdict_chart"]

_HOUR, _DAY = 3_600.0, 86_400.0
_ROUND_TIMES = (0.001, 0.01, 0.1, 1, 10, 60, 600, _HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY)


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
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(verdict.scores), extra=-0.55)
        for row, (model, total) in enumerate(verdict.scores.items()):
            axes.barh(row, total, height=0.56, color=MODEL_LOOKS[model].colour)
            axes.text(total + 1, row, score(total), va="center", weight=600, size=10)
        mark_rows(axes, tuple(verdict.scores))
        axes.set_xlim(0, 100)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        return svg(figure)


def score_chart(verdict: Verdict) -> str:
    """One bar a model, best first, cut into what each question adds, in the questions' order."""
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(verdict.scores), extra=0.1)
        for row, (name, parts) in enumerate(points_frame(verdict).iterrows()):
            _score_bar(axes, row, OrchestrationModel(str(name)), list(parts))
            axes.text(sum(parts) + 1, row, score(sum(parts)), va="center", weight=600, size=10)
        mark_rows(axes, tuple(verdict.scores))
        axes.set_xlim(0, 100)
        axes.set_xticks(range(0, 101, 20))
        return svg(figure)


def _score_bar(
    axes: Axes, row: int, model: OrchestrationModel, contributions: Sequence[float]
) -> None:
    left = 0.0
    for position, added in enumerate(contributions):
        tint = shade(MODEL_LOOKS[model].colour, position, len(contributions))
        axes.barh(row, added, left=left, height=0.56, color=tint, edgecolor="white", linewidth=1)
        if added >= 4:
            ink = "white" if is_dark(tint) else INK
            axes.text(left + added / 2, row, score(added), ha="center", va="center", color=ink)
        left += added


def verdict_chart(experiment: Experiment) -> str:
    """One bar a model: the share of cases that ended each way, with a legend of the ways."""
    models = tuple(experiment.outcomes)
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(models), extra=0.45)
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
        mark_rows(axes, models)
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f} %")
        _legend_below(figure, axes, entries=len(seen))
        return svg(figure)


def latency_chart(experiment: Experiment, *, sla: float | None) -> str:
    """One line a model from p50 over p95 to p99 of the finished cases, beside the SLA.

    The scale is logarithmic where the times span more than a factor of 50. A model without a
    finished case has a row and says so.
    """
    models = tuple(experiment.outcomes)
    rows = frame(experiment)[["p50_s", "p95_s", "p99_s"]]
    times = {model: list(rows.loc[model.value].dropna()) for model in models}
    every = [time for row in times.values() for time in row] + ([sla] if sla else [])
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(models), extra=0.2)
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
        mark_rows(axes, models)
        return svg(figure)


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
