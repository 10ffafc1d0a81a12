"""What a model costs, per kind and year, for each draw. docs/decision/costs.md says every line.

Money comes out in the project's currency, not discounted. A year has twelve months, the three
years begin when the model goes live.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from assessment.decision.costs.draws import Numbers, Values
from assessment.decision.costs.inputs import input_id
from assessment.decision.costs.shape import Shape
from workflows.definition.model import OrchestrationModel

__all__ = [
    "KINDS",
    "YEARS",
    "CostKind",
    "World",
    "annual_costs",
    "cost_without_tools",
    "mean_kept_years",
]

YEARS = (1, 2, 3)
_HOURS_A_DAY = 8.0
_MONTHS = 12.0
_DAYS_A_YEAR = 365.0
_KB_A_GB = 1_000_000.0
_MILLION = 1_000_000.0


class CostKind(StrEnum):
    """What money is spent on."""

    INFRASTRUCTURE = "infrastructure"
    OPERATION = "operation"
    DEBUGGING = "debugging"
    TRAINING = "training"
    BUILD = "build"
    FAILURES = "failures"

    @property
    def meaning(self) -> str:
        """What it consists of."""
        return _MEANINGS[self]


_MEANINGS = {
    CostKind.INFRASTRUCTURE: "messages, durable writes, storage, logs and traces, base fees",
    CostKind.OPERATION: "hours that keep orchestrator, broker, versions and events in shape",
    CostKind.DEBUGGING: "hours that go into finding coordination faults",
    CostKind.TRAINING: "days until people are at home with what the model needs",
    CostKind.BUILD: "days until the process runs under the model",
    CostKind.FAILURES: "putting right what ended inconsistent, stuck or as a dead letter",
}
KINDS = tuple(CostKind)


@dataclass(frozen=True, slots=True)
class World:
    """The drawn values under one model. ``today`` is the model that the process has now."""

    values: Values
    model: OrchestrationModel
    shape: Shape
    today: str

    def __call__(self, base: str) -> Numbers:
        """The draws of an input: the model's own where each has its own."""
        own = input_id(base, self.model)
        return self.values[own] if own in self.values else self.values[base]

    @property
    def exchange(self) -> Numbers:
        """Units of the project's currency for a US dollar."""
        rate = self.values.get("exchange-rate")
        return np.ones_like(self("engineer-hour")) if rate is None else rate

    def hour(self, year: int) -> Numbers:
        """What an hour of work costs in that year."""
        return self("engineer-hour") * (1.0 + self("wage-growth")) ** (year - 1)

    def dollars(self, year: int) -> Numbers:
        """What a dollar of this year's list prices costs in that year."""
        return self.exchange * (1.0 + self("price-growth")) ** (year - 1)

    def volume(self, year: int) -> Numbers:
        """Cases an hour, the mean of a year: the volume grows evenly from now to two years from
        now, then stays."""
        now, expected = self("cases-now"), self("cases-expected")
        return now + (expected - now) * {1: 0.25, 2: 0.75, 3: 1.0}[year]

    def cases(self, year: int) -> Numbers:
        """Cases in a year."""
        return self.volume(year) * self("hours-a-day") * self("days-a-year")

    @property
    def conducted(self) -> Numbers:
        """The share of an orchestrator that is for this process; 0 where no step needs one."""
        return self("orchestrator-new-share") * float(self.shape.orchestrated > 0)

    @property
    def reacting(self) -> Numbers:
        """The share of a broker that is for this process; 0 where no step needs one."""
        return self("broker-new-share") * float(self.shape.event_driven > 0)

    @property
    def keeps_orchestrator(self) -> bool:
        """Whether today's model has an orchestrator."""
        return self.today in ("centralized", "hybrid")

    @property
    def keeps_events(self) -> bool:
        """Whether today's model has events."""
        return self.today in ("choreography", "hybrid")


def annual_costs(world: World) -> Mapping[CostKind, list[Numbers]]:
    """The cost of each kind in each of the three years."""
    return {kind: [_COSTS[kind](world, year) for year in YEARS] for kind in KINDS}


