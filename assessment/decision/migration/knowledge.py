"""What is known about migrations: ``knowledge/migration.toml``, typed and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.migration.parts import Conduct
from assessment.decision.toml_table import KnowledgeError, Table
from workflows.definition.model import OrchestrationModel

__all__ = [
    "AdviceText",
    "Factor",
    "Leaving",
    "MigrationKnowledge",
    "OutsideSource",
    "RelayText",
    "RuleText",
    "Text",
    "load_migration",
    "read_migration",
]

_FILE = "migration.toml"
CURRENT = ("none", "manual", *(model.value for model in OrchestrationModel))


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What makes a step critical: at most so many points, in which words."""

    id: str
    points: float
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What leaving a model asks for. ``roll_back`` takes ``{steps}``."""

    label: str
    meanwhile: str
    flight: str
    roll_back: str
    last_way_back: str
    retire_title: str
    retire: str
    route: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and its source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayText:
    """What is passed on, as which kind of message; takes ``{source}``, ``{target}`` and
    ``{event}``, the name of the source without quotation marks."""

    kind: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule for event schemas; ``text`` takes ``{grace}``."""

    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceText:
    """A piece of advice with braces to be filled in by ``organisation``."""

    title: str
    text: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSource:
    """A source beside the guide. ``date`` is when it was published, or read where it changes."""

    label: str
    title: str
    url: str
    date: str

    @property
    def text(self) -> str:
        """All of it on one line, as a list of sources shows it."""
        where = f" {self.url} (read {self.date})" if self.url else ""
        return f"{self.label}: {self.title}.{where}"


@dataclass(frozen=True, kw_only=True)
class MigrationKnowledge:
    """All of it. ``figures`` holds the thresholds by ``table.key`` (``effort.step``); ``labels``
    the short label of every source that may be cited, ``outside`` those beside the guide by id."""

    most_waves: int
    least_gap: float
    most_steps: int
    guarded: frozenset[str]
    figures: Mapping[str, float]
    factors: Mapping[str, Factor]
    leaving: Mapping[str, Leaving]
    reaching: Mapping[OrchestrationModel, Text]
    cautions: Mapping[tuple[str, OrchestrationModel], Text]
    relays: Mapping[tuple[Conduct, Conduct], RelayText]
    failure: RelayText
    rules: tuple[RuleText, ...]
    advice: Mapping[str, AdviceText]
    proof_source: str
    flight_sources: tuple[str, ...]
    labels: Mapping[str, str]
    outside: Mapping[str, OutsideSource]

    def cite(self, source: str) -> str:
        """The short label of a source ("guide, Pitfall 2")."""
        return self.labels[source]


@cache
def load_migration() -> MigrationKnowledge:
    """What ships with Podium, read once. Raises ``KnowledgeError`` naming the place."""
    text = (files("assessment.knowledge") / _FILE).read_text("utf-8")
    guide = {source.id: source.label for source in load_knowledge().sources}
    return read_migration(text, sources=guide)


