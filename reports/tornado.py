"""The printed chart of robustness: what moves the lead, one thing at a time."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.axes import Axes

from assessment.decision.verdict import Verdict
from assessment.robustness_charts import tornado_frame
from reports.drawing import INK, QUIET, canvas, label_rows, style, svg
from reports.figures import score

__all__ = ["tornado_chart"]

_LOW, _HIGH = "#9db4d6", "#2c4a7c"


def tornado_chart(verdict: Verdict) -> str:
    """One bar a row of the frame behind the screen's chart, from the lead as stated to the lead at
    either end; left of nothing another model leads."""
    frame = tornado_frame(verdict)
    lead = verdict.margin
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(frame), extra=-0.07 * len(frame))
        ends = zip(frame["lead_at_low"], frame["lead_at_high"], strict=True)
        for row, (at_low, at_high) in enumerate(ends):
            for end, colour in ((at_low, _LOW), (at_high, _HIGH)):
                axes.barh(row, end - lead, left=lead, height=0.56, color=colour)
            _label(axes, row, min(at_low, at_high), min(at_low, at_high, lead), left=True)
            _label(axes, row, max(at_low, at_high), max(at_low, at_high, lead), left=False)
        label_rows(axes, list(frame["label"]))
        axes.axvline(lead, color=INK, linewidth=1)
        axes.axvline(0, color=QUIET, linewidth=1, linestyle="--")
        axes.margins(x=0.12)
        return svg(figure)


def _label(axes: Axes, row: int, value: float, beside: float, *, left: bool) -> None:
    """A lead in figures, outside its bar: where both ends lie on one side of the lead as stated,
    the nearer one stands on the other side of that line."""
    axes.annotate(
        score(value).replace("-", "−"),
        (beside, row),
        (-3 if left else 3, 0),
        textcoords="offset points",
        va="center",
        ha="right" if left else "left",
        size=7.5,
    )
