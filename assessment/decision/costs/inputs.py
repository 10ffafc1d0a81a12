"""The inputs of the cost model as data: what each means, its bounds, its default and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assessment.decision.knowledge import Source
from workflows.definition.model import OrchestrationModel

__all__ = [
    "BASE_CURRENCY",
    "DEFAULT_CURRENCY",
    "CostKnowledge",
    "Currency",
    "Group",
    "Input",
    "KnownInput",
    "Money",
    "Origin",
    "Outside",
    "Range",
    "input_id",
]

BASE_CURRENCY = "USD"
"""The currency in which ``knowledge/costs.toml`` states money."""

DEFAULT_CURRENCY = "EUR"
"""The currency of a project that has not chosen one."""


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest, likeliest and highest value of an input, or of a result its 10th, 50th and 90th
    percentile; ``low <= likely <= high``."""

    low: float
    likely: float
    high: float

    def scaled(self, factor: float) -> Range:
        """The same range of ``factor`` times the quantity; ``factor`` is not negative."""
        return Range(self.low * factor, self.likely * factor, self.high * factor)

    def times(self, factors: Range) -> Range:
        """Each value times its own factor."""
        return Range(self.low * factors.low, self.likely * factors.likely, self.high * factors.high)

    def within(self, least: float, largest: float) -> Range:
        """The range cut to bounds."""
        low, likely, high = (min(max(one, least), largest) for one in self.values)
        return Range(low, likely, high)

    @property
    def values(self) -> tuple[float, float, float]:
        """Lowest, likeliest, highest."""
        return (self.low, self.likely, self.high)


class Money(StrEnum):
    """In what an input is counted, if it is money."""

    NONE = ""
    PROJECT = "project"
    """The project's currency; its default is converted."""
    USD = "usd"
    """US dollars, as vendors publish them; the exchange rate converts the result."""


class Origin(StrEnum):
    """Where the value of an input comes from."""

    ASSUMED = "assumed"
    """The default of the knowledge base; nobody has confirmed it."""
    FACT = "fact"
    """Follows from a fact that Discover holds."""
    MEASURED = "measured"
    """Counted by the experiment."""
    STATED = "stated"
    """The team stated it for this project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Inputs that belong together on the page."""

    id: str
    title: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A currency and its units for one US dollar."""

    code: str
    name: str
    rate: Range
    source: Source | Outside | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A source outside the guide."""

    id: str
    title: str
    url: str
    dated: str

    @property
    def label(self) -> str:
        """How the page names it."""
        return f"{self.title}, {self.dated}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input. ``model`` is set where each model has its own value; ``base`` is then the id
    that the three share, and one draw serves them all. ``factors`` turn a fact into a range,
    ``variants`` are ranges for the values of a fact."""

    id: str
    base: str
    model: OrchestrationModel | None
    group: str
    label: str
    help: str
    unit: str
    money: Money
    default: Range
    least: float
    largest: float
    factors: Range
    variants: Mapping[str, Range]
    reason: str
    source: Source | Outside | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownInput:
    """An input with the range that counts in a project, and where it comes from.

    ``because`` says what of the project it follows from (empty: nothing, its default holds),
    ``fact`` is the place of that fact, as in evidence. ``unit`` names the currency where it is
    money. ``stream`` names the stream it is drawn from: inputs that must be the same have one.
    """

    input: Input
    range: Range
    default: Range
    origin: Origin
    because: str
    unit: str
    stream: str
    fact: str = ""

    @property
    def is_assumed(self) -> bool:
        """Whether nobody has stated, counted or implied it."""
        return self.origin is Origin.ASSUMED


@dataclass(frozen=True, kw_only=True)
class CostKnowledge:
    """``knowledge/costs.toml``: groups and inputs in the order of the page."""

    version: str
    currencies: tuple[Currency, ...]
    groups: tuple[Group, ...]
    inputs: tuple[Input, ...]

    @cached_property
    def currency_by_code(self) -> Mapping[str, Currency]:
        """Currencies by ISO 4217 code."""
        return {currency.code: currency for currency in self.currencies}

    @cached_property
    def input_by_id(self) -> Mapping[str, Input]:
        """Inputs by id."""
        return {one.id: one for one in self.inputs}


def input_id(base: str, model: OrchestrationModel | None) -> str:
    """The id of a model's own input: ``messages-hybrid``."""
    return f"{base}-{model.value}" if model else base
