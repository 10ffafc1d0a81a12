"""The migration path as immutable data; ``migration_path`` of this package makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.definition.model import OrchestrationModel

__all__ = [
    "Advice",
    "Conduct",
    "Criterion",
    "Effort",
    "Flight",
    "MigrationPath",
    "Move",
    "PathState",
    "Relay",
    "SchemaRule",
    "StepFigure",
    "Wave",
    "WaveKind",
    "WhyCritical",
]


class Conduct(StrEnum):
    """Who takes a step on at a point of the migration."""

    ORCHESTRATED = "orchestrated"
    """An orchestrator sends it a command."""
    EVENT_DRIVEN = "event-driven"
    """It reacts to an event."""
    BY_HAND = "by hand"
    """People pass the case on, as before there was a model."""
    NOT_BUILT = "not built"
    """There is no process yet; a stand-in plays the step."""


class WaveKind(StrEnum):
    """What a wave does."""

    PREPARE = "prepare"
    """Build what must stand before the first step moves."""
    MOVE = "move"
    """Move steps."""
    RETIRE = "retire"
    """Take away what only the old way needed."""


class PathState(StrEnum):
    """Whether there is a path to show."""

    NOT_STATED = "not stated"
    """Nobody has said how the process runs today."""
    NOTHING = "nothing to migrate"
    """No step changes the way in which it is conducted."""
    PATH = "path"
    """Steps move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyCritical:
    """One reason for a step's criticality: ``points`` of 100, in words, with its source."""

    points: float
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigure:
    """How critical a step is, 0 to 100, and why, the weightiest reason first. A compensation has
    the figure of the step that it undoes."""

    step: str
    name: str
    criticality: float
    reasons: tuple[WhyCritical, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step that moves, from one conduct to the other."""

    step: str
    name: str
    before: Conduct
    after: Conduct
    criticality: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """What must be passed on between two steps that are conducted differently while a wave lasts.

    ``kind`` is ``event``, ``command``, ``task`` (on a list for people), ``stand-in`` or
    ``failure``; ``source`` and ``target`` are step ids; ``stays`` says that the hand-over is part
    of the recommended model, not of the migration alone.
    """

    kind: str
    source: str
    target: str
    text: str
    stays: bool
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Something to measure before a wave begins or ends, with where its figure comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """A rough class of effort: ``small``, ``medium`` or ``large``, and what was counted."""

    size: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Steps that move together.

    ``conduct`` is how each step is conducted once the wave has ended, compensations included.
    ``relays`` is the bridge meanwhile: what is passed on between old and new. ``working_hybrid``
    says that every step then stands where the recommended boundary puts it, although the target
    is another model: the process may stay so.
    """

    number: int
    kind: WaveKind
    title: str
    does: str
    moves: tuple[Move, ...]
    conduct: Mapping[str, Conduct]
    relays: tuple[Relay, ...]
    entry: tuple[Criterion, ...]
    exit: tuple[Criterion, ...]
    roll_back: str
    past_undoing: str
    teams: tuple[str, ...]
    effort: Effort
    working_hybrid: bool = False

    @property
    def crossings(self) -> tuple[Relay, ...]:
        """The hand-overs between steps that are conducted differently; failures left out."""
        return tuple(relay for relay in self.relays if relay.kind != "failure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """What becomes of cases that are under way when a wave begins. ``longest`` is the longest a
    case takes, in seconds, ``about`` how many can be under way at most (both None: not known)."""

    policy: str
    sentence: str
    longest: float | None
    about: int | None
    basis: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaRule:
    """A rule for the schemas of events while old and new run side by side."""

    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A sentence on who should own or do what, with its reason and source."""

    id: str
    title: str
    text: str
    because: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationPath:
    """The whole way. ``current`` is how the process runs today (``none``, ``manual`` or a model;
    empty: not stated), ``target`` the recommended model, ``meanwhile`` how steps that have not
    moved are conducted. ``figures`` holds every step, the least critical first; ``assumptions``
    what was taken for granted. Labels of sources stand in full."""

    state: PathState
    current: str
    target: OrchestrationModel
    sentence: str
    caution: str
    meanwhile: str
    figures: tuple[StepFigure, ...]
    waves: tuple[Wave, ...]
    flight: Flight | None
    rules: tuple[SchemaRule, ...]
    organisation: tuple[Advice, ...]
    assumptions: tuple[str, ...]

    @property
    def cited(self) -> frozenset[str]:
        """The labels of all sources that stand behind the path."""
        waves = self.waves
        return frozenset(
            [
                *(why.source for figure in self.figures for why in figure.reasons),
                *(relay.cited for wave in waves for relay in wave.relays),
                *(one.source for wave in waves for one in (*wave.entry, *wave.exit)),
                *(self.flight.sources if self.flight else ()),
                *(rule.source for rule in self.rules),
                *(advice.source for advice in self.organisation),
            ]
        )

    @property
    def moving_waves(self) -> tuple[Wave, ...]:
        """The waves in which steps move."""
        return tuple(wave for wave in self.waves if wave.kind is WaveKind.MOVE)
