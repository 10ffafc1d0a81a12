"""List prices as data: what a tool charges for, how much, and what of a process uses it up.

``charge`` turns the use of a month into money. Everything else about money (hours of people,
ranges, three years) belongs to the cost model, which reads these prices.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby, pairwise

from assessment.decision.toml_table import Table
from assessment.decision.tools.sources import (
    Standing,
    ToolSource,
    cited,
    member,
    open_table,
    read_sources,
)

__all__ = [
    "MACHINES",
    "Driver",
    "Footprint",
    "OnRequest",
    "Price",
    "PriceList",
    "Unit",
    "charge",
    "load_prices",
    "read_prices",
]

MACHINES = "machines"
"""The pseudo-tool whose prices are those of machines, disks and traffic for whoever runs a tool."""


class Unit(StrEnum):
    """What is counted on the bill."""

    STATE_TRANSITION = "state-transition"
    ACTION = "action"
    MESSAGE = "message"
    EVENT = "event"
    GB_MONTH = "gb-month"
    GB_HOUR = "gb-hour"
    GB_TRANSFERRED = "gb-transferred"
    NODE_HOUR = "node-hour"
    VCPU_HOUR = "vcpu-hour"
    USER_MONTH = "user-month"
    MONTH = "month"


class Driver(StrEnum):
    """What of the process uses units up, per month."""

    CASE = "case"
    """Cases begun."""
    STEP = "step"
    """Steps performed, each try."""
    MESSAGE = "message"
    """Messages sent."""
    WRITE = "write"
    """Durable writes."""
    GB_STORED = "gb-stored"
    """GB kept, on average over the month, one copy."""
    GB_MOVED = "gb-moved"
    """GB sent in messages, counted once."""
    PERSON = "person"
    """People who work on tasks."""
    MONTH = "month"
    """The month itself: 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """``amount`` of ``currency`` for ``per`` units, beyond ``free`` units a month; ``start`` is
    the number of units a month from which this tier applies (0: from the first)."""

    tool: str
    item: str
    unit: Unit
    amount: float
    currency: str
    per: float
    region: str
    source: ToolSource
    confirmed: Standing
    counts: Mapping[Driver, float]
    free: float = 0.0
    start: float = 0.0
    note: str = ""

    @property
    def dated(self) -> dt.date:
        """The day for which the price holds."""
        return self.source.as_of

    @property
    def each(self) -> float:
        """The price of one unit."""
        return self.amount / self.per

    def units(self, usage: Mapping[Driver, float]) -> float:
        """How many units a month's usage takes."""
        return sum(share * usage.get(driver, 0.0) for driver, share in self.counts.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """What a team must run to run a tool itself: ``nodes`` machines of ``vcpu`` each, with
    ``disk_gb`` each at the start, and ``copies`` of every GB stored. An assumption with a reason.
    """

    tool: str
    nodes: int
    vcpu: float
    disk_gb: float
    copies: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRequest:
    """A tool whose price is on request or could not be confirmed; no figure is invented."""

    tool: str
    why: str
    source: ToolSource


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """All prices of one version. Prices of an item stand together, cheapest tier last."""

    version: str
    prices: tuple[Price, ...]
    footprints: Mapping[str, Footprint]
    on_request: Mapping[str, OnRequest]

    def of(self, tool: str) -> tuple[Price, ...]:
        """The prices of a tool; empty where it has none of its own."""
        return tuple(price for price in self.prices if price.tool == tool)


def charge(prices: Iterable[Price], usage: Mapping[Driver, float]) -> float:
    """What a month's usage costs by the list, all prices in one currency. Tiers of an item apply
    to the units between their start and the next tier's; free units come off the first tier."""
    tiers = groupby(prices, key=lambda price: (price.tool, price.item))
    return sum(_item_charge(tuple(group), usage) for _, group in tiers)


def _item_charge(tiers: tuple[Price, ...], usage: Mapping[Driver, float]) -> float:
    units = tiers[0].units(usage)
    ends = [after.start for _, after in pairwise(tiers)] + [float("inf")]
    return sum(
        max(0.0, min(units, end) - max(tier.start, tier.free)) * tier.each
        for tier, end in zip(tiers, ends, strict=True)
    )


@cache
def load_prices() -> PriceList:
    """The prices that ship with Podium. Raises ``KnowledgeError`` naming the place."""
    return read_prices(files("assessment.knowledge"))


def read_prices(folder: Traversable) -> PriceList:
    """The prices in a folder. Raises ``KnowledgeError`` naming the file and the place."""
    sources = read_sources(folder)
    table = open_table(folder / "prices.toml")
    listed = PriceList(
        version=table.text("version"),
        prices=tuple(_price(row, sources) for row in table.tables("price")),
        footprints={one.tool: one for one in map(_footprint, table.tables("footprint"))},
        on_request={
            one.tool: one
            for one in (_on_request(row, sources) for row in table.tables("on_request"))
        },
    )
    table.done()
    return listed


def _price(row: Table, sources: Mapping[str, ToolSource]) -> Price:
    price = Price(
        tool=row.text("tool"),
        item=row.text("item"),
        unit=member(row, "unit", Unit),
        amount=row.number("amount", 0),
        currency=_currency(row),
        per=row.number("per", 1),
        region=row.text("region"),
        source=cited(row, sources),
        confirmed=member(row, "confirmed", Standing),
        counts=row.numbers("counts", Driver),
        free=row.number("free", 0) if row.holds("free") else 0.0,
        start=row.number("from", 0) if row.holds("from") else 0.0,
        note=row.text("note", ""),
    )
    row.done()
    return price


def _currency(row: Table) -> str:
    currency = row.text("currency")
    if len(currency) != 3 or not currency.isupper():
        raise row.error(f"currency must be three capitals such as USD, got {currency!r}")
    return currency


def _footprint(row: Table) -> Footprint:
    footprint = Footprint(
        tool=row.text("tool"),
        nodes=row.integer("nodes", 1, 100),
        vcpu=row.number("vcpu", 0),
        disk_gb=row.number("disk_gb", 0),
        copies=row.integer("copies", 1, 9),
        why=row.text("why"),
    )
    row.done()
    return footprint


def _on_request(row: Table, sources: Mapping[str, ToolSource]) -> OnRequest:
    one = OnRequest(tool=row.text("tool"), why=row.text("why"), source=cited(row, sources))
    row.done()
    return one
