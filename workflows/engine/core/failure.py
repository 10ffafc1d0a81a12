"""What happens when a step fails for good: retries first, then the map's way out.

The way out is the error boundary of the step where it has one; otherwise its ``on_failure`` rule.
Compensation takes back what an owner has done, one performance at a time, in reverse order of
completion (BPMN 2.0 clause 13.5.5). Other owners hear of it and undo their own work the same way.
"""

from __future__ import annotations

from workflows.definition.model import OnFailure
from workflows.engine.core.commands import (
    AskPerson,
    Command,
    EndCase,
    ParkCase,
    PerformStep,
    TellStop,
)
from workflows.engine.core.compiled import CompiledMap
from workflows.engine.core.rules import interval
from workflows.engine.core.state import CaseState, Key
from workflows.engine.core.streams import draw, key_of

__all__ = ["FailureRules"]


class FailureRules:
    """The half of the machine that deals with failure; ``Machine`` is the other half."""

    __slots__ = ("_case", "_jitter", "_listeners", "_map", "_out", "_owners", "_paths", "state")

    _case: int
    _jitter: int
    _listeners: tuple[tuple[int, ...], ...]
    _map: CompiledMap
    _out: list[Command]
    _owners: tuple[int, ...]
    _paths: int
    state: CaseState

    def _leave(self, node: int, visit: int) -> None:
        raise NotImplementedError

    def _exit(self, host: int, boundary: int, visit: int) -> None:
        raise NotImplementedError

    def _perform(self, key: Key, attempt: int, delay: int) -> None:
        self.state.open[key] = attempt
        self._out.append(PerformStep(*key, attempt, delay))

    def _try_again(self, key: Key, attempt: int) -> bool:
        """Ask for the next attempt; False where there is none."""
        node, visit = key
        rules = self._map.rules[node]
        over = rules.undoes < 0 and self._owners[node] in self.state.stopped
        if over or attempt >= rules.retry.max_attempts:
            return False
        luck = draw(self._jitter, self._case, key_of(node, visit, attempt))
        self._perform(key, attempt + 1, interval(rules.retry, attempt, luck))
        return True

    def _give_up(self, key: Key) -> None:
        node, visit = key
        del self.state.open[key]
        owner = self._owners[node]
        if self._map.rules[node].undoes >= 0:
            self._park(node)
            self._undo_next(owner)
        elif owner in self.state.stopped:
            self._close(key)
        elif self._map.error_exits[node] >= 0:
            self.state.interrupted.add(key)
            self._exit(node, self._map.error_exits[node], visit)
        else:
            self._way_out(key, owner)

    def _way_out(self, key: Key, owner: int) -> None:
        node, visit = key
        match self._map.rules[node].on_failure:
            case OnFailure.CONTINUE:
                self._leave(node, visit)
            case OnFailure.DEAD_LETTER:
                self._park(node)
            case OnFailure.ESCALATE:
                self.state.asked = True
                self._out.append(AskPerson(node))
            case OnFailure.COMPENSATE:
                self.state.failed = True
                if key in self.state.unknown and self._map.rules[node].undo >= 0:
                    self.state.done.append(key)
                self._stop(owner, node, undo=True)

    def _park(self, node: int) -> None:
        self.state.parked = True
        self._out.append(ParkCase(node))

    def _stop(self, owner: int, node: int, *, undo: bool, tell: bool = True) -> None:
        """``owner`` knows that the case is over: it starts nothing new, withdraws what people
        have not answered and, with ``undo``, takes back what it has done."""
        state = self.state
        if owner in state.stopped:
            return
        state.stopped[owner] = undo
        if undo:
            mine = [key for key in state.done if self._owners[key[0]] == owner]
            state.undoing.setdefault(owner, []).extend(mine)
        for key in [k for k in state.open if self._owners[k[0]] == owner]:
            if self._map.rules[key[0]].human:
                del state.open[key]
        if tell:
            for listener in self._listeners[node]:
                if listener == owner:
                    continue
                self._out.append(TellStop(owner, listener, node, undo))
        self._undo_next(owner)

    def _undo_next(self, owner: int) -> None:
        """Undo the owner's latest performance, unless it is busy undoing one already."""
        state = self.state
        mine = [k[0] for k in state.open if self._owners[k[0]] == owner]
        if any(self._map.rules[node].undoes >= 0 for node in mine):
            return
        stack = state.undoing.get(owner)
        if stack:
            node, visit = stack.pop()
            self._perform((self._map.rules[node].undo, visit), 1, 0)
        elif not mine:
            self._out.append(EndCase())

    def _undone(self, node: int) -> None:
        self._undo_next(self._owners[node])

    def _take_back(self, key: Key) -> None:
        """A step was done although its owner knows that the case is over."""
        owner = self._owners[key[0]]
        if self._map.rules[key[0]].undo >= 0:
            self.state.undoing.setdefault(owner, []).append(key)
        self._undo_next(owner)

    def _close(self, key: Key) -> None:
        """A step failed after the case was over; what may have been done is taken back."""
        if key in self.state.unknown:
            self._take_back(key)
        else:
            self._undo_next(self._owners[key[0]])

    def _late(self, key: Key) -> None:
        """An answer that nobody waits for: where the step had been interrupted, undo it."""
        if key in self.state.interrupted:
            self.state.interrupted.discard(key)
            self._take_back(key)
