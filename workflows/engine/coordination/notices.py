"""Notices: what one owner may have to tell another, read off the map before anything runs.

The machine sends each of these as a ``Carry`` where the owners differ. Listing them beforehand
shows what the participants would have to agree on: who publishes what, who listens, and what an
interruption costs that crosses from one to another. A notice whose sender and receiver are the same
is a hop that needs no message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflows.definition.model import EventKind, NodeKind, OnFailure
from workflows.engine.coordination.paths import CATCHES, Paths
from workflows.engine.core.compiled import CompiledMap, Role
from workflows.engine.core.ownership import Ownership

__all__ = ["Notice", "NoticeKind", "notices"]


class NoticeKind(StrEnum):
    """What a notice tells its receiver."""

    WENT_ON = "went-on"
    """A token goes on to a node of the receiver."""
    ENDED = "ended"
    """A token ended in a scope that the receiver holds."""
    THROWN = "thrown"
    """An error, escalation or cancel left a scope, and the receiver holds the one around it."""
    STOPPED = "stopped"
    """A scope is over in which the receiver may hold something."""
    FAILED = "failed"
    """The whole case failed; the receiver takes back what it has done."""
    NEWS = "news"
    """A message or signal was sent, or the value of a variable became known."""
    UNDO_ASKED = "undo-asked"
    """The receiver is to take back what it has done in a scope."""
    UNDO_FINISHED = "undo-finished"
    """The receiver waits for this undoing, and it is done."""

    @property
    def is_ordinary(self) -> bool:
        """Whether it is told although nothing has gone wrong."""
        return self in {NoticeKind.WENT_ON, NoticeKind.ENDED, NoticeKind.NEWS}


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """One thing that ``sender`` may tell ``receiver``, both as in ``Ownership.owners``.

    ``node`` is what it tells of: the node that a token left, that threw, failed or asks for
    undoing; of a scope that is over, what ended it. ``target`` is what it concerns at the receiver:
    the node that a token goes to or that catches, the scope that a token ended in or that is over.
    ``by`` are the decisions that a token passed on its way.
    """

    kind: NoticeKind
    node: int
    target: int
    sender: int
    receiver: int
    by: tuple[int, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether it stays with one owner, so that no message is needed."""
        return self.sender == self.receiver


def notices(compiled: CompiledMap, ownership: Ownership) -> tuple[Notice, ...]:
    """Every notice that a case may need, local ones included, in the order of the map."""
    return tuple(dict.fromkeys(_Notices(compiled, ownership)))


class _Notices:
    """Lists the notices of one map, subject by subject."""

    def __init__(self, compiled: CompiledMap, ownership: Ownership) -> None:
        self._map = compiled
        self._owners = ownership.owners
        self._ownership = ownership
        self._paths = Paths(compiled, ownership)

    def __iter__(self) -> Iterator[Notice]:
        yield from self._tokens()
        yield from self._throws()
        yield from self._stops()
        yield from self._failures()
        yield from self._news()
        yield from self._undoing()

    # Tokens

    def _tokens(self) -> Iterator[Notice]:
        for way in self._paths.ways:
            if way.ends:
                yield from self._ended(way.target, way.owner)
            else:
                receiver = self._owners[way.target]
                yield Notice(NoticeKind.WENT_ON, way.node, way.target, way.owner, receiver, way.by)

    def _ended(self, node: int, sender: int) -> Iterator[Notice]:
        scope = self._map.parents[node]
        if scope not in self._map.processes:
            yield Notice(NoticeKind.ENDED, node, scope, sender, self._owners[scope])

    # Outward: errors, escalations, cancel

    def _throws(self) -> Iterator[Notice]:
        for node, thrower, kind, ref in self._paths.throws():
            yield from self._outward(node, thrower, kind, ref)

    def _outward(self, node: int, thrower: int, kind: EventKind, ref: str) -> Iterator[Notice]:
        sender = thrower
        for scope in self._paths.around(node):
            if kind is EventKind.TERMINATE and scope in self._map.processes:
                return
            receiver = self._owners[scope]
            catch = self._paths.catch_of(scope, kind, ref, thrower=node)
            if sender != receiver or catch >= 0:
                target = catch if catch >= 0 else scope
                yield Notice(NoticeKind.THROWN, node, target, sender, receiver)
            if catch >= 0:
                return
            sender = receiver

    # Inward, to all that hold something in what is over

    def _stops(self) -> Iterator[Notice]:
        for cause, scope, sender in self._paths.stops():
            for receiver in sorted({sender, *self._ownership.holders[scope]}):
                yield Notice(NoticeKind.STOPPED, cause, scope, sender, receiver)

    def _failures(self) -> Iterator[Notice]:
        for step in self._paths.steps:
            compensates = self._map.rules[step].on_failure is OnFailure.COMPENSATE
            if not compensates or self._paths.has_catcher(step, EventKind.ERROR, ""):
                continue
            sender = self._owners[step]
            for receiver in (sender, *self._ownership.listeners[step]):
                yield Notice(NoticeKind.FAILED, step, step, sender, receiver)

    # Sideways: messages, signals, values

    def _news(self) -> Iterator[Notice]:
        for node, sender, catches in self._paths.news():
            mine = [catch for catch in catches if self._owners[catch] == sender]
            one_takes_it = self._map.events[node] is not EventKind.SIGNAL and mine
            for catch in mine if one_takes_it else catches:
                yield Notice(NoticeKind.NEWS, node, catch, sender, self._owners[catch])
        yield from self._values()

    def _values(self) -> Iterator[Notice]:
        for catch, test in enumerate(self._map.node_tests):
            if test < 0 or self._map.events[catch] is not EventKind.CONDITIONAL:
                continue
            for step in self._map.tests[test].sources:
                if step >= 0:
                    receiver = self._owners[catch]
                    yield Notice(NoticeKind.NEWS, step, catch, self._owners[step], receiver)

    # Back: undoing on purpose

    def _undoing(self) -> Iterator[Notice]:
        for cause, scope, only in self._causes():
            asks = self._owners[cause]
            for activity in self._undoable(scope, only):
                does = self._owners[activity]
                yield Notice(NoticeKind.UNDO_ASKED, cause, activity, asks, does)
                if asks != does:
                    yield Notice(NoticeKind.UNDO_FINISHED, cause, cause, does, asks)

    def _causes(self) -> Iterator[tuple[int, int, int]]:
        """What asks for undoing, with the scope meant and the one activity meant, -1 for all."""
        for node, role in enumerate(self._map.roles):
            if role is Role.UNDO:
                ref = self._map.refs[node]
                only = self._map.ids.index(ref) if ref in self._map.ids else -1
                yield node, self._meant(node, only), only
            elif self._map.events[node] is EventKind.CANCEL and not self._is_catch(node):
                for scope in self._paths.around(node):
                    if self._map.kinds[scope] is NodeKind.TRANSACTION:
                        yield scope, scope, -1
                        break

    def _is_catch(self, node: int) -> bool:
        return self._map.kinds[node] in CATCHES

    def _meant(self, node: int, only: int) -> int:
        if only >= 0:
            return self._map.parents[only]
        kinds = self._map.kinds
        around = self._paths.around(node)
        return next(
            scope
            for scope in around
            if scope in self._map.processes or kinds[scope] is not NodeKind.EVENT_SUB_PROCESS
        )

    def _undoable(self, scope: int, only: int) -> list[int]:
        return [
            node
            for node, undo in enumerate(self._map.undo)
            if undo >= 0 or node in self._map.undo_scopes
            if self._paths.lies_in(node, scope) and (only < 0 or self._paths.lies_in(node, only))
        ]
