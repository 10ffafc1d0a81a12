"""The tools of a project as its page shows them. No queries: everything is in the verdict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.decision.boundary import sides
from assessment.decision.tools import ToolAdvice, load_prices, tool_advice
from assessment.decision.tools.prices import OnRequest, Price
from assessment.decision.tools.shapes import Rating
from assessment.decision.tools.sources import Standing, ToolSource
from assessment.decision.tools.toolbox import Fact
from assessment.decision.tools.words import limit_words, price_words, prices_of
from assessment.selectors.verdicts import Judged
from workflows.definition.model import OrchestrationModel

__all__ = ["Statement", "ToolLine", "advice_of", "tool_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A fact or a price as a line, with a ``note`` to it: ``standing`` says how well it is known,
    ``stale`` that it is older than a year."""

    kind: str
    text: str
    note: str = ""
    source: ToolSource
    standing: Standing
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolLine:
    """A tool with everything that the page says about it. ``stale`` counts old statements."""

    rating: Rating
    limits: tuple[str, ...]
    prices: tuple[Statement, ...]
    on_request: OnRequest | None
    facts: tuple[Statement, ...]

    @property
    def stale(self) -> int:
        """How many of its statements are older than a year."""
        return sum(one.stale for one in (*self.facts, *self.prices))

    @property
    def as_of(self) -> dt.date:
        """The day of its oldest statement."""
        return min(one.source.as_of for one in (*self.facts, *self.prices))


def advice_of(judged: Judged, model: OrchestrationModel | None = None) -> ToolAdvice:
    """The advice for the recommended model, or for another that is asked about."""
    verdict = judged.verdict
    return tool_advice(
        judged.assessment,
        model or verdict.recommended,
        boundary=sides(verdict.boundary),
    )


def tool_lines(
    advice: ToolAdvice, today: dt.date, *, role: str = "", hosting: str = ""
) -> tuple[ToolLine, ...]:
    """The tools in the order of the advice, filtered by role and hosting; empty: all."""
    return tuple(
        _line(rating, today)
        for rating in advice.ratings
        if role in ("", rating.tool.role) and hosting in ("", rating.tool.hosting)
    )


def _line(rating: Rating, today: dt.date) -> ToolLine:
    prices, on_request = prices_of(rating.tool, load_prices())
    return ToolLine(
        rating=rating,
        limits=limit_words(rating.tool),
        prices=tuple(_price(price, today) for price in prices),
        on_request=on_request,
        facts=tuple(_fact(fact, today) for fact in rating.tool.facts),
    )


def _fact(fact: Fact, today: dt.date) -> Statement:
    return Statement(
        kind=fact.kind,
        text=fact.text,
        source=fact.source,
        standing=fact.confirmed,
        stale=fact.source.stale(today),
    )


def _price(price: Price, today: dt.date) -> Statement:
    return Statement(
        kind=price.item,
        text=price_words(price),
        note=f"{price.note} ({price.region})" if price.note else f"({price.region})",
        source=price.source,
        standing=price.confirmed,
        stale=price.source.stale(today),
    )
