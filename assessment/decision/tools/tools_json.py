"""The advice as plain data for ``verdict.json`` and as rows for a printed table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assessment.decision.tools.prices import PriceList
from assessment.decision.tools.shapes import Combination, Rating, ToolAdvice
from assessment.decision.tools.words import price_words, prices_of

__all__ = ["ToolRow", "tool_rows", "tools_json"]

_POINTS = 2


def tools_json(advice: ToolAdvice) -> dict[str, Any]:
    """The advice in a fixed order; points are rounded to two decimals."""
    return {
        "model": advice.model.value,
        "sentence": advice.sentence,
        "combinations": [_combination(one) for one in advice.combinations],
        "tools": [_rating(one) for one in advice.ratings],
        "unknown": [{"fact": one.fact, "text": one.text} for one in advice.unknown],
    }


def _combination(combination: Combination) -> dict[str, Any]:
    return {
        "tools": [rating.tool.id for rating in combination.tools],
        "rating": round(combination.score, _POINTS),
        "for": list(combination.speaks_for),
        "against": list(combination.speaks_against),
    }


def _rating(rating: Rating) -> dict[str, Any]:
    return {
        "tool": rating.tool.id,
        "role": rating.tool.role.value,
        "rating": round(rating.score, _POINTS),
        "ruled_out": [one.text for one in rating.ruled_out],
        "for": [mark.text for mark in rating.speaks_for],
        "against": [mark.text for mark in rating.speaks_against],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRow:
    """One line of a printed table: everything as text but the rating; ``verdict`` is what rules
    the tool out, or what speaks for it most."""

    name: str
    role: str
    hosting: str
    rating: float
    licence: str
    limits: tuple[str, ...]
    price: str
    verdict: str
    is_out: bool


def tool_rows(advice: ToolAdvice, prices: PriceList) -> tuple[ToolRow, ...]:
    """The advice as rows, what fits first."""
    return tuple(_row(rating, prices) for rating in advice.ratings)


def _row(rating: Rating, prices: PriceList) -> ToolRow:
    tool = rating.tool
    licence = tool.fact("licence")
    return ToolRow(
        name=tool.name,
        role=tool.role.value,
        hosting=tool.hosting.value,
        rating=rating.score,
        licence=licence.text if licence else "",
        limits=tuple(fact.text for fact in tool.facts if fact.kind == "limit"),
        price=_price(rating, prices),
        verdict=_verdict(rating),
        is_out=bool(rating.ruled_out),
    )


def _price(rating: Rating, prices: PriceList) -> str:
    listed, on_request = prices_of(rating.tool, prices)
    if listed:
        return "; ".join(price_words(price) for price in listed)
    return "on request" if on_request else "the machines it runs on"


def _verdict(rating: Rating) -> str:
    if rating.ruled_out:
        return rating.ruled_out[0].text
    return rating.speaks_for[0].text if rating.speaks_for else ""
