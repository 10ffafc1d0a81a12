"""What draws a step to a side and what a crossing costs: ``knowledge/boundary.toml``, typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.toml_table import KnowledgeError, Table
from workflows.definition.model import Side

__all__ = ["BoundaryKnowledge", "ChargeRule", "CrossingPrice", "load_boundary", "read_boundary"]

_FILE = "boundary.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRule:
    """What draws a step to a side, by how many points, and why. Braces in ``reason`` are filled
    in by ``assessment.decision.boundary.charges``; ``start`` is the value of the fact from which
    the rule holds, where it has one."""

    id: str
    side: Side
    points: float
    start: float
    reason: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingPrice:
    """What a hand-over between the sides costs, in points: a message for each hand-over, an
    outbox once for each step that hands over, a schema for each hand-over between owners."""

    message: float
    outbox: float
    schema: float
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryKnowledge:
    """All of it. ``full_gain_share`` is the share of all charges that a boundary must save, after
    its price, to be worth 1; ``hybrid_from`` the worth from which the map asks for a hybrid."""

    full_gain_share: float
    hybrid_from: float
    price: CrossingPrice
    charges: Mapping[str, ChargeRule]


@cache
def load_boundary() -> BoundaryKnowledge:
    """What ships with Podium, read once. Raises ``KnowledgeError`` naming the place."""
    text = (files("assessment.knowledge") / _FILE).read_text("utf-8")
    return read_boundary(text, sources=load_knowledge().source_by_id)


def read_boundary(text: str, *, sources: Mapping[str, object]) -> BoundaryKnowledge:
    """The TOML text, checked; ``sources`` holds the ids that may be cited.

    Raises ``KnowledgeError`` naming the place.
    """
    try:
        table = Table(tomllib.loads(text), _FILE)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{_FILE}: {error}") from None
    found = BoundaryKnowledge(
        full_gain_share=table.number("full_gain_share", 0.01, 1),
        hybrid_from=table.number("hybrid_from", 0, 1),
        price=_price(table.table("price"), sources),
        charges={rule.id: rule for rule in _rules(table, sources)},
    )
    table.done()
    return found


def _price(table: Table, sources: Mapping[str, object]) -> CrossingPrice:
    price = CrossingPrice(
        message=table.number("message", 0, 100),
        outbox=table.number("outbox", 0, 100),
        schema=table.number("schema", 0, 100),
        reason=table.text("reason"),
        source=_cited(table, sources),
    )
    table.done()
    return price


def _rules(table: Table, sources: Mapping[str, object]) -> list[ChargeRule]:
    return [_rule(item, sources) for item in table.tables("charge")]


def _rule(table: Table, sources: Mapping[str, object]) -> ChargeRule:
    side = table.text("side")
    if side not in set(Side):
        raise table.error(f"side must be one of {', '.join(Side)}, got {side!r}")
    rule = ChargeRule(
        id=table.text("id"),
        side=Side(side),
        points=table.number("points", 0, 100),
        start=table.number("from", 0, default=0.0),
        reason=table.text("reason"),
        why=table.text("why"),
        source=_cited(table, sources),
    )
    table.done()
    return rule


def _cited(table: Table, sources: Mapping[str, object]) -> str:
    source = table.text("source")
    if source not in sources:
        raise table.error(f"source: there is no source {source!r}")
    return source
