"""Steps: who is asked to do them, and what their answers mean."""

from __future__ import annotations

from functools import partial

from workflows.definition.model import Jitter, NodeKind
from workflows.engine.core.commands import PerformStep, RejectAnswer, StartTimer, Withdraw
from workflows.engine.core.events import StepFailed, StepSucceeded, StepTimedOut
from workflows.engine.core.lifecycle import Change, Phase, after
from workflows.engine.core.part import Part
from workflows.engine.core.rules import interval
from workflows.engine.core.state import CASE, Activity, Key, Wait

__all__ = ["Steps"]


class Steps(Part):
    """Has steps done and takes their answers. An answer counts for a performance whatever its
    attempt; a failure only for the attempt under way."""

    __slots__ = ()

    def begin(self, key: Key, scope: int, loop: int = 0) -> None:
        """Have a step done; one that receives what somebody in the map sends waits for it, unless
        it has to ask for it first."""
        activity = Activity(scope, loop=loop)
        activity.phase = after(activity.phase, Change.BEGIN)
        self.state.activities[key] = activity
        if key[0] in self.map.senders and key[0] not in self.map.asking:
            self.machine.catching.arm(key[0], scope, key, visit=key[1])
        else:
            self._work(key, scope)

    def told(self, key: Key) -> None:
        """The message came that a step waited for. A receive task is nothing else (13.3.3); of
        another step it is what it needs for its work, or the answer to what its work has sent."""
        activity = self.state.activities[key]
        if self.map.kinds[key[0]] is NodeKind.RECEIVE_TASK:
            self.done(key)
        elif key[0] in self.map.asking:
            self._finish(key)
        else:
            del self.state.waits[key]
            self._work(key, activity.scope)

    def _work(self, key: Key, scope: int) -> None:
        self.perform(key, 1)
        self._set_deadline(key, scope)

    def begin_undo(self, key: Key) -> None:
        """Have something undone: ``key`` is an undo node and the visit that it undoes."""
        self.state.activities[key] = Activity(CASE, Phase.ACTIVE)
        self.perform(key, 1)
        self._set_deadline(key, CASE)

    def perform(self, key: Key, attempt: int, delay: int = 0, *, spread: bool = False) -> None:
        """Ask for an attempt."""
        self.state.activities[key].attempt = attempt
        self.command(PerformStep(*key, attempt, delay, spread))

    def _set_deadline(self, key: Key, scope: int) -> None:
        deadline = self.map.rules[key[0]].deadline
        if deadline is not None:
            self.state.waits[key] = Wait(scope, key)
            self.command(StartTimer(*key, deadline))

    # Answers

    def succeeded(self, event: StepSucceeded) -> None:
        """An answer came; where nobody waits for it, it is rejected, and what was done too late
        is taken back."""
        key = (event.node, event.visit)
        activity = self.state.activities.get(key)
        if activity is None:
            self.command(RejectAnswer(*key))
        elif activity.phase not in {Phase.ACTIVE, Phase.TERMINATING}:
            activity.unknown = activity.unknown or activity.phase in {Phase.FAILING, Phase.FAILED}
            self.command(RejectAnswer(*key))
        elif activity.phase is Phase.TERMINATING:
            self.command(RejectAnswer(*key))
            self.machine.catching.disarm(key)
            self.machine.compensation.take_back(key)
        elif self.map.rules[event.node].undoes >= 0:
            self.machine.compensation.undone(key)
        else:
            self.done(key)

    def done(self, key: Key) -> None:
        """The work of a step is done; one that asks waits for the answer."""
        activity = self.state.activities[key]
        activity.attempt = 0
        self.machine.catching.learn(key[0])
        if key[0] in self.map.asking:
            self.state.waits.pop(key, None)
            self.machine.throwing.send_messages(key[0], activity.scope)
            arm = partial(self._await_answer, key, activity.scope)
            self.machine.soon(activity.scope, key[0], arm)
        else:
            self._finish(key)

    def _await_answer(self, key: Key, scope: int) -> None:
        if key in self.state.tokens:
            self.machine.catching.arm(key[0], scope, key, visit=key[1])

    def _finish(self, key: Key) -> None:
        self.machine.catching.disarm(key)
        self.machine.activities.finish(self.state.activities[key], key)

    def failed(self, event: StepFailed) -> None:
        """An attempt failed: try again, or give up. Business errors are never tried again."""
        key = (event.node, event.visit)
        if not self.machine.waits_for(event.node, event.visit, event.attempt):
            return
        rules = self.map.rules[event.node]
        hopeless = bool(event.error) or (event.permanent and rules.heeds_permanent)
        if self.state.activities[key].phase is Phase.TERMINATING:
            self._settle(key)
        elif hopeless or event.attempt >= rules.retry.max_attempts:
            self.machine.failure.give_up(key, event.error)
        else:
            self._try_again(key, event.attempt)

    def timed_out(self, event: StepTimedOut) -> None:
        """No answer came: the step may have been done or not."""
        key = (event.node, event.visit)
        if not self.machine.waits_for(event.node, event.visit, event.attempt):
            return
        activity = self.state.activities[key]
        activity.unknown = True
        if activity.phase is Phase.TERMINATING:
            self._settle(key)
        elif event.attempt >= self.map.rules[event.node].retry.max_attempts:
            self.machine.failure.give_up(key)
        else:
            self._try_again(key, event.attempt)

    def _try_again(self, key: Key, attempt: int) -> None:
        retry = self.map.rules[key[0]].retry
        spread = retry.jitter is Jitter.FULL
        self.perform(key, attempt + 1, interval(retry, attempt), spread=spread)

    def deadline_passed(self, key: Key) -> None:
        """A person did not answer in time: the one named for escalation is asked, once."""
        activity = self.state.activities.get(key)
        if activity is not None and activity.phase is Phase.TERMINATING:
            self.machine.compensation.take_back(key)
        if activity is None or activity.phase is not Phase.ACTIVE:
            return
        # The person may have done it, or may do it yet.
        activity.unknown = True
        if self.map.rules[key[0]].escalates and not activity.escalated:
            activity.escalated = True
            self.perform(key, activity.attempt + 1)
            self._set_deadline(key, activity.scope)
        else:
            self.machine.failure.give_up(key)

    # Interruption

    def withdraw(self, key: Key) -> None:
        """Nobody waits for this step any more. Where it can be undone, its answer still matters:
        what is done too late is taken back."""
        activity = self.state.activities[key]
        rules = self.map.rules[key[0]]
        awaited = activity.phase is Phase.ACTIVE and activity.attempt > 0
        due = key in self.state.waits
        self.machine.catching.disarm(key)
        if awaited and (rules.human or rules.undo < 0):
            self.command(Withdraw(*key))
        if rules.undo < 0 or not (awaited or activity.unknown):
            del self.state.activities[key]
            return
        activity.phase = after(activity.phase, Change.INTERRUPT)
        if rules.human:
            self._withdraw_from_person(key, due=due)
        elif not awaited:
            self._settle(key)

    def _withdraw_from_person(self, key: Key, *, due: bool) -> None:
        """A person may have done the work, do it yet, or never. What may come after it was undone
        is awaited; else it is undone once the deadline, where one is still to come, is over."""
        self.state.activities[key].attempt = 0
        if self.may_answer_late(key[0]):
            return
        if due:
            self.state.waits[key] = Wait(CASE, key)
        else:
            self.machine.compensation.take_back(key)

    def may_answer_late(self, node: int) -> bool:
        """Whether what is to be taken back may still come, and could not be kept from happening
        by undoing it before: only with an idempotency key an undoing is remembered."""
        rules = self.map.rules[node]
        return rules.human and rules.undo >= 0 and not rules.idempotent

    def _settle(self, key: Key) -> None:
        """It is known, as far as it can be, what became of a step that was interrupted."""
        if self.state.activities[key].unknown:
            self.machine.compensation.take_back(key)
        else:
            del self.state.activities[key]
