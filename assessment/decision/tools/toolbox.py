"""The tools as data: what each is, what it can, where it ends, and the page that says so.

Read from ``knowledge/tools_orchestrators.toml``, ``tools_brokers.toml`` and ``tool_criteria.toml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assessment.decision.toml_table import Table
from assessment.decision.tools.criteria import Criteria, read_criteria
from assessment.decision.tools.sources import (
    Standing,
    ToolSource,
    cited,
    member,
    open_table,
    read_sources,
)

__all__ = [
    "Changes",
    "Fact",
    "Hosting",
    "Human",
    "Licence",
    "Ordering",
    "Provider",
    "Record",
    "Role",
    "Tool",
    "Toolbox",
    "load_toolbox",
    "read_toolbox",
]


class Role(StrEnum):
    """What a tool does in a process."""

    ORCHESTRATOR = "orchestrator"
    BROKER = "broker"


class Hosting(StrEnum):
    """Who keeps it running."""

    MANAGED = "managed"
    SELF_RUN = "self-run"


class Licence(StrEnum):
    """What kind of licence stands behind it; the fact says which."""

    OPEN_SOURCE = "open-source"
    SOURCE_AVAILABLE = "source-available"
    SERVICE = "service"


class Provider(StrEnum):
    """Whose cloud a tool belongs to, or whether it takes a contract with its maker."""

    AWS = "aws"
    AZURE = "azure"
    GCP = "gcp"
    VENDOR = "vendor"
    OPEN = "open"


class Human(StrEnum):
    """How a tool waits for a person."""

    BUILT_IN = "built-in"
    CONNECTOR = "connector"
    CALLBACK = "callback"
    NONE = "none"


class Changes(StrEnum):
    """What becomes of cases in flight when a new version is deployed."""

    MIGRATES = "migrates"
    PINS = "pins"
    BY_HAND = "by-hand"


class Record(StrEnum):
    """How long a tool remembers what happened."""

    FULL = "full"
    LIMITED = "limited"
    LITTLE = "little"


class Ordering(StrEnum):
    """What a broker promises about order."""

    KEYED = "keyed"
    QUEUE = "queue"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement about a tool, of one ``kind`` (licence, limit, rate, ...), with its source."""

    kind: str
    text: str
    source: ToolSource
    confirmed: Standing

    def stale(self, today: dt.date) -> bool:
        """Whether it is older than a year."""
        return self.source.stale(today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool, ``vendor`` who makes or runs it. ``runs_in`` says where services that use it may
    stand (``own``: own machines); ``languages`` is empty where any language will do. ``history``
    is the number of events at which a case ends (None: no such limit known), ``longest`` a case's
    longest life in seconds, ``rate`` steps or messages a second within the default quota,
    ``effort`` the work of running it, 0 to 2; ``may_run_twice`` says that a whole case may.
    ``human`` and ``changes`` are None for brokers, ``ordering`` for orchestrators."""

    id: str
    name: str
    short: str
    role: Role
    hosting: Hosting
    licence: Licence
    family: str
    related: tuple[str, ...]
    vendor: str
    provider: Provider
    runs_in: frozenset[str]
    us_law: bool
    languages: tuple[str, ...]
    record: Record
    effort: int
    facts: tuple[Fact, ...]
    bpmn: bool = False
    no_code: bool = False
    may_run_twice: bool = False
    human: Human | None = None
    changes: Changes | None = None
    ordering: Ordering | None = None
    history: int | None = None
    events_per_step: float = 0.0
    events_per_case: float = 0.0
    longest: float | None = None
    rate: float | None = None
    payload_kb: int | None = None

    def fact(self, kind: str) -> Fact | None:
        """The first fact of a kind; None where there is none."""
        return next((fact for fact in self.facts if fact.kind == kind), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolbox:
    """All tools and how they are rated."""

    tools: tuple[Tool, ...]
    criteria: Criteria

    @property
    def by_id(self) -> Mapping[str, Tool]:
        """Tools by their id."""
        return {tool.id: tool for tool in self.tools}


@cache
def load_toolbox() -> Toolbox:
    """The tools that ship with Podium. Raises ``KnowledgeError`` naming the place."""
    return read_toolbox(files("assessment.knowledge"))


def read_toolbox(folder: Traversable) -> Toolbox:
    """The tools in a folder. Raises ``KnowledgeError`` naming the file and the place."""
    sources = read_sources(folder)
    tools = (
        *_tools(folder / "tools_orchestrators.toml", Role.ORCHESTRATOR, sources),
        *_tools(folder / "tools_brokers.toml", Role.BROKER, sources),
    )
    return Toolbox(tools=tools, criteria=read_criteria(folder))


def _tools(file: Traversable, role: Role, sources: Mapping[str, ToolSource]) -> list[Tool]:
    table = open_table(file)
    found: list[Tool] = []
    for row in table.tables("tool"):
        tool = _tool(row, role, sources)
        row.done()
        if any(tool.id == other.id for other in found):
            raise row.error(f"{tool.id!r} stands twice")
        found.append(tool)
    table.done()
    return found


def _tool(row: Table, role: Role, sources: Mapping[str, ToolSource]) -> Tool:
    orchestrates = role is Role.ORCHESTRATOR
    return Tool(
        id=row.text("id"),
        name=row.text("name"),
        short=row.text("short"),
        role=role,
        hosting=member(row, "hosting", Hosting),
        licence=member(row, "licence", Licence),
        family=row.text("family"),
        related=row.texts("related"),
        vendor=row.text("vendor"),
        provider=member(row, "provider", Provider),
        runs_in=frozenset(row.texts("runs_in")),
        us_law=row.flag("us_law"),
        languages=row.texts("languages"),
        record=member(row, "record", Record),
        effort=row.integer("effort", 0, 2),
        facts=tuple(_fact(fact, sources) for fact in row.tables("facts")),
        bpmn=row.flag("bpmn") if orchestrates else False,
        no_code=row.flag("no_code") if orchestrates else False,
        may_run_twice=row.holds("may_run_twice") and row.flag("may_run_twice"),
        human=member(row, "human", Human) if orchestrates else None,
        changes=member(row, "changes", Changes) if orchestrates else None,
        ordering=None if orchestrates else member(row, "ordering", Ordering),
        history=_whole(row, "history"),
        events_per_step=_figure(row, "events_per_step") or 0.0,
        events_per_case=_figure(row, "events_per_case") or 0.0,
        longest=_figure(row, "longest"),
        rate=_figure(row, "rate"),
        payload_kb=_whole(row, "payload_kb"),
    )


def _figure(row: Table, key: str) -> float | None:
    return row.number(key, 0) if row.holds(key) else None


def _whole(row: Table, key: str) -> int | None:
    return row.integer(key, 1, 10**9) if row.holds(key) else None


def _fact(row: Table, sources: Mapping[str, ToolSource]) -> Fact:
    fact = Fact(
        kind=row.text("kind"),
        text=row.text("text"),
        source=cited(row, sources),
        confirmed=member(row, "confirmed", Standing),
    )
    row.done()
    return fact
