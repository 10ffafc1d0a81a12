"""What happens when a step fails for good, or a case runs away.

First the map's way out: an error event of the step or of a scope around it. Only where nothing
there catches the error, the step's ``on_failure`` rule.
"""

from __future__ import annotations

from workflows.definition.model import EventKind, OnFailure
from workflows.engine.core.commands import AskPerson, ParkCase
from workflows.engine.core.lifecycle import Change, Phase, after
from workflows.engine.core.part import Part
from workflows.engine.core.state import Activity, Key, Token

__all__ = ["Failure"]


class Failure(Part):
    """The ways out of a failure."""

    __slots__ = ()

    def give_up(self, key: Key, error: str = "") -> None:
        """A step has failed for good: by a business error, or, with an empty ``error``, because
        trying again is of no use. Only a catch-all catches the latter."""
        if self.map.rules[key[0]].undoes >= 0:
            self.park(key[0])
            self.machine.compensation.undo_failed(key)
            return
        activity = self.state.activities[key]
        activity.phase = after(activity.phase, Change.FAIL)
        self.machine.catching.disarm_deadline(key)
        if self.map.has_catcher(key[0], EventKind.ERROR, error):
            self.machine.throwing.raise_from_step(key, error)
        else:
            self.way_out(key)

    def nothing_caught(self, key: Key) -> None:
        """What was to catch a step's error does not wait any more."""
        if self.state.activities[key].phase is Phase.FAILING:
            self.way_out(key)

    def way_out(self, key: Key) -> None:
        """Nothing catches it: what the requirement matrix says."""
        node = key[0]
        activity = self.state.activities[key]
        match self.map.rules[node].on_failure:
            case OnFailure.CONTINUE:
                self._go_on(key)
            case OnFailure.COMPENSATE if not self._is_undoing(activity.scope):
                self.state.failed = True
                self.machine.stopping.stop_case(self.machine.owner, node, undo=True)
            case OnFailure.DEAD_LETTER | OnFailure.COMPENSATE:
                # Undoing that fails is not undone in its turn: somebody has to look at it.
                activity.phase = after(activity.phase, Change.GIVE_UP)
                self.park(node)
            case OnFailure.ESCALATE:
                activity.phase = after(activity.phase, Change.GIVE_UP)
                self.state.asked = True
                self.command(AskPerson(node))

    def _is_undoing(self, scope: int) -> bool:
        """Whether what runs in this scope undoes something."""
        scopes = self.state.scopes
        return any(scopes[here].undoes for here in self.state.around(scope) if here in scopes)

    def _go_on(self, key: Key) -> None:
        """As if the step were done. An attempt that timed out may have done it all the same."""
        activity = self.state.activities[key]
        late = activity.unknown and self.machine.steps.may_answer_late(key[0])
        self.machine.activities.finish(activity, key, undoable=activity.unknown and not late)
        if late:
            self.state.activities[key] = Activity(activity.scope, Phase.TERMINATING)

    def park(self, node: int) -> None:
        """Put the case where somebody looks."""
        self.state.parked = True
        self.command(ParkCase(node))

    def undecided(self, node: int, scope: int, origin: Key) -> None:
        """No flow out of a gateway holds and it has no default: its token stays where somebody
        looks (BPMN 2.0, 13.4.2)."""
        self.state.tokens[self.key_here(origin, node)] = Token(scope)
        self.park(node)

    def uncaught(self, node: int, scope: int, origin: Key) -> None:
        """Nothing catches a thrown error. BPMN leaves open what happens then (10.5.1): the token
        ends, and the case counts as failed."""
        self.state.failed = True
        self.machine.tokens.leave(node, scope, origin)
