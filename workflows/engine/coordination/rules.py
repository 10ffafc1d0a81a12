"""Rules: what one participant would have to know and do under choreography, as data.

``workflows.engine.coordination.choreography.derive_rules`` derives them from a map. Texts name
nodes and participants the way people do; topics are the events that participants publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from workflows.definition.quantities import format_duration

__all__ = ["Heard", "Memory", "ParticipantRules", "Retrying", "Rule", "RuleKind", "Told"]


class RuleKind(StrEnum):
    """What a participant does by a rule."""

    BEGIN = "begin"
    """Takes a new case in."""
    DO = "do"
    """Performs a step."""
    JOIN = "join"
    """Waits until all branches have come."""
    HOLD = "hold"
    """Opens a scope and waits until every token inside has ended."""
    WAIT = "wait"
    """Waits for a time, a message, a signal, a condition or the first of several."""
    REACT = "react"
    """Leaves an activity or a scope by another way when something happens."""
    UNDO = "undo"
    """Takes back what it has done."""
    STOP = "stop"
    """Drops what it still has open in a scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A topic that makes a rule apply; ``by`` are the decisions that must have led there. Without a
    ``sender`` it is the participant's own doing, and no message."""

    topic: str
    sender: str = ""
    by: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f" where {_quoted(self.by)} led here" if self.by else ""
        return self.topic + where


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A topic that a rule publishes, with a ``receiver`` that listens and what it concerns there.
    ``by`` are the decisions that must lead there."""

    topic: str
    receiver: str
    concerns: str
    by: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """In which cases it is published, in words; empty for all."""
        return f" where {_quoted(self.by)} leads to '{self.concerns}'" if self.by else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """What happens when a step fails: ``attempts`` in all, the further ones out of the topic
    ``through``, and what comes ``after`` the last."""

    attempts: int
    through: str
    after: str

    def __str__(self) -> str:
        tries = f"tries up to {self.attempts} times through {self.through}"
        return f"{tries if self.attempts > 1 else 'tries once'}, then {self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a participant has to remember of a case, and when it may forget it."""

    what: str
    until: str

    def __str__(self) -> str:
        return f"remembers {self.what} until {self.until}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reaction of a participant.

    Where one of the topics that it ``hears`` comes (with ``waits_for_all``, once all have), it
    ``does`` something at ``node``; ``then`` are its own nodes that come next, ``tells`` what it
    publishes for others. ``gathers`` are the topics by which it learns that a token of its scope
    has ended, or that others have undone what it asked for. ``timer`` is a time in seconds that it
    has to measure.
    """

    kind: RuleKind
    node: str
    does: str
    hears: tuple[Heard, ...] = ()
    waits_for_all: bool = False
    gathers: tuple[Heard, ...] = ()
    then: tuple[str, ...] = ()
    tells: tuple[Told, ...] = ()
    retrying: Retrying | None = None
    timer: float | None = None

    def __str__(self) -> str:
        return "\n    ".join((f"on {self._occasion()}: {self.does}", *self._afterwards()))

    def _occasion(self) -> str:
        together = " and " if self.waits_for_all else " or "
        heard = together.join(dict.fromkeys(str(topic) for topic in self.hears))
        return heard or (f"{format_duration(self.timer)}" if self.timer else "its own accord")

    def _afterwards(self) -> Iterator[str]:
        if self.retrying:
            yield str(self.retrying)
        if self.gathers:
            yield f"waits until {_listed(str(topic) for topic in self.gathers)}"
        if self.timer is not None and self.hears:
            yield f"measures {format_duration(self.timer)}"
        if self.then:
            yield f"goes on to {_quoted(self.then)}"
        for topic, where in dict.fromkeys((told.topic, told.where) for told in self.tells):
            told = (t.receiver for t in self.tells if (t.topic, t.where) == (topic, where))
            yield f"publishes {topic} to {_listed(told)}{where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRules:
    """All that one participant has to know of the map; an empty id stands for the steps that have
    no participant."""

    participant: str
    name: str
    rules: tuple[Rule, ...]
    remembers: tuple[Memory, ...] = ()

    @property
    def subscribes(self) -> tuple[str, ...]:
        """The topics of others that it listens to."""
        heard = (topic for rule in self.rules for topic in (*rule.hears, *rule.gathers))
        return tuple(dict.fromkeys(topic.topic for topic in heard if topic.sender))

    @property
    def publishes(self) -> tuple[str, ...]:
        """The topics that others listen to."""
        return tuple(dict.fromkeys(told.topic for rule in self.rules for told in rule.tells))

    @property
    def knows(self) -> tuple[str, ...]:
        """The participants that it hears from or that listen to it."""
        senders = (topic.sender for rule in self.rules for topic in (*rule.hears, *rule.gathers))
        receivers = (told.receiver for rule in self.rules for told in rule.tells)
        return tuple(sorted({name for name in (*senders, *receivers) if name}))

    @property
    def timers(self) -> tuple[Rule, ...]:
        """The rules by which it measures time."""
        return tuple(rule for rule in self.rules if rule.timer is not None)

    def __str__(self) -> str:
        lines = (*map(str, self.rules), *map(str, self.remembers))
        return "\n  ".join((self.name, *lines))

    def as_json(self) -> dict[str, Any]:
        """The rules as data, with what is told apart above summed up."""
        return {
            "participant": self.participant,
            "name": self.name,
            "subscribes": list(self.subscribes),
            "publishes": list(self.publishes),
            "knows": list(self.knows),
            "rules": [asdict(rule) for rule in self.rules],
            "remembers": [asdict(memory) for memory in self.remembers],
        }


def _listed(texts: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(texts))


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)
