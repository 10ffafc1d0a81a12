"""The criteria that tools are rated by, from ``knowledge/tool_criteria.toml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from assessment.decision.toml_table import Table
from assessment.decision.tools.sources import open_table

__all__ = ["Criteria", "Criterion", "Level", "read_criteria"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How far a tool meets a criterion: ``value`` 0 to 100, ``says`` the sentence with gaps."""

    id: str
    value: float
    says: str


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A criterion: its weight for each role (of 100), the fact of the project that it reads, and
    its levels, the best first."""

    id: str
    title: str
    why: str
    orchestrator: float
    broker: float
    fact: str
    source: str
    levels: tuple[Level, ...]

    @cached_property
    def level(self) -> Mapping[str, Level]:
        """Levels by their id."""
        return {level.id: level for level in self.levels}


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """All criteria, what a combination loses (points), and how long a shortlist is."""

    criteria: tuple[Criterion, ...]
    both_new: float
    two_homes: float
    shortlist: int


def read_criteria(folder: Traversable) -> Criteria:
    """The criteria in a folder. Raises ``KnowledgeError`` naming the file and the place."""
    table = open_table(folder / "tool_criteria.toml")
    found = Criteria(
        both_new=table.number("combination_both_new", 0, 50),
        two_homes=table.number("combination_two_homes", 0, 50),
        shortlist=table.integer("shortlist", 1, 10),
        criteria=tuple(_criterion(row) for row in table.tables("criterion")),
    )
    table.done()
    _demand_a_hundred(table, found)
    return found


def _demand_a_hundred(table: Table, found: Criteria) -> None:
    for role in ("orchestrator", "broker"):
        total = sum(getattr(criterion, role) for criterion in found.criteria)
        if abs(total - 100) > 1e-9:
            raise table.error(f"the weights of an {role} must sum to 100, got {total:g}")


def _criterion(row: Table) -> Criterion:
    criterion = Criterion(
        id=row.text("id"),
        title=row.text("title"),
        why=row.text("why"),
        orchestrator=row.number("orchestrator", 0, 100),
        broker=row.number("broker", 0, 100),
        fact=row.text("fact"),
        source=row.text("source"),
        levels=tuple(_level(level) for level in row.tables("levels")),
    )
    row.done()
    _refuse_disorder(row, criterion.levels)
    return criterion


def _refuse_disorder(row: Table, levels: tuple[Level, ...]) -> None:
    twins = [name for name, count in Counter(level.id for level in levels).items() if count > 1]
    if twins:
        raise row.error(f"level {twins[0]!r} stands twice")
    values = [level.value for level in levels]
    if values != sorted(values, reverse=True):
        raise row.error("levels must fall from the best to the worst")


def _level(row: Table) -> Level:
    level = Level(id=row.text("id"), value=row.number("value", 0, 100), says=row.text("says"))
    row.done()
    return level