def read_migration(text: str, *, sources: Mapping[str, str]) -> MigrationKnowledge:
    """The TOML text, checked; ``sources`` are the labels of the guide's sources by id.

    Raises ``KnowledgeError`` naming the place.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{_FILE}: {error}") from None
    return _Reader(data, sources).read()


class _Reader:
    def __init__(self, data: dict[str, Any], guide: Mapping[str, str]) -> None:
        self._data = dict(data)
        self._outside = dict(self._rows("source", _source))
        labels = {name: source.label for name, source in self._outside.items()}
        self._labels = dict(guide) | labels

    def read(self) -> MigrationKnowledge:
        """Everything; refuses keys that nobody asked for."""
        proof, proof_source = self._figures("proof", "source")
        flight, *flight_sources = self._figures("flight", "source", "count_source")
        found = MigrationKnowledge(
            figures={**self._figures("effort")[0], **self._organisation(), **proof, **flight},
            proof_source=proof_source,
            flight_sources=tuple(flight_sources),
            factors={factor.id: factor for factor in self._rows("factor", self._factor)},
            leaving=self._leaving(),
            reaching=dict(self._rows("reaching", self._reached)),
            cautions=dict(self._rows("pair", self._caution)),
            relays=dict(self._rows("relay", self._between)),
            failure=self._relay(self._table("failure"), last=True),
            rules=self._rows("rule", self._rule),
            advice=dict(self._rows("advice", self._advice)),
            labels=self._labels,
            outside=self._outside,
            **self._general(),
        )
        self._refuse_gaps(found)
        return found

    def _general(self) -> dict[str, Any]:
        table = Table(self._data, _FILE)
        general = {
            "most_waves": table.integer("most_waves", 1, 20),
            "least_gap": table.number("least_gap", 0, 100),
            "most_steps": table.integer("most_steps", 1, 1000),
            "guarded": frozenset(table.texts("guarded")),
        }
        table.done()
        return general

    def _table(self, key: str) -> Table:
        value = self._data.pop(key, None)
        if not isinstance(value, dict):
            raise KnowledgeError(f"{_FILE}: {key} must be a table")
        return Table(value, f"{_FILE}: {key}")

    def _figures(self, key: str, *cited: str) -> tuple[Any, ...]:
        """The numbers of a table by ``table.key``, then the sources it cites."""
        names = [name for name in self._data.get(key, {}) if name not in cited]
        table = self._table(key)
        numbers = {f"{key}.{name}": table.number(name, 0, 1e6) for name in names}
        sources = [self._cited(table, name) for name in cited]
        table.done()
        return numbers, *sources

    def _organisation(self) -> dict[str, float]:
        numbers: dict[str, float] = self._figures("organisation")[0]
        return numbers

    def _rows[T](self, key: str, read: Callable[[Table], T]) -> tuple[T, ...]:
        rows = Table({key: self._data.pop(key, None)}, _FILE).tables(key)
        found = []
        for row in rows:
            found.append(read(row))
            row.done()
        return tuple(found)

    def _cited(self, row: Table, key: str = "source") -> str:
        name = row.text(key)
        if name not in self._labels:
            raise row.error(f"{key}: there is no source {name!r}")
        return name

    def _factor(self, row: Table) -> Factor:
        return Factor(
            id=row.text("id"),
            points=row.number("points", 0, 100),
            text=row.text("text"),
            source=self._cited(row),
        )

    def _leaving(self) -> dict[str, Leaving]:
        return dict(self._rows("leaving", self._left))

    def _left(self, row: Table) -> tuple[str, Leaving]:
        texts = {name: row.text(name) for name in _LEAVING_TEXTS}
        return _one_of(row, "current", CURRENT), Leaving(**texts, source=self._cited(row))

    def _reached(self, row: Table) -> tuple[OrchestrationModel, Text]:
        return _model(row), Text(text=row.text("build"), source=self._cited(row))

    def _caution(self, row: Table) -> tuple[tuple[str, OrchestrationModel], Text]:
        pair = (_one_of(row, "current", CURRENT), _model(row))
        return pair, Text(text=row.text("caution"), source=self._cited(row))

    def _between(self, row: Table) -> tuple[tuple[Conduct, Conduct], RelayText]:
        ends = [Conduct(_one_of(row, key, tuple(Conduct))) for key in ("before", "after")]
        return (ends[0], ends[1]), self._relay(row)

    def _relay(self, row: Table, *, last: bool = False) -> RelayText:
        relay = RelayText(kind=row.text("kind"), text=row.text("text"), source=self._cited(row))
        if last:
            row.done()
        return relay

    def _rule(self, row: Table) -> RuleText:
        row.text("id")
        return RuleText(title=row.text("title"), text=row.text("text"), source=self._cited(row))

    def _advice(self, row: Table) -> tuple[str, AdviceText]:
        return row.text("id"), AdviceText(
            title=row.text("title"),
            text=row.text("text"),
            why=row.text("why"),
            source=self._cited(row),
        )

    def _refuse_gaps(self, found: MigrationKnowledge) -> None:
        """Every model can be left and reached."""
        if lacking := [name for name in CURRENT if name not in found.leaving]:
            raise KnowledgeError(f"{_FILE}: leaving: there is none for {lacking[0]!r}")
        if unreached := [model for model in OrchestrationModel if model not in found.reaching]:
            raise KnowledgeError(f"{_FILE}: reaching: there is none for {unreached[0].value!r}")


_LEAVING_TEXTS = (
    "label",
    "meanwhile",
    "flight",
    "roll_back",
    "last_way_back",
    "retire_title",
    "retire",
    "route",
)


def _source(row: Table) -> tuple[str, OutsideSource]:
    return row.text("id"), OutsideSource(
        label=row.text("label"),
        title=row.text("title"),
        url=row.text("url", ""),
        date=row.text("date"),
    )


def _model(row: Table) -> OrchestrationModel:
    return OrchestrationModel(_one_of(row, "target", tuple(OrchestrationModel)))


def _one_of(row: Table, key: str, known: tuple[str, ...]) -> str:
    value = row.text(key)
    if value not in known:
        raise row.error(f"{key} must be one of {', '.join(known)}, got {value!r}")
    return value
