"""The printed charts of robustness: who comes first how often, and what moves the lead."""

from __future__ import annotations

import matplotlib as mpl

from assessment.decision.verdict import Verdict
from assessment.robustness_charts import firsts_frame, tornado_frame
from reports.drawing import INK, MODEL_LOOKS, QUIET, canvas, label_rows, mark_rows, style, svg
from reports.figures import score

__all__ = ["shares_chart", "tornado_chart"]

_LOW, _HIGH = "#9db4d6", "#2c4a7c"


def shares_chart(verdict: Verdict) -> str:
    """One bar a model in ranking order: the share of draws in which it comes first."""
    shares = firsts_frame(verdict)["share"]
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(verdict.scores), extra=0.1)
        for row, model in enumerate(verdict.scores):
            axes.barh(row, 100 * shares[model.value], height=0.56, color=MODEL_LOOKS[model].colour)
        mark_rows(axes, tuple(verdict.scores))
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f} %")
        return svg(figure)


def tornado_chart(verdict: Verdict) -> str:
    """One bar a row of the frame behind the screen's chart, from the lead as stated to the lead at
    either end; left of nothing another model leads."""
    frame = tornado_frame(verdict)
    lead = verdict.margin
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(frame), extra=0.1)
        for row, (at_low, at_high) in enumerate(
            zip(frame["lead_at_low"], frame["lead_at_high"], strict=True)
        ):
            for end, colour in ((at_low, _LOW), (at_high, _HIGH)):
                axes.barh(row, end - lead, left=lead, height=0.56, color=colour)
                outside = 3 if end >= lead else -3
                axes.annotate(
                    score(end).replace("-", "−"),
                    (end, row),
                    (outside, 0),
                    textcoords="offset points",
                    va="center",
                    ha="left" if outside > 0 else "right",
                    size=7.5,
                )
        label_rows(axes, list(frame["label"]))
        axes.axvline(lead, color=INK, linewidth=1)
        axes.axvline(0, color=QUIET, linewidth=1, linestyle="--")
        axes.margins(x=0.12)
        return svg(figure)
