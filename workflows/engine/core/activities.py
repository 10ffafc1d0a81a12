"""Activities: what a step, a scope and a repeating activity have in common.

An activity begins when a token rests at it, and what is attached to its boundary waits from then
on; it ends when its work is done, and its token leaves (BPMN 2.0, 13.3.2).
"""

from __future__ import annotations

from functools import partial

from workflows.engine.core.lifecycle import Change, after
from workflows.engine.core.marks import MarkKind
from workflows.engine.core.part import Part
from workflows.engine.core.state import Activity, Key, Scope
from workflows.engine.core.tables import Role

__all__ = ["Activities"]


class Activities(Part):
    """Begins, ends and interrupts activities. Their ``key`` is that of the token at them."""

    __slots__ = ()

    def enter(self, key: Key) -> None:
        """A token came to an activity."""
        node, scope = key[0], self.state.tokens[key].scope
        for boundary in self.map.boundaries[node]:
            self.machine.catching.arm(boundary, scope, key)
        if node in self.map.loops:
            self.machine.loops.begin(key)
        else:
            self.begin(key, scope)

    def begin(self, key: Key, scope: int, loop: int = 0) -> None:
        """Begin one instance: a step's work or what is in a scope."""
        if self.map.roles[key[0]] is Role.SCOPE:
            self.machine.scopes.begin(key, scope, loop)
        else:
            self.machine.steps.begin(key, scope, loop)

    def finish(self, instance: Activity | Scope, key: Key, *, undoable: bool = True) -> None:
        """The work of an instance is done: keep it where it can be undone, and go on."""
        instance.phase = after(instance.phase, Change.FINISH)
        self._keep(instance, key, undoable=undoable)
        if instance.loop:
            self.machine.loops.round_done((key[0], instance.loop))
        else:
            self.complete(key)

    def complete(self, key: Key) -> None:
        """All work at a token is done: nothing on the boundary matters any more, and the token
        leaves."""
        token = self.state.tokens.pop(key)
        self.machine.catching.disarm(key)
        if key[0] not in self.map.asking:
            self.machine.throwing.send_messages(key[0], token.scope)
        leave = partial(self.machine.tokens.leave, key[0], token.scope, key)
        self.machine.soon(token.scope, key[0], leave)

    def _keep(self, instance: Activity | Scope, key: Key, *, undoable: bool) -> None:
        """Remember what is done as long as it can be undone, and no longer."""
        instance.phase = after(instance.phase, Change.LEAVE)
        if undoable and (self.map.undo[key[0]] >= 0 or key[0] in self.map.undo_scopes):
            self.state.done.append(key)
        elif isinstance(instance, Activity):
            del self.state.activities[key]

    def interrupt(self, key: Key) -> None:
        """Take the token away from an activity, with all that it has begun (13.5.4)."""
        del self.state.tokens[key]
        self.machine.catching.disarm_boundary(key)
        for instance in self._instances(key):
            self.withdraw(instance)
        self.mark(MarkKind.LEFT, key[0])

    def withdraw(self, key: Key) -> None:
        """Nobody waits for this instance any more."""
        activity = self.state.activities.get(key)
        if activity is not None and key[0] in self.map.loops and not activity.loop:
            del self.state.activities[key]
        elif self.map.roles[key[0]] is Role.SCOPE:
            self.machine.stopping.stop_scope(self.machine.scopes.number(key))
        else:
            self.machine.steps.withdraw(key)

    def _instances(self, key: Key) -> list[Key]:
        """The instances under way for a token: itself, or the rounds of a repeating activity."""
        if key[0] not in self.map.loops:
            return [key]
        return [*self.machine.loops.instances(key), key]
