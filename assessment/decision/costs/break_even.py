"""From which volume a tool that a team runs itself is cheaper than a managed one.

Both costs a month are piecewise linear in the volume: free units, cheaper tiers and clusters that
are outgrown bend them at known volumes. Between two bends the crossing has a closed form, so the
volume is exact; tests compare it with brute force.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assessment.decision.costs.draws import Values
from assessment.decision.costs.estimate import CostCase
from assessment.decision.costs.formula import World
from assessment.decision.costs.tool_costs import (
    Usage,
    bends,
    hours,
    kept_years_on_average,
    tool_charge,
    usage_at,
)
from assessment.decision.costs.wording import money
from assessment.decision.tools.prices import PriceList
from assessment.decision.tools.toolbox import Tool
from workflows.definition.model import OrchestrationModel

__all__ = ["FARTHEST", "BreakEven", "Crossing", "Curve", "break_even", "crossing", "curve"]

FARTHEST = 10_000_000.0
"""Cases an hour beyond which a break-even is none."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A monthly cost over the volume in cases an hour, linear between ``bends``."""

    cost: Callable[[float], float]
    bends: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where two curves cross first: the volume, and whether the first curve is the lower one below
    it. ``volume`` is None where they never cross; the first is then lower, or not, at every
    volume."""

    volume: float | None
    first_is_lower: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """A managed tool against one that a team runs itself. Below ``volume``, in cases an hour,
    ``below`` costs less, above it ``above`` does; None where one costs less at every volume up to
    ``FARTHEST``.
    ``with_cheap_hours`` and ``with_dear_hours`` are the same volume with the hours of running
    tools, and what an hour costs, at their lowest and highest."""

    below: Tool
    above: Tool
    model: OrchestrationModel
    volume: float | None
    with_cheap_hours: float | None
    with_dear_hours: float | None
    sentence: str


def break_even(
    managed: Tool,
    self_run: Tool,
    *,
    case: CostCase,
    model: OrchestrationModel,
    prices: PriceList,
    peak: float,
    expected: float,
) -> BreakEven:
    """Where both tools of one part cost the same under ``model``, at the first year's prices.
    ``expected`` is the volume in two years, for the sentence."""

    def at(end: str) -> Crossing:
        world = case.worlds(_values(case, end))[model]
        found = crossing(*(curve(tool, prices, world, peak=peak) for tool in (managed, self_run)))
        far = found.volume is not None and found.volume > FARTHEST
        return Crossing(None, found.first_is_lower) if far else found

    likely = at("likely")
    below, above = (managed, self_run) if likely.first_is_lower else (self_run, managed)
    return BreakEven(
        below=below,
        above=above,
        model=model,
        volume=likely.volume,
        with_cheap_hours=at("low").volume,
        with_dear_hours=at("high").volume,
        sentence=_sentence(below, above, likely.volume, expected),
    )


def curve(tool: Tool, prices: PriceList, world: World, *, peak: float) -> Curve:
    """What a tool costs a month over the volume: its charge and the hours it takes."""
    kept = kept_years_on_average(world)

    def usage_of(volume: float) -> Usage:
        return usage_at(world, tool.role, np.array([volume]), peak=peak, kept_years=kept)

    def cost(volume: float) -> float:
        charge = tool_charge(tool, prices, world, usage_of(volume)) * world.dollars(1)
        return float((charge + hours(tool, world) * world.hour(1))[0])

    return Curve(cost, bends(tool, prices, world, usage_of))


def crossing(one: Curve, other: Curve) -> Crossing:
    """The lowest volume at which the other curve becomes the lower one. Exact: between two bends
    both are straight."""
    points = [0.0, *sorted({*one.bends, *other.bends})]
    points.append(2 * points[-1] + 1.0)
    gaps = [one.cost(point) - other.cost(point) for point in points]
    lower = gaps[0] < 0 or (gaps[0] == 0 and gaps[1] < 0)
    sign = 1.0 if lower else -1.0
    for (start, end), (before, after) in zip(pairwise(points), pairwise(gaps), strict=True):
        if sign * before <= 0 < sign * after:
            return Crossing(start + (end - start) * before / (before - after), lower)
    return Crossing(_beyond(points, gaps, sign), lower)


def _beyond(points: list[float], gaps: list[float], sign: float) -> float | None:
    """The crossing on the last straight line, which goes on without end."""
    slope = (gaps[-1] - gaps[-2]) / (points[-1] - points[-2])
    return points[-1] - gaps[-1] / slope if sign * slope > 0 else None


_SWINGING = ("orchestrator-hours", "broker-hours", "engineer-hour")


def _values(case: CostCase, end: str) -> Values:
    return {
        one.input.id: np.array([getattr(one.range, end if one.input.id in _SWINGING else "likely")])
        for one in case.inputs
    }


def _sentence(below: Tool, above: Tool, volume: float | None, expected: float) -> str:
    if volume is None:
        return (
            f"{below.short} costs less than {above.short} at every volume: there is no break-even."
        )
    side = "below" if expected < volume else "above"
    return (
        f"{below.short} costs less than {above.short} up to {money(volume)} cases an hour, beyond "
        f"that {above.short} does; the {money(expected)} expected in two years are {side}."
    )
