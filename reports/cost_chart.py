"""The printed chart of costs: a range a model."""

from __future__ import annotations

import matplotlib as mpl

from assessment.decision.costs.result import CostEstimate
from assessment.decision.costs.wording import money_range
from reports.drawing import MODEL_LOOKS, canvas, mark_rows, style, svg

__all__ = ["cost_chart"]

_SIZE = 7


def cost_chart(estimate: CostEstimate) -> str:
    """A line a model from the 10th to the 90th percentile of its three-year cost, its mark at the
    median; the model that is cheapest most often on top."""
    models = tuple(one.model for one in estimate.models)
    with mpl.rc_context(style()):
        figure, axes = canvas(rows=len(models), extra=0.3)
        for row, one in enumerate(estimate.models):
            look, spread = MODEL_LOOKS[one.model], one.total
            axes.plot([spread.low, spread.high], [row, row], color=look.colour, linewidth=3)
            axes.plot(spread.likely, row, look.marker, color=look.colour, markersize=_SIZE)
            axes.annotate(
                money_range(spread),
                (spread.likely, row),
                (0, 7),
                textcoords="offset points",
                ha="center",
                size=7.5,
            )
        mark_rows(axes, models)
        axes.set_xlim(left=0)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel(estimate.currency)
        return svg(figure)