def cost_without_tools(world: World) -> Numbers:
    """Three years without what tools replace: messages, the orchestrator's writes, their storage,
    base fees and the hours to run them. Outboxes and inboxes stay: they are in the services' own
    databases."""
    total = np.zeros_like(world("engineer-hour"))
    kept = [kind for kind in KINDS if kind not in (CostKind.INFRASTRUCTURE, CostKind.OPERATION)]
    for year in YEARS:
        boxes = world.cases(year) * world("writes") * (1.0 - world.shape.history_share)
        total = total + boxes / _MILLION * world("write-price") * world.dollars(year)
        total = total + _telemetry(world, year) + _MONTHS * _upkeep(world) * world.hour(year)
        total = total + sum(_COSTS[kind](world, year) for kind in kept)
    return total


def mean_kept_years(retention: Numbers, year: int) -> Numbers:
    """How many years' worth of data is kept on average during a year: the mean of
    min(retention, age) while the store's age goes from ``year`` - 1 to ``year``."""
    start, end = year - 1.0, float(year)
    full = np.clip(retention, start, end)
    return (full**2 - start**2) / 2 + retention * (end - full)


def _infrastructure(world: World, year: int) -> Numbers:
    return _transport(world, year) + _telemetry(world, year)


def _transport(world: World, year: int) -> Numbers:
    """Messages, writes, storage and base fees: what tools of a combination replace."""
    cases = world.cases(year)
    messages, writes = cases * world("messages"), cases * world("writes")
    kept = (messages * world("message-kb") + writes * world("write-kb")) / _KB_A_GB
    stored = kept * mean_kept_years(world("retention-days") / _DAYS_A_YEAR, year)
    base = world.conducted * world("orchestrator-base") + world.reacting * world("broker-base")
    dollars = (
        messages / _MILLION * world("message-price")
        + writes / _MILLION * world("write-price")
        + stored * _MONTHS * world("storage-price")
        + _MONTHS * base
    )
    return dollars * world.dollars(year)


def _telemetry(world: World, year: int) -> Numbers:
    things = world.cases(year) * (world("messages") + world("writes"))
    gigabytes = things * world("telemetry-kb") / _KB_A_GB
    return gigabytes * world("telemetry-price") * world.dollars(year)


def _operation(world: World, year: int) -> Numbers:
    parts = world.conducted * world("orchestrator-hours") + world.reacting * world("broker-hours")
    return _MONTHS * (parts + _upkeep(world)) * world.hour(year)


def _upkeep(world: World) -> Numbers:
    """Hours a month for the process itself, whoever runs the tools."""
    shape = world.shape
    steps = shape.orchestrated * world("workflow-hours")
    agreed = shape.foreign * world("foreign-step-hours")
    return steps + agreed + shape.contracts * world("contract-hours")


def _debugging(world: World, year: int) -> Numbers:
    hours = world("engineers") * world("hours-a-year") * world("debugging-share")
    return hours * world.hour(year)


def _training(world: World, year: int) -> Numbers:
    days = world.shape.conducted * world("orchestrator-training")
    days = days + world.shape.touching_events * world("event-training")
    people = world("people-trained") * (1.0 if year == 1 else world("turnover"))
    return people * days * (_HOURS_A_DAY * world.hour(year) + world("course-day"))


def _build(world: World, year: int) -> Numbers:
    if year > 1:
        return np.zeros_like(world("engineer-hour"))
    shape, still = world.shape, 1.0 - world("kept-share")
    conducted = world.conducted * world("orchestrator-setup")
    conducted = conducted + shape.orchestrated * world("orchestrated-step-build")
    events = world.reacting * world("broker-setup")
    events = events + shape.event_driven * world("event-step-build")
    events = events + shape.contracts * world("contract-build")
    both = shape.crossings * world("crossing-build")
    days = conducted * (still if world.keeps_orchestrator else 1.0)
    days = days + events * (still if world.keeps_events else 1.0)
    days = days + both * (still if world.today == "hybrid" else 1.0)
    return days * _HOURS_A_DAY * world.hour(year)


def _failures(world: World, year: int) -> Numbers:
    a_case = (
        world("inconsistent-share") * world("inconsistent-cost")
        + world("stuck-share") * world("stuck-cost")
        + world("dead-lettered-share") * world("dead-lettered-cost")
    )
    growth = (1.0 + world("wage-growth")) ** (year - 1)
    return world.cases(year) * a_case * world("everyday-share") * growth


_COSTS: Mapping[CostKind, Callable[[World, int], Numbers]] = {
    CostKind.INFRASTRUCTURE: _infrastructure,
    CostKind.OPERATION: _operation,
    CostKind.DEBUGGING: _debugging,
    CostKind.TRAINING: _training,
    CostKind.BUILD: _build,
    CostKind.FAILURES: _failures,
}
