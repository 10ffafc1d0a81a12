"""Paths: the ways that a token can take from where it rests to where it rests next, and what
happens on them, for one map and one ownership.

What takes no time (decisions, forks, plain events) belongs to nobody: the owner of the place where
a token last rested, the one who *acts*, settles it on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workflows.definition.model import EventKind, LoopKind, NodeKind
from workflows.engine.core.compiled import CompiledMap, Role
from workflows.engine.core.ownership import Ownership

__all__ = ["CATCHES", "Paths", "Way"]

CATCHES = frozenset({NodeKind.START, NodeKind.CATCH, NodeKind.BOUNDARY})
_OUTWARD = frozenset({EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL, EventKind.TERMINATE})
_DECIDING = frozenset({Role.CHOOSE, Role.CHOOSE_SOME})


@dataclass(frozen=True, slots=True)
class Way:
    """A way from ``node``, where ``owner`` acts, to ``target``, past the decisions ``by``. Where it
    ``ends``, the token ends at ``target``, else it rests there. ``passed`` is all between."""

    node: int
    owner: int
    target: int
    by: tuple[int, ...]
    passed: tuple[int, ...]
    ends: bool = False


class Paths:
    """Looks up ways and what is thrown on them."""

    def __init__(self, compiled: CompiledMap, ownership: Ownership) -> None:
        self._map = compiled
        self._owners = ownership.owners

    # Ways

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Every way, in the order of the nodes it begins at."""
        return tuple(
            way
            for node, owner, beginnings in self._places()
            for way in self._onward(node, owner, beginnings)
        )

    def _places(self) -> Iterator[tuple[int, int, list[int]]]:
        """Where tokens set out: the node, who acts, and what comes right after it."""
        for node, role in enumerate(self._map.roles):
            kind = self._map.kinds[node]
            if node in self._map.processes or role is Role.SCOPE:
                yield from self._entries(node)
            if kind is NodeKind.START:
                yield node, self._starter(node), self._next(node)
            elif self._is_left(node):
                yield node, self._owners[node], self._next(node)

    def _is_left(self, node: int) -> bool:
        """Whether a token goes on from where it rested, or from an event beside it. What undoes
        something is left by no flow, nor is an event sub-process; a gateway that waits for events
        is left by the event."""
        kind, role = self._map.kinds[node], self._map.roles[node]
        undoes = kind is NodeKind.COMPENSATION or self._map.is_undo(node) or node in self._map.undo
        if undoes or node in self._map.processes or kind is NodeKind.EVENT_SUB_PROCESS:
            return False
        return kind is NodeKind.BOUNDARY or (role >= Role.STEP and role is not Role.RACE)

    def _entries(self, scope: int) -> Iterator[tuple[int, int, list[int]]]:
        """Where a token begins in a scope without a start event."""
        entries = [
            entry
            for entry in self._map.entries[scope]
            if self._map.kinds[entry] is not NodeKind.START
        ]
        if entries:
            yield scope, self._opener(scope), entries

    def _starter(self, start: int) -> int:
        scope = self._map.parents[start]
        return self._owners[start] if scope in self._map.processes else self._opener(scope)

    def _opener(self, scope: int) -> int:
        """Who begins what is in a scope."""
        if scope in self._map.processes:
            starts = [start for start in self._map.starts if self._map.parents[start] == scope]
            return self._owners[starts[0] if starts else scope]
        if self._map.kinds[scope] is NodeKind.EVENT_SUB_PROCESS:
            return self._owners[self._map.parents[scope]]
        if scope in self._map.undo:
            return self._owners[self._map.undo.index(scope)]
        return self._owners[scope]

    def _next(self, node: int) -> list[int]:
        if self._map.links[node] >= 0:
            return [self._map.links[node]]
        return [target for _, target in self._map.outgoing[node]]

    def _onward(self, node: int, owner: int, beginnings: list[int]) -> Iterator[Way]:
        if not beginnings:
            yield Way(node, owner, node, (), (), ends=True)
        queue: list[tuple[int, tuple[int, ...], tuple[int, ...]]]
        queue = [(first, (), ()) for first in beginnings]
        seen: set[int] = set()
        for here, by, passed in queue:
            if here in seen:
                continue
            seen.add(here)
            if self._map.roles[here] >= Role.STEP:
                yield Way(node, owner, here, by, passed)
                continue
            decided = (*by, here) if self._decides(here) else by
            further = self._next(here)
            if not further:
                yield Way(node, owner, here, by, (*passed, here), ends=True)
            queue += [(after, decided, (*passed, here)) for after in further]

    def _decides(self, node: int) -> bool:
        return self._map.roles[node] in _DECIDING

    @cached_property
    def acting(self) -> tuple[tuple[int, frozenset[int]], ...]:
        """Every node that is passed on some way, with all who may act when it is."""
        found: dict[int, set[int]] = {}
        for way in self.ways:
            for node in (*way.passed, way.node):
                found.setdefault(node, set()).add(way.owner)
        return tuple((node, frozenset(owners)) for node, owners in sorted(found.items()))

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """The steps that tokens come to: all that undo nothing."""
        return tuple(
            node
            for node, rules in self._map.rules.items()
            if rules.undoes < 0 and self._map.kinds[node] is not NodeKind.COMPENSATION
        )

    # Scopes

    def around(self, node: int) -> Iterator[int]:
        """The scopes around a node, innermost first; the last one is its process."""
        scope = self._map.parents[node]
        while scope >= 0:
            yield scope
            scope = self._map.parents[scope]

    def lies_in(self, node: int, scope: int) -> bool:
        """Whether a node is that scope or lies within it."""
        return node == scope or scope in self.around(node)

    # Outward

    def throws(self) -> Iterator[tuple[int, int, EventKind, str]]:
        """What travels outward: the node, who acts, the event and its name. A step that fails
        for good throws its business errors and, nameless, its giving up."""
        for node, owners in self.acting:
            event, ref = self._map.events[node], self._map.refs[node]
            if self._travels(node):
                yield from ((node, owner, event, ref) for owner in sorted(owners))
        for step in self.steps:
            for error in ("", *(code for code, _ in self._map.rules[step].errors)):
                if self._leaves(step, error):
                    yield step, self._owners[step], EventKind.ERROR, error

    def _travels(self, node: int) -> bool:
        """Whether a node throws something that anything around it can catch, or that ends it."""
        event = self._map.events[node]
        if self._map.roles[node] is not Role.THROW or event not in _OUTWARD:
            return False
        ends = event in {EventKind.TERMINATE, EventKind.CANCEL}
        return ends or self.has_catcher(node, event, self._map.refs[node])

    def _leaves(self, step: int, error: str) -> bool:
        """Whether an error is caught around a step, but not at its own boundary."""
        own = any(self._fits(b, EventKind.ERROR, error) for b in self._map.boundaries[step])
        return not own and self.has_catcher(step, EventKind.ERROR, error)

    def has_catcher(self, node: int, event: EventKind, ref: str) -> bool:
        """Whether anything, at the node or around it, catches this."""
        at_node = any(self._fits(b, event, ref) for b in self._map.boundaries[node])
        return at_node or any(
            self.catch_of(scope, event, ref, thrower=node) not in {-1, scope}
            for scope in self.around(node)
        )

    def catch_of(self, scope: int, event: EventKind, ref: str, *, thrower: int) -> int:
        """What catches this in or at a scope, -1 for nothing; the scope itself where it is what
        the event ends. An event sub-process does not catch what is thrown inside it."""
        if event is EventKind.TERMINATE:
            return scope
        if event is EventKind.CANCEL:
            return scope if self._map.kinds[scope] is NodeKind.TRANSACTION else -1
        subs = self._map.sub_starts.get(scope, ())
        others = (start for start in subs if not self.lies_in(thrower, self._map.parents[start]))
        here = (*others, *self._map.boundaries[scope])
        fitting = [catch for catch in here if self._fits(catch, event, ref)]
        fitting.sort(key=lambda catch: self._map.refs[catch] != ref)
        return fitting[0] if fitting else -1

    def _fits(self, catch: int, event: EventKind, ref: str) -> bool:
        return self._map.events[catch] is event and self._map.refs[catch] in {"", ref}

    # Inward

    def stops(self) -> Iterator[tuple[int, int, int]]:
        """What ends a scope before its time: the cause, the scope, and who knows it first."""
        for node, role in enumerate(self._map.roles):
            if role is not Role.SCOPE:
                continue
            for boundary in self._map.boundaries[node]:
                if self._map.interrupting[boundary] and self._can_happen(boundary):
                    yield boundary, node, self._owners[node]
            for start in self._map.sub_starts.get(node, ()):
                if self._map.interrupting[start]:
                    yield start, node, self._owners[start]
            loop = self._map.loops.get(node)
            if loop is not None and loop.kind is LoopKind.PARALLEL and loop.test >= 0:
                yield node, node, self._owners[node]
        yield from self._ended_by_ends()

    def _can_happen(self, boundary: int) -> bool:
        return self._map.events[boundary] is not EventKind.CANCEL

    def _ended_by_ends(self) -> Iterator[tuple[int, int, int]]:
        for node, owners in self.acting:
            event = self._map.events[node]
            if self._map.roles[node] is not Role.THROW:
                continue
            if event is EventKind.TERMINATE:
                scope = self._map.parents[node]
                process = scope in self._map.processes
                knows = sorted(owners) if process else [self._owners[scope]]
                yield from ((node, scope, owner) for owner in knows)
            elif event is EventKind.CANCEL:
                for scope in self.around(node):
                    if self._map.kinds[scope] is NodeKind.TRANSACTION:
                        yield node, scope, self._owners[scope]
                        break

    # Sideways

    def news(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Who sends what message or signal, and the nodes that it may reach."""
        for node, owners in self.acting:
            receivers = self._map.receivers.get(node, ())
            throws = self._map.roles[node] is Role.THROW
            if throws and self._map.events[node] is EventKind.SIGNAL:
                receivers = self._signalled(node)
            if receivers:
                yield from ((node, owner, receivers) for owner in sorted(owners))

    def _signalled(self, node: int) -> tuple[int, ...]:
        ref = self._map.refs[node]
        return tuple(
            catch
            for catch, kind in enumerate(self._map.kinds)
            if kind in CATCHES and self._fits(catch, EventKind.SIGNAL, ref)
        )
