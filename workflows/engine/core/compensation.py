"""Compensation: taking back what is done, in reverse order of completion (BPMN 2.0, 13.5.5).

Each owner takes back its own work, one performance after another; the order between owners is not
kept, because none of them knows what the others have done. A scope is taken back by its handler, by
its compensation event sub-process, or else piece by piece.
"""

from __future__ import annotations

from functools import partial

from workflows.definition.model import EventKind, NodeKind
from workflows.engine.core.events import UndoAsked, UndoFinished
from workflows.engine.core.lifecycle import Change, Phase, after
from workflows.engine.core.marks import MarkKind
from workflows.engine.core.part import Part
from workflows.engine.core.state import CASE, Key, Reversal
from workflows.engine.core.tables import Role

__all__ = ["Compensation"]

_WHOLE_CASE: Key = (-1, 0)
"""What asks for undoing where no token waits for it."""

_UNDOABLE = frozenset({Phase.COMPLETED, Phase.TERMINATING})
"""Anything else is being undone at another's request."""


class Compensation(Part):
    """Undoes performances. A *cause* is the token that waits until it is done."""

    __slots__ = ()

    # What asks for it

    def throw(self, key: Key, scope: int) -> None:
        """A token at a compensation event waits until what it means is undone: one activity, or
        the scope that it stands in."""
        ref = self.map.refs[key[0]]
        only = self.map.ids.index(ref) if ref and ref in self.map.ids else -1
        self._ask_all(key, self._meant(scope, only), only)
        if not self._causes(key):
            self._leave_throw(key)

    def _meant(self, scope: int, only: int) -> int:
        """The scope instance meant: that of the activity, else the nearest that is no event
        sub-process, because these speak for the scope around them."""
        state = self.state
        for number in state.around(scope):
            if number == CASE:
                break
            node = state.scopes[number].node
            if only >= 0 and node == self.map.parents[only]:
                return number
            if only < 0 and self.map.kinds[node] is not NodeKind.EVENT_SUB_PROCESS:
                return number
        return scope

    def cancel(self, host: Key, scope: int) -> None:
        """Take back a transaction; its token waits for it."""
        self._ask_all(host, scope, -1)
        if not self._causes(host):
            self._leave_transaction(host)

    def undo_case(self) -> None:
        """Take back all that the owner who is acting has done in the case."""
        mine = self.machine.owner
        todo = [key for key in self.done_in(CASE) if self.owner_of(key[0]) == mine]
        if todo:
            reversal = self.state.reversals.setdefault((mine, _WHOLE_CASE), Reversal())
            reversal.todo[:0] = todo
            self._next(mine, _WHOLE_CASE)

    def take_back(self, key: Key) -> None:
        """Take back what was done although nobody waited for it any more."""
        mine = self.machine.owner
        reversal = self.state.reversals.setdefault((mine, _WHOLE_CASE), Reversal())
        reversal.todo.append(key)
        self._next(mine, _WHOLE_CASE)

    # Whom it concerns

    def _ask_all(self, cause: Key, scope: int, only: int) -> None:
        mine = self.machine.owner
        for owner in self._concerned(scope, only):
            self.state.reversals[owner, cause] = Reversal()
            if owner != mine:
                self.carry(owner, UndoAsked(owner, *cause, scope, only), cause[0])
        if (mine, cause) in self.state.reversals:
            self._begin(mine, cause, scope, only)

    def _concerned(self, scope: int, only: int) -> list[int]:
        """The owners of activities there that can be undone; the one that acts only where there
        is something, because it knows."""
        holder = self.state.scopes[scope].node
        owners = {
            self.owner_of(node)
            for node in range(len(self.map.ids))
            if self.map.undo[node] >= 0 or node in self.map.undo_scopes
            if self._lies_in(node, holder) and (only < 0 or self._lies_in(node, only))
        }
        mine = self.machine.owner
        if not self._mine_in(scope, only):
            owners.discard(mine)
        return sorted(owners)

    def _lies_in(self, node: int, scope: int) -> bool:
        while node >= 0:
            if node == scope:
                return True
            node = self.map.parents[node]
        return False

    def asked(self, event: UndoAsked) -> None:
        """Word that another owner wants this one's work undone."""
        cause = (event.node, event.visit)
        reversal = self.state.reversals.get((event.owner, cause))
        if reversal is not None and not reversal.todo and reversal.busy is None:
            self._begin(event.owner, cause, event.scope, event.only)

    def finished(self, event: UndoFinished) -> None:
        """Word that another owner has undone its work."""
        cause = (event.node, event.visit)
        if self.state.reversals.pop((event.owner, cause), None) and not self._causes(cause):
            self._resume(cause)

    def _causes(self, cause: Key) -> bool:
        return any(waiting == cause for _, waiting in self.state.reversals)

    # What there is to undo

    def done_in(self, scope: int, only: int = -1) -> list[Key]:
        """The performances in a scope instance that can be undone, in order of completion. What a
        scope that is done takes back by itself is not told apart. Of the case: all there are."""
        return [key for key in self.state.done if self._belongs(key, scope, only)]

    def _mine_in(self, scope: int, only: int) -> list[Key]:
        mine = self.machine.owner
        return [key for key in self.done_in(scope, only) if self.owner_of(key[0]) == mine]

    def scope_of(self, key: Key) -> int:
        """The scope instance that a performance, or an instance of a scope, is in."""
        if self.map.roles[key[0]] is Role.SCOPE:
            return self.state.scopes[self.machine.scopes.number(key)].parent
        return self.state.activities[key].scope

    def _belongs(self, key: Key, scope: int, only: int) -> bool:
        meant = only < 0 or key[0] == only
        for number in self.state.around(self.scope_of(key)):
            if number == scope:
                return meant
            record = self.state.scopes.get(number)
            if record is None or (record.node, record.visit) in self.state.done:
                return False
            if scope != CASE and record.phase is not Phase.COMPLETED:
                return False
            meant = meant or record.node == only
        return False

    # Undoing, one after another

    def _begin(self, owner: int, cause: Key, scope: int, only: int) -> None:
        self.state.reversals[owner, cause].todo = self._mine_in(scope, only)
        self._next(owner, cause)

    def _next(self, owner: int, cause: Key) -> None:
        reversal = self.state.reversals[owner, cause]
        if reversal.busy is not None:
            return
        while reversal.todo and reversal.busy is None:
            reversal.undoing = reversal.todo.pop()
            reversal.busy = self._undo(reversal.undoing)
        if reversal.busy is None:
            self._end(owner, cause)

    def _undo(self, key: Key) -> Key | None:
        """Begin to undo a performance; what undoes it, None where it is undone already."""
        if key in self.state.done:
            self.state.done.remove(key)
        is_scope = self.map.roles[key[0]] is Role.SCOPE
        scope = self.state.scopes.get(self.machine.scopes.number(key))
        instance = scope if is_scope else self.state.activities.get(key)
        if instance is None or instance.phase not in _UNDOABLE:
            return None
        instance.phase = after(instance.phase, Change.UNDO)
        return self._begin_handler(key)

    def _begin_handler(self, key: Key) -> Key:
        handler = self.map.undo[key[0]]
        if handler < 0:
            sub = self.map.undo_scopes[key[0]]
            start = self.machine.scopes.starts_of(sub, EventKind.COMPENSATION)
            number = self.machine.scopes.number(key)
            return self.machine.scopes.begin_sub(start, number, undoes=True)
        self.mark(MarkKind.ENTERED, handler)
        if self.map.roles[handler] is Role.SCOPE:
            begun = (handler, self.visit(handler))
            self.machine.scopes.begin(begun, self.scope_of(key), undoes=True)
            return begun
        begun = (handler, key[1])
        self.machine.steps.begin_undo(begun)
        return begun

    def undone(self, busy: Key) -> None:
        """What undoes a performance has been done."""
        if self.map.is_undo(busy[0]):
            self.mark(MarkKind.LEFT, busy[0])
        self._after_undo(busy, Change.UNDONE)

    def undo_failed(self, busy: Key) -> None:
        """What undoes a performance has failed for good; the rest is undone all the same."""
        self._after_undo(busy, Change.GIVE_UP)

    def _after_undo(self, busy: Key, change: Change) -> None:
        self.state.activities.pop(busy, None)
        self.machine.catching.disarm(busy)
        for (owner, cause), reversal in list(self.state.reversals.items()):
            if reversal.busy == busy and reversal.undoing is not None:
                self._close(reversal.undoing, change)
                reversal.busy = reversal.undoing = None
                self._next(owner, cause)

    def _close(self, key: Key, change: Change) -> None:
        """A performance has been undone, and with it perhaps the scope it was in."""
        around = self.scope_of(key)
        if self.map.roles[key[0]] is Role.SCOPE:
            scope = self.state.scopes[self.machine.scopes.number(key)]
            scope.phase = after(scope.phase, change)
            if self.map.undo[key[0]] < 0:
                self.mark(MarkKind.LEFT, key[0])
        else:
            activity = self.state.activities.pop(key)
            activity.phase = after(activity.phase, change)
        for number in list(self.state.around(around)):
            self._close_scope(number)

    def _close_scope(self, number: int) -> None:
        """A scope that is done, and of which nothing is left to undo, is compensated."""
        scope = self.state.scopes.get(number)
        if scope is None or scope.phase is not Phase.COMPLETED or self.done_in(number):
            return
        if (scope.node, scope.visit) not in self.state.done:
            scope.phase = after(after(scope.phase, Change.UNDO), Change.UNDONE)
            self.mark(MarkKind.LEFT, scope.node)

    def _end(self, owner: int, cause: Key) -> None:
        """An owner has undone all it had to."""
        holder = owner if cause == _WHOLE_CASE else self.owner_of(cause[0])
        if holder != owner:
            self.carry(holder, UndoFinished(owner, *cause), cause[0])
            return
        del self.state.reversals[owner, cause]
        if cause != _WHOLE_CASE and not self._causes(cause):
            self._resume(cause)

    def _resume(self, cause: Key) -> None:
        """All that a token waits for is undone."""
        if cause not in self.state.tokens:
            return
        if self.map.roles[cause[0]] is Role.UNDO:
            self.mark(MarkKind.SIGNALLED, cause[0])
            self._leave_throw(cause)
        else:
            self._leave_transaction(cause)

    def _leave_throw(self, key: Key) -> None:
        token = self.state.tokens.pop(key)
        leave = partial(self.machine.tokens.leave, key[0], token.scope, key)
        self.machine.soon(token.scope, key[0], leave)

    def _leave_transaction(self, host: Key) -> None:
        """A cancelled transaction is left by its cancel event; without one, its token ends."""
        token = self.state.tokens.pop(host)
        waits = self.state.waits.items()
        exits = [
            key
            for key, wait in waits
            if wait.host == host and self.map.events[key[0]] is EventKind.CANCEL
        ]
        self.machine.catching.disarm(host)
        self.mark(MarkKind.LEFT, host[0])
        for key in exits[:1]:
            leave = partial(self.machine.tokens.leave, key[0], token.scope, key)
            self.machine.soon(token.scope, key[0], leave)
        if not exits:
            self.machine.tokens.end(host[0], token.scope, host)
