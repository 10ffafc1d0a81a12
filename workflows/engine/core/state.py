"""The state of one case: everything that replaying its events gives back.

It holds no time, no case number and nothing that cannot matter any more, so that cases which
behave alike from here on have equal states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from workflows.engine.core.lifecycle import Phase

__all__ = ["CASE", "Activity", "CaseState", "Key", "Reversal", "Scope", "Token", "Wait"]

type Key = tuple[int, int]
"""A node and a visit of it: one performance, and its idempotency key."""

CASE = 0
"""The number of the scope that is the case itself; its processes are the scopes inside."""

AWAITED = frozenset({Phase.ACTIVE, Phase.TERMINATING})
"""The phases in which somebody is working on a step."""


@dataclass(slots=True)
class Token:
    """A token that rests at a node, or is ``on_the_way`` to the node's owner. ``flow`` is the one
    it came by, -1 for none."""

    scope: int
    flow: int = -1
    on_the_way: bool = False


@dataclass(slots=True)
class Activity:
    """One visit of a step, or of an activity that repeats.

    ``attempt`` is the running attempt of a step. ``unknown`` says that an attempt timed out, so
    that it may have been done; ``escalated`` that a second person was asked. ``loop`` is the visit
    of the repeating activity that it is an instance of, 0 for none; ``rounds`` how many instances
    a repeating activity has begun.
    """

    scope: int
    phase: Phase = Phase.READY
    attempt: int = 0
    unknown: bool = False
    escalated: bool = False
    loop: int = 0
    rounds: int = 0


@dataclass(slots=True)
class Scope:
    """One instance of a scope: visit ``visit`` of ``node``, inside the instance ``parent``.

    ``stopped`` are the owners that know that what runs in it is over, but for the instance
    ``handler`` of an event sub-process that took its place, -1 for none. ``loop`` is as for
    activities; ``undoes`` marks an instance that takes back something done.
    """

    node: int
    visit: int
    parent: int
    phase: Phase = Phase.ACTIVE
    stopped: set[int] = field(default_factory=set)
    handler: int = -1
    loop: int = 0
    undoes: bool = False


@dataclass(slots=True)
class Wait:
    """Something in ``scope`` waits to happen. ``host`` is the token that waits for it, or the
    activity to whose boundary it is attached; an event sub-process that waits has none."""

    scope: int
    host: Key | None = None


@dataclass(slots=True)
class Reversal:
    """What one owner has yet to take back, the next one last. ``undoing`` is being taken back now,
    by the performance ``busy``."""

    todo: list[Key] = field(default_factory=list)
    undoing: Key | None = None
    busy: Key | None = None


@dataclass(slots=True)
class CaseState:
    """What is under way in a case, each thing held by whoever owns the node it concerns.

    ``tokens``, ``activities`` and ``waits`` are filed by node and visit, ``scopes`` by number.
    ``done`` lists performances that can be undone, in order of completion; ``reversals`` the
    undoing under way, by owner and by the token that asked for it. ``mail`` counts messages that
    nobody has taken yet, by sender; ``learnt`` how often a step has found out the value of a
    variable. ``visits`` counts the tokens sent to a node, as far as more can come to it;
    ``stopped`` are the owners that know that the whole case is over.

    ``failed``: the case is being undone, or an error went uncaught. ``parked``: something lies
    where somebody looks. ``asked``: people were asked to decide. ``halted``: it ran away.
    ``ended``: as far as anybody can see, it is over.
    """

    visits: dict[int, int] = field(default_factory=dict)
    tokens: dict[Key, Token] = field(default_factory=dict)
    activities: dict[Key, Activity] = field(default_factory=dict)
    scopes: dict[int, Scope] = field(default_factory=dict)
    waits: dict[Key, Wait] = field(default_factory=dict)
    done: list[Key] = field(default_factory=list)
    reversals: dict[tuple[int, Key], Reversal] = field(default_factory=dict)
    mail: dict[int, int] = field(default_factory=dict)
    learnt: dict[int, int] = field(default_factory=dict)
    stopped: set[int] = field(default_factory=set)
    failed: bool = False
    parked: bool = False
    asked: bool = False
    halted: bool = False
    ended: bool = False

    @property
    def live(self) -> int:
        """How many tokens rest, are on their way or are worked on, where nobody knows that it is
        over."""
        return sum(not self.is_void(token.scope) for token in self.tokens.values())

    @property
    def open(self) -> dict[Key, int]:
        """The running attempt of every performance whose answer is awaited, undoing included."""
        return {
            key: activity.attempt
            for key, activity in self.activities.items()
            if activity.phase in AWAITED and activity.attempt
        }

    def copy(self) -> CaseState:
        """An independent copy."""
        return replace(
            self,
            visits=dict(self.visits),
            tokens=_copies(Token, self.tokens),
            activities=_copies(Activity, self.activities),
            scopes=_own_stops(_copies(Scope, self.scopes)),
            waits=_copies(Wait, self.waits),
            done=list(self.done),
            reversals={k: replace(r, todo=list(r.todo)) for k, r in self.reversals.items()},
            mail=dict(self.mail),
            learnt=dict(self.learnt),
            stopped=set(self.stopped),
        )

    def around(self, scope: int) -> Iterator[int]:
        """A scope instance and those around it, innermost first, the case last."""
        while scope in self.scopes:
            yield scope
            scope = self.scopes[scope].parent
        yield CASE

    def inside(self, scope: int, other: int) -> bool:
        """Whether the instance ``scope`` is ``other`` or lies within it."""
        return other in self.around(scope)

    def is_over(self, scope: int, owner: int, *, came: int = -1) -> bool:
        """Whether this owner knows that what runs in the instance ``scope`` is over; with
        ``came``, what comes out of that instance inside it."""
        return self._is_stopped(scope, came, lambda stopped: owner in stopped)

    def is_void(self, scope: int, *, came: int = -1) -> bool:
        """Whether any owner knows that what runs in the instance ``scope`` is over."""
        return self._is_stopped(scope, came, bool)

    def _is_stopped(self, scope: int, came: int, knows: Callable[[set[int]], bool]) -> bool:
        here = scope
        while here in self.scopes:
            record = self.scopes[here]
            if record.undoes:
                return False
            if knows(record.stopped) and (came < 0 or came != record.handler):
                return True
            came, here = here, record.parent
        return here != CASE or knows(self.stopped)

    def frozen(self) -> tuple[Any, ...]:
        """The state as a value: hashable, and equal for equal states."""
        # Imported here because freezing knows what a state is made of.
        from workflows.engine.core.freezing import freeze

        return freeze(self)

    def as_json(self) -> list[Any]:
        """The state as lists, for a store; ``from_json`` reads it."""
        from workflows.engine.core.freezing import as_json

        return as_json(self)

    @classmethod
    def from_json(cls, data: list[Any]) -> CaseState:
        """The state that ``as_json`` has written."""
        from workflows.engine.core.freezing import from_json

        return from_json(data)


def _copies[K, R: (Token, Activity, Scope, Wait)](
    kind: type[R], records: Mapping[K, R]
) -> dict[K, R]:
    """Copies of all records; five times as fast as ``dataclasses.replace``, and a state is copied
    for each transition that is worked out."""
    read = _READ[kind]
    return {key: kind(*read(record)) for key, record in records.items()}


def _own_stops[K](scopes: dict[K, Scope]) -> dict[K, Scope]:
    for scope in scopes.values():
        scope.stopped = set(scope.stopped)
    return scopes


_READ: Mapping[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*(record.name for record in fields(kind)))
    for kind in (Token, Activity, Scope, Wait)
}
