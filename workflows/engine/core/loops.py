"""Activities that repeat: standard loops, and several instances at once or one after another
(BPMN 2.0, 13.3.6 and 13.3.7).

The token rests at the activity under one visit; each instance is a further visit of it, so that
its effects have keys of their own.
"""

from __future__ import annotations

from workflows.definition.model import LoopKind
from workflows.engine.core.lifecycle import Change, Phase, after
from workflows.engine.core.part import Part
from workflows.engine.core.questions import Question, QuestionKind
from workflows.engine.core.state import Activity, Key

__all__ = ["Loops"]

_UNDER_WAY = frozenset({Phase.ACTIVE, Phase.FAILING, Phase.FAILED})


class Loops(Part):
    """Begins the rounds of a repeating activity and sees when enough is done. ``key`` is that of
    its token."""

    __slots__ = ()

    def begin(self, key: Key) -> None:
        """A token came to an activity that repeats."""
        activity = Activity(self.state.tokens[key].scope)
        activity.phase = after(activity.phase, Change.BEGIN)
        self.state.activities[key] = activity
        rules = self.map.loops[key[0]]
        if rules.count < 1 or (rules.test_before and not self._goes_on(key)):
            self._complete(key)
            return
        rounds = rules.count if rules.kind is LoopKind.PARALLEL else 1
        for _ in range(rounds):
            self._begin_round(key)

    def _begin_round(self, key: Key) -> None:
        activity = self.state.activities[key]
        activity.rounds += 1
        instance = (key[0], self.visit(key[0]))
        self.machine.activities.begin(instance, activity.scope, loop=key[1])

    def round_done(self, key: Key) -> None:
        """An instance is done: begin another, or go on."""
        if key not in self.state.activities:
            return
        rules = self.map.loops[key[0]]
        begun = self.state.activities[key].rounds
        if rules.kind is LoopKind.PARALLEL:
            self._one_of_several_done(key)
        elif begun < rules.count and self._goes_on(key):
            self._begin_round(key)
        else:
            self._complete(key)

    def _one_of_several_done(self, key: Key) -> None:
        left = self.instances(key)
        if left and not self._is_enough(key[0]):
            return
        for instance in left:
            self.machine.activities.withdraw(instance)
        self._complete(key)

    def _goes_on(self, key: Key) -> bool:
        rules = self.map.loops[key[0]]
        if rules.kind is LoopKind.SEQUENTIAL:
            return not self._is_enough(key[0])
        if rules.test >= 0:
            return self.machine.holds(key[0], rules.test)
        rounds = self.state.activities[key].rounds
        return bool(self.machine.ask(Question(QuestionKind.AGAIN, *key, rounds)))

    def _is_enough(self, node: int) -> bool:
        """Whether the completion condition holds (13.3.7)."""
        test = self.map.loops[node].test
        return test >= 0 and self.machine.holds(node, test)

    def _complete(self, key: Key) -> None:
        del self.state.activities[key]
        self.machine.activities.complete(key)

    def instances(self, key: Key) -> list[Key]:
        """The instances under way."""
        node, visit = key
        steps = [
            other
            for other, activity in self.state.activities.items()
            if other[0] == node and activity.loop == visit and activity.phase in _UNDER_WAY
        ]
        scopes = [
            (node, scope.visit)
            for scope in self.state.scopes.values()
            if scope.node == node and scope.loop == visit and scope.phase is Phase.ACTIVE
        ]
        return sorted([*steps, *scopes])
