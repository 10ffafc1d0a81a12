"""Bugs of work and its undoing: attempts, answers, effects, compensation."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.proof.planted.bug import Bug
from workflows.engine.core.compensation import Compensation
from workflows.engine.core.ledger import Ledger
from workflows.engine.core.lifecycle import Phase
from workflows.engine.core.steps import Steps

__all__ = ["BUGS"]

_ENOUGH = 9
"""Even a bug has to come to an end."""


def retry_without_limit(patch: pytest.MonkeyPatch) -> None:
    failed = Steps.failed

    def stubborn(self: Steps, event: Any) -> None:
        key = (event.node, event.visit)
        waited_for = self.machine.waits_for(event.node, event.visit, event.attempt)
        if waited_for and not event.permanent and event.attempt < _ENOUGH:
            self._try_again(key, event.attempt)
        else:
            failed(self, event)

    patch.setattr(Steps, "failed", stubborn)


def ignore_business_errors(patch: pytest.MonkeyPatch) -> None:
    failed = Steps.failed

    def undiscerning(self: Steps, event: Any) -> None:
        failed(self, replace(event, error="", permanent=False))

    patch.setattr(Steps, "failed", undiscerning)


def accept_a_late_answer(patch: pytest.MonkeyPatch) -> None:
    succeeded = Steps.succeeded

    def lenient(self: Steps, event: Any) -> None:
        activity = self.state.activities.get((event.node, event.visit))
        if activity is None or activity.phase is not Phase.TERMINATING:
            succeeded(self, event)
            return
        del self.state.activities[event.node, event.visit]
        origin = (event.node, event.visit)
        leave = partial(self.machine.tokens.leave, event.node, activity.scope, origin)
        self.machine.soon(activity.scope, event.node, leave)

    patch.setattr(Steps, "succeeded", lenient)


def undo_in_forward_order(patch: pytest.MonkeyPatch) -> None:
    in_scope = Compensation.done_in

    def turned_round(self: Compensation, *where: Any) -> Any:
        return list(reversed(in_scope(self, *where)))

    patch.setattr(Compensation, "done_in", turned_round)


def undo_twice(patch: pytest.MonkeyPatch) -> None:
    begin = Steps.begin_undo

    def doubly(self: Steps, key: Any) -> None:
        begin(self, key)
        self.perform(key, 1)

    patch.setattr(Steps, "begin_undo", doubly)


def undo_what_never_began(patch: pytest.MonkeyPatch) -> None:
    keep = Steps.withdraw

    def zealous(self: Steps, key: Any) -> None:
        self.state.activities[key].unknown = True
        self.state.activities[key].attempt = 0
        keep(self, key)

    patch.setattr(Steps, "withdraw", zealous)


def undo_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Compensation, "undo_case", lambda self: None)


def keep_what_came_late(patch: pytest.MonkeyPatch) -> None:
    def accepting(self: Compensation, key: Any) -> None:
        self.state.activities.pop(key, None)

    patch.setattr(Compensation, "take_back", accepting)


def forget_the_tombstone(patch: pytest.MonkeyPatch) -> None:
    undo = Ledger.undo

    def leaving_none(self: Ledger, key: Any, *, idempotent: bool) -> bool:
        found = undo(self, key, idempotent=idempotent)
        self.tombs.discard(key)
        return found

    patch.setattr(Ledger, "undo", leaving_none)


def ignore_the_key(patch: pytest.MonkeyPatch) -> None:
    do = Ledger.do
    patch.setattr(Ledger, "do", lambda self, key, *, idempotent: do(self, key, idempotent=False))


def ignore_the_key_of_an_undoing(patch: pytest.MonkeyPatch) -> None:
    undo = Ledger.undo
    patch.setattr(
        Ledger, "undo", lambda self, key, *, idempotent: undo(self, key, idempotent=False)
    )


def acknowledge_and_lose(patch: pytest.MonkeyPatch) -> None:
    do = Ledger.do

    def losing(self: Ledger, key: Any, *, idempotent: bool) -> bool:
        done = do(self, key, idempotent=idempotent)
        if len(self.done) > 1:
            del self.done[key]
        return done

    patch.setattr(Ledger, "do", losing)


BUGS = (
    Bug(
        "retry without limit",
        "a step is tried more often than its policy says",
        "failing",
        "tries",
        retry_without_limit,
    ),
    Bug(
        "ignore business errors",
        "an answer such as 'declined' is tried again",
        "failing",
        "business errors",
        ignore_business_errors,
    ),
    Bug(
        "accept a late answer",
        "a step that was interrupted goes on all the same",
        "boundary",
        "one way out",
        accept_a_late_answer,
    ),
    Bug(
        "compensate in forward order",
        "what was done first is undone first",
        "one owner",
        "undo order",
        undo_in_forward_order,
    ),
    Bug("undo twice", "each undoing is asked for twice", "order", "asked once", undo_twice),
    Bug(
        "undo what may not be done",
        "an interrupted step is undone before its answer is known",
        "boundary",
        "undone once done",
        undo_what_never_began,
    ),
    Bug(
        "undo nothing",
        "a failed case keeps what it has done",
        "order",
        "consistent",
        undo_nothing,
    ),
    Bug(
        "keep what came late",
        "what is done after an interruption is not taken back",
        "boundary",
        "no orphans",
        keep_what_came_late,
    ),
    Bug(
        "forget a tombstone",
        "what is undone before it was done is done all the same",
        "hasty",
        "consistent",
        forget_the_tombstone,
    ),
    Bug(
        "ignore an idempotency key",
        "a copy of a command does its work once more",
        "order, messages doubled",
        "one per key",
        ignore_the_key,
    ),
    Bug(
        "ignore the key of an undoing",
        "a copy of a command undoes once more",
        "order, messages doubled",
        "undone once",
        ignore_the_key_of_an_undoing,
    ),
    Bug(
        "acknowledge and lose",
        "a participant answers that it is done before its write, and loses it",
        "order",
        "acknowledged",
        acknowledge_and_lose,
    ),
)
