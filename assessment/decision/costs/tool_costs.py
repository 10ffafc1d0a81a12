"""What a tool costs a month, by the list prices of ``knowledge/prices.toml``, for many draws.

A managed tool is paid by use; one that a team runs itself by machines, disks and hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from assessment.decision.costs.at_hand import is_managed
from assessment.decision.costs.draws import Numbers
from assessment.decision.costs.formula import World, mean_kept_years
from assessment.decision.tools.prices import MACHINES, Driver, Price, PriceList, Unit
from assessment.decision.tools.toolbox import Role, Tool

__all__ = [
    "Usage",
    "bends",
    "charged",
    "hours",
    "kept_years_on_average",
    "machine_charge",
    "tool_charge",
    "usage_at",
]

_HOURS_A_MONTH = 730.0
_MONTHS = 12.0
_KB_A_GB = 1_000_000.0
_SECONDS_AN_HOUR = 3600.0
_DAYS_A_YEAR = 365.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a part of a process uses up in a month: each driver, and ``load``, its messages and
    durable writes a second in the busiest hour."""

    drivers: Mapping[Driver, Numbers]
    load: Numbers


def usage_at(
    world: World, part: Role, cases_an_hour: Numbers, *, peak: float, kept_years: Numbers
) -> Usage:
    """What ``part`` uses up at a steady volume; ``peak`` is the busiest hour over the mean,
    ``kept_years`` how many years' worth of data is in store."""
    cases = cases_an_hour * world("hours-a-day") * world("days-a-year") / _MONTHS
    messages, writes, steps = _per_case(world, part)
    kb = writes * world("write-kb") if part is Role.ORCHESTRATOR else messages * world("message-kb")
    return Usage(
        drivers={
            Driver.CASE: cases,
            Driver.STEP: cases * steps,
            Driver.MESSAGE: cases * messages,
            Driver.WRITE: cases * writes,
            Driver.GB_STORED: cases * kb / _KB_A_GB * _MONTHS * kept_years,
            Driver.GB_MOVED: cases * messages * world("message-kb") / _KB_A_GB,
            Driver.MONTH: np.ones_like(cases),
        },
        load=cases_an_hour * peak * (messages + writes) / _SECONDS_AN_HOUR,
    )


def _per_case(world: World, part: Role) -> tuple[Numbers, Numbers, float]:
    """Messages and durable writes of a case that this part carries, and the steps it conducts.
    Where an experiment counted all of them together, they are shared out as on the map."""
    shape = world.shape
    commands = 2 * shape.orchestrated_visits / shape.messages if shape.messages else 0.0
    if part is Role.BROKER:
        return world("messages") * (1 - commands), np.zeros_like(world("messages")), 0.0
    return (
        world("messages") * commands,
        world("writes") * shape.history_share,
        shape.orchestrated_visits,
    )


def tool_charge(tool: Tool, prices: PriceList, world: World, usage: Usage) -> Numbers:
    """US dollars a month for a tool, without anybody's hours."""
    if is_managed(tool):
        return charged(prices.of(tool.id), usage.drivers)
    return machine_charge(tool, prices, world, usage)


def hours(tool: Tool, world: World) -> Numbers:
    """Hours a month that a tool takes: looking after a managed one, or running it."""
    if is_managed(tool):
        return world("managed-hours")
    if tool.role is Role.ORCHESTRATOR:
        return world("orchestrator-hours") * world("orchestrator-new-share")
    return world("broker-hours") * world("broker-new-share")


def charged(prices: Iterable[Price], usage: Mapping[Driver, Numbers]) -> Numbers:
    """``tools.prices.charge`` for many draws at once."""
    total = np.zeros_like(usage[Driver.MONTH])
    for _, group in groupby(prices, key=lambda price: price.item):
        total = total + _item(tuple(group), usage)
    return total


def _item(tiers: tuple[Price, ...], usage: Mapping[Driver, Numbers]) -> Numbers:
    units = _units(tiers[0], usage)
    ends = [*(after.start for _, after in pairwise(tiers)), np.inf]
    total = np.zeros_like(units)
    for tier, end in zip(tiers, ends, strict=True):
        begun = np.minimum(units, end) - max(tier.start, tier.free)
        total = total + np.maximum(0.0, begun) * tier.each
    return total


def _units(price: Price, usage: Mapping[Driver, Numbers]) -> Numbers:
    nothing = np.zeros_like(usage[Driver.MONTH])
    return sum((n * usage.get(what, nothing) for what, n in price.counts.items()), nothing)


def machine_charge(tool: Tool, prices: PriceList, world: World, usage: Usage) -> Numbers:
    """US dollars a month for the machines, disks and traffic of a tool that a team runs itself:
    the smallest cluster, and more as load or data outgrow it."""
    foot = prices.footprints[tool.id]
    machines = {price.unit: price for price in prices.of(MACHINES)}
    vcpus = np.maximum(foot.nodes * foot.vcpu, usage.load / world("vcpu-load"))
    disks = np.maximum(foot.nodes * foot.disk_gb, foot.copies * usage.drivers[Driver.GB_STORED])
    traffic = machines[Unit.GB_TRANSFERRED]
    moved = traffic.counts.get(Driver.GB_MOVED, 0.0) * usage.drivers[Driver.GB_MOVED]
    share = "orchestrator-new-share" if tool.role is Role.ORCHESTRATOR else "broker-new-share"
    return (
        vcpus * _HOURS_A_MONTH * machines[Unit.VCPU_HOUR].each
        + disks * machines[Unit.GB_MONTH].each
    ) * world(share) + moved * traffic.each


def bends(
    tool: Tool, prices: PriceList, world: World, usage_of: Callable[[float], Usage]
) -> tuple[float, ...]:
    """The volumes at which a tool's monthly charge changes its slope, in cases an hour:
    free units used up, a cheaper tier, a cluster outgrown. ``usage_of`` is linear in the volume,
    all inputs at one value."""
    none, one = usage_of(0.0), usage_of(1.0)
    found = _price_bends(prices.of(tool.id), none, one) if is_managed(tool) else []
    if not is_managed(tool):
        foot = prices.footprints[tool.id]
        found.append(_reaches(foot.nodes * foot.vcpu * float(world("vcpu-load")[0]), one.load))
        stored = foot.copies * one.drivers[Driver.GB_STORED]
        found.append(_reaches(foot.nodes * foot.disk_gb, stored))
    return tuple(sorted({bend for bend in found if 0 < bend < np.inf}))


def _price_bends(prices: Iterable[Price], none: Usage, one: Usage) -> list[float]:
    found = []
    for price in prices:
        fixed = float(_units(price, none.drivers)[0])
        slope = _units(price, one.drivers) - fixed
        found += [_reaches(edge - fixed, slope) for edge in (price.free, price.start)]
    return found


def _reaches(edge: float, slope: Numbers) -> float:
    rise = float(slope[0])
    return edge / rise if rise > 0 else np.inf


def kept_years_on_average(world: World) -> Numbers:
    """How many years' worth of data is in store on average over the three years."""
    retention = world("retention-days") / _DAYS_A_YEAR
    years = [mean_kept_years(retention, year) for year in (1, 2, 3)]
    return sum(years, np.zeros_like(retention)) / len(years)
