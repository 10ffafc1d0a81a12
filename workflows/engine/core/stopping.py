"""Stopping: what runs in a scope, or in the whole case, is over before its time.

The owner that decides stops what it holds itself, at once; every other owner that may hold
something there goes on until it hears of it (BPMN 2.0, 13.5.6 and 13.5.4).
"""

from __future__ import annotations

from operator import itemgetter

from workflows.engine.core.events import StopHeard
from workflows.engine.core.lifecycle import Change, Phase, after
from workflows.engine.core.part import Part
from workflows.engine.core.state import CASE, Key
from workflows.engine.core.tables import Role

__all__ = ["Stopping"]

_UNDER_WAY = frozenset({Phase.ACTIVE, Phase.FAILING, Phase.FAILED})


class Stopping(Part):
    """Stops scopes and cases."""

    __slots__ = ()

    def is_over(self, scope: int, *, came: int = -1) -> bool:
        """Whether the owner that is acting knows that what runs in this instance is over."""
        return self.state.is_over(scope, self.machine.owner, came=came)

    # A scope

    def stop_scope(self, scope: int) -> None:
        """What runs in a scope is over, and the scope with it."""
        record = self.state.scopes[scope]
        record.phase = after(after(record.phase, Change.INTERRUPT), Change.SETTLE)
        self.empty(scope)

    def empty(self, scope: int, *, handler: int = -1) -> None:
        """What runs in a scope is over; with ``handler``, all but that instance of an event
        sub-process, which takes its place."""
        record = self.state.scopes[scope]
        record.stopped = {self.machine.owner}
        record.handler = handler
        self._clear()
        for owner in self.machine.ownership.holders[record.node]:
            if owner != self.machine.owner:
                self.carry(owner, StopHeard(owner, record.node, False, scope), record.node)

    def terminate(self, scope: int) -> None:
        """A terminating end: its scope ends at once, and what is around it goes on (13.5.6)."""
        record = self.state.scopes[scope]
        if record.phase is Phase.ACTIVE:
            self.empty(scope)
            self.machine.scopes.finish(scope)
        else:
            # Another owner has ended it before; word of that is still on its way here.
            record.stopped.add(self.machine.owner)
            self._clear()

    # The case

    def stop_case(self, owner: int, node: int, *, undo: bool, tell: bool = True) -> None:
        """``owner`` knows that the whole case is over because of ``node``: it starts nothing new
        and, with ``undo``, takes back what it has done."""
        if owner in self.state.stopped:
            return
        self.state.stopped.add(owner)
        self._clear()
        if undo:
            self.machine.compensation.undo_case()
        if tell:
            for other in self.machine.ownership.listeners[node]:
                if other != owner:
                    self.carry(other, StopHeard(other, node, undo), node)

    def heard(self, event: StopHeard) -> None:
        """Word that the case, or a scope of it, is over."""
        if event.scope == CASE:
            self.stop_case(event.owner, event.node, undo=event.undo, tell=False)
        elif event.scope in self.state.scopes:
            self.state.scopes[event.scope].stopped.add(event.owner)
            self._clear()

    # What the owner that is acting holds

    def _clear(self) -> None:
        """Drop whatever is held by the owner that is acting and runs where it is over."""
        state = self.state
        self.machine.drop_moves(self.is_over)
        for key, token in list(state.tokens.items()):
            # What has been thrown waits with whoever threw it, wherever it is caught.
            held = self._is_mine(key) or self.map.roles[key[0]] is Role.THROW
            if held and not token.on_the_way and self.is_over(token.scope):
                del state.tokens[key]
        for key, wait in list(state.waits.items()):
            # The deadline of a step goes with the step.
            deadline = key[0] in self.map.rules and wait.host == key
            if self._is_mine(key) and self.is_over(wait.scope) and not deadline:
                del state.waits[key]
        for key, activity in sorted(state.activities.items(), key=itemgetter(0)):
            if self._is_mine(key) and activity.phase in _UNDER_WAY and self.is_over(activity.scope):
                self._drop_activity(key)

    def _is_mine(self, key: Key) -> bool:
        return self.owner_of(key[0]) == self.machine.owner

    def _drop_activity(self, key: Key) -> None:
        if not self.map.is_undo(key[0]):
            self.machine.activities.withdraw(key)
