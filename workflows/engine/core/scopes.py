"""Scopes: processes, sub-processes, transactions, called maps and event sub-processes.

A scope is over when none of its tokens is left (BPMN 2.0, 13.3.4 and 13.5.6).
"""

from __future__ import annotations

from functools import partial

from workflows.definition.model import EventKind, NodeKind
from workflows.engine.core.events import CaseStarted
from workflows.engine.core.lifecycle import Change, Phase, after
from workflows.engine.core.marks import Mark, MarkKind
from workflows.engine.core.part import Part
from workflows.engine.core.state import CASE, Key, Scope

__all__ = ["Scopes"]


class Scopes(Part):
    """Begins scopes and ends them."""

    __slots__ = ()

    def number(self, key: Key) -> int:
        """The number of the instance that is this visit of a scope: never 0, which is the case."""
        return key[1] * len(self.map.ids) + key[0]

    # Processes

    def start_case(self, event: CaseStarted) -> None:
        """Begin a case: by one start, or by all that a new case has."""
        nodes = self.map.starts if event.start < 0 else (event.start,)
        by_process: dict[int, list[int]] = {}
        for node in nodes:
            if node in self.map.processes:
                by_process.setdefault(node, [])
            else:
                by_process.setdefault(self.map.parents[node], []).append(node)
        for process, starts in by_process.items():
            self.start_process(process, tuple(starts), everywhere=True)

    def start_process(
        self, process: int, starts: tuple[int, ...], *, everywhere: bool = False
    ) -> None:
        """Begin an instance of a process at these start events, and at whatever no flow leads to
        (13.2); with ``everywhere``, every owner of these knows of it by itself."""
        key = (process, self.visit(process))
        act = partial(self._start_process, key, starts, everywhere=everywhere)
        owner = self.owner_of(starts[0]) if starts else self.owner_of(process)
        self.machine.soon(CASE, process, act, owner=owner)

    def _start_process(self, key: Key, starts: tuple[int, ...], *, everywhere: bool) -> None:
        for flow in (flow for start in starts for flow in self.map.heard.get(start, ())):
            self.machine.trace += [Mark(MarkKind.SIGNALLED, flow), Mark(MarkKind.LEFT, flow)]
        self.mark(MarkKind.SIGNALLED, key[0])
        self._open(Scope(*key, CASE), starts, everywhere=everywhere)

    # Scopes

    def begin(self, key: Key, parent: int, loop: int = 0, *, undoes: bool = False) -> None:
        """Begin an instance of a scope inside ``parent``."""
        self._open(Scope(*key, parent, loop=loop, undoes=undoes), ())

    def begin_sub(self, start: int, parent: int, *, undoes: bool = False) -> Key:
        """Begin the event sub-process that ``start`` begins, inside ``parent``."""
        sub = self.map.parents[start]
        key = (sub, self.visit(sub))
        self.mark(MarkKind.SIGNALLED, sub)
        self._open(Scope(*key, parent, undoes=undoes), (start,))
        return key

    def _open(self, scope: Scope, starts: tuple[int, ...], *, everywhere: bool = False) -> None:
        number = self.number((scope.node, scope.visit))
        self.state.scopes[number] = scope
        for start in self.map.sub_starts[scope.node]:
            self.machine.catching.arm(start, number, None)
        for node in (*starts, *self.map.entries[scope.node]):
            origin = (node, scope.visit)
            is_start = self.map.kinds[node] is NodeKind.START
            begin = self._begin_at if is_start else self._begin_without_start
            owner = self.owner_of(node) if everywhere else None
            self.machine.soon(number, node, partial(begin, number, origin), owner=owner)
        self.settle(number)

    def _begin_at(self, scope: int, origin: Key) -> None:
        self.mark(MarkKind.SIGNALLED, origin[0])
        leave = partial(self.machine.tokens.leave, origin[0], scope, origin)
        self.machine.soon(scope, origin[0], leave)

    def _begin_without_start(self, scope: int, origin: Key) -> None:
        self.machine.tokens.hand_on(origin[0], scope, -1, origin)

    # Ends

    def deserted(self) -> list[int]:
        """The active scopes that hold no token and no other scope, the innermost first."""
        state = self.state
        held = {scope for scope in self._with_tokens() if not self._is_emptied(scope)}
        held |= {inner.parent for inner in state.scopes.values() if inner.phase is Phase.ACTIVE}
        empty = (n for n, s in state.scopes.items() if n not in held and s.phase is Phase.ACTIVE)
        return sorted(empty, reverse=True)

    def _with_tokens(self) -> set[int]:
        return {token.scope for token in self.state.tokens.values()}

    def _is_emptied(self, number: int) -> bool:
        """Whether the owner that is acting knows that all of a scope but a handler is over. Then
        the tokens of owners that have not heard of it yet do not keep the scope from ending."""
        scope = self.state.scopes.get(number)
        if scope is None or scope.node in self.map.processes:
            return False
        return scope.handler >= 0 and self.machine.owner in scope.stopped

    def settle(self, number: int) -> None:
        """End a scope in which nothing is left, as far as its owner is the one who acts."""
        scope = self.state.scopes.get(number)
        if scope is None or scope.phase is not Phase.ACTIVE or not self._is_empty(number):
            return
        if self.state.is_void(number, came=scope.handler):
            return
        process = scope.node in self.map.processes
        if process or self.owner_of(scope.node) == self.machine.owner:
            self.finish(number)

    def _is_empty(self, number: int) -> bool:
        state = self.state
        return not (
            (number in self._with_tokens() and not self._is_emptied(number))
            or any(move.scope == number for move in self.machine.agenda)
            or any(
                inner.parent == number and inner.phase is Phase.ACTIVE and not state.is_void(other)
                for other, inner in state.scopes.items()
            )
        )

    def finish(self, number: int) -> None:
        """A scope is done: go on behind it."""
        scope = self.state.scopes[number]
        key = (scope.node, scope.visit)
        self.machine.catching.disarm_scope(number)
        event_sub = self.map.kinds[scope.node] is NodeKind.EVENT_SUB_PROCESS
        if scope.undoes:
            self._completed(scope)
            self.mark(MarkKind.LEFT, scope.node)
            self.machine.compensation.undone(key)
        elif event_sub or scope.node in self.map.processes:
            self._completed(scope)
            self.mark(MarkKind.LEFT, scope.node)
            self.settle(scope.parent)
        else:
            self._forget_handled(number, scope)
            self.machine.activities.finish(scope, key)

    def _completed(self, scope: Scope) -> None:
        scope.phase = after(after(scope.phase, Change.FINISH), Change.LEAVE)

    def _forget_handled(self, number: int, scope: Scope) -> None:
        """What a handler of the whole scope undoes need not be undone piece by piece (13.5.5)."""
        if self.map.undo[scope.node] < 0:
            return
        scope_of = self.machine.compensation.scope_of
        for key in [k for k in self.state.done if self.state.inside(scope_of(k), number)]:
            self.state.done.remove(key)
            self.state.activities.pop(key, None)

    def forget_what_is_over(self) -> None:
        """Drop the scopes that nothing can come back to."""
        for number in sorted(self.state.scopes, reverse=True):
            if self._is_forgettable(number):
                del self.state.scopes[number]

    def _is_forgettable(self, number: int) -> bool:
        state = self.state
        scope = state.scopes[number]
        if scope.phase is Phase.COMPENSATING:
            return False
        if scope.phase is Phase.ACTIVE and not state.is_void(number):
            return False
        key = (scope.node, scope.visit)
        return not (
            any(token.scope == number for token in state.tokens.values())
            or any(inner.parent == number for inner in state.scopes.values())
            # Whoever has not heard yet that the scope is over still waits in it, or for it.
            or any(wait.scope == number or wait.host == key for wait in state.waits.values())
            or key in state.done
            or any(self.machine.compensation.scope_of(key) == number for key in state.done)
            or any(
                activity.scope == number and activity.phase is Phase.COMPENSATING
                for activity in state.activities.values()
            )
        )

    def transaction_around(self, scope: int) -> int:
        """The innermost transaction around a scope instance, -1 for none."""
        for number in self.state.around(scope):
            if number != CASE and self._is_transaction(number):
                return number
        return -1

    def _is_transaction(self, number: int) -> bool:
        return self.map.kinds[self.state.scopes[number].node] is NodeKind.TRANSACTION

    def starts_of(self, sub: int, event: EventKind) -> int:
        """The start of an event sub-process with this event."""
        return next(
            node
            for node, parent in enumerate(self.map.parents)
            if parent == sub and self.map.kinds[node] is NodeKind.START
            if self.map.events[node] is event
        )
