"""What ``knowledge/weights.toml`` says: how sure weights are, and what counts as agreement."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assessment.decision.toml_table import KnowledgeError, Table

__all__ = ["METHODS", "Band", "MethodRule", "WeightingRules", "read_rules", "weighting_rules"]

_PATH = Path(__file__).parents[2] / "knowledge" / "weights.toml"
_MOST = 10_000.0
METHODS = ("none", "points", "ranking", "pairwise", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRule:
    """The concentration of weights found by one method, at its best, why, and the source."""

    id: str
    concentration: float
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From this value of a consensus figure (``S*`` or ``W``) on, it is called so."""

    figure: str
    start: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightingRules:
    """The whole file. ``bound`` is the consistency ratio at which the confidence in pairwise
    judgements is halved, ``lowest`` the least concentration, ``contested_from`` how many steps
    apart answers of a round are contested, ``random_index`` Saaty's by size."""

    version: str
    methods: Mapping[str, MethodRule]
    bound: float
    lowest: float
    contested_from: int
    random_index: Mapping[int, float]
    bands: tuple[Band, ...]

    def words(self, figure: str, value: float) -> str:
        """What a value of a consensus figure is called."""
        known = [band for band in self.bands if band.figure == figure and band.start <= value]
        return known[-1].words


@cache
def weighting_rules() -> WeightingRules:
    """The rules that ship with Podium. Raises ``KnowledgeError`` where the file is broken."""
    return read_rules(_PATH.read_text("utf-8"))


def read_rules(text: str, name: str = "weights.toml") -> WeightingRules:
    """The rules in a TOML text. Raises ``KnowledgeError`` naming the place."""
    try:
        top = Table(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: {error}") from None
    bound, lowest = _pairwise(top)
    rules = WeightingRules(
        version=top.text("version"),
        methods=_methods(top),
        bound=bound,
        lowest=lowest,
        contested_from=_contested(top),
        random_index=dict(_size(table) for table in top.tables("random_index")),
        bands=tuple(_band(table) for table in top.tables("consensus")),
    )
    top.done()
    return rules


def _methods(top: Table) -> dict[str, MethodRule]:
    methods = {rule.id: rule for rule in map(_method, top.tables("method"))}
    if missing := [name for name in METHODS if name not in methods]:
        raise top.error(f"method: {', '.join(missing)} is missing")
    return methods


def _method(table: Table) -> MethodRule:
    rule = MethodRule(
        id=table.text("id"),
        concentration=table.number("concentration", 1, _MOST),
        reason=table.text("reason"),
        source=table.text("source"),
    )
    if rule.id not in METHODS:
        raise table.error(f"id must be one of {', '.join(METHODS)}, got {rule.id!r}")
    table.done()
    return rule


def _pairwise(top: Table) -> tuple[float, float]:
    table = _once(top, "pairwise")
    found = table.number("bound", 0.001, 1), table.number("lowest", 1, _MOST)
    table.done()
    return found


def _contested(top: Table) -> int:
    table = _once(top, "round")
    found = table.integer("contested_from", 1, 4)
    table.done()
    return found


def _once(top: Table, key: str) -> Table:
    tables = top.tables(key)
    if len(tables) != 1:
        raise top.error(f"{key} must stand there once")
    return tables[0]


def _size(table: Table) -> tuple[int, float]:
    found = table.integer("size", 3, 20), table.number("value", 0.01, 10)
    table.done()
    return found


def _band(table: Table) -> Band:
    band = Band(
        figure=table.text("figure"), start=table.number("from", 0, 1), words=table.text("words")
    )
    table.done()
    return band
