"""Bugs of tokens: gateways, timers, events, loops, scopes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.proof.planted.bug import Bug
from workflows.engine.core.catching import Catching
from workflows.engine.core.gateways import Gateways
from workflows.engine.core.loops import Loops
from workflows.engine.core.marks import MarkKind
from workflows.engine.core.part import Part
from workflows.engine.core.state import CaseState
from workflows.engine.core.stopping import Stopping

__all__ = ["BUGS"]


def lose_a_join_token(patch: pytest.MonkeyPatch) -> None:
    join = Gateways.join

    def losing(self: Gateways, node: int, scope: int) -> None:
        held = self._held(node, scope)
        if len(held) > 1:
            del self.state.tokens[max(held.values())]
        join(self, node, scope)

    patch.setattr(Gateways, "join", losing)


def open_at_the_first_token(patch: pytest.MonkeyPatch) -> None:
    def eager(self: Gateways, node: int, scope: int) -> None:
        self._open(node, scope, self._held(node, scope))

    patch.setattr(Gateways, "join", eager)


def open_too_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Gateways, "_awaits", lambda self, node, scope, held: False)


def never_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Gateways, "_awaits", lambda self, node, scope, held: True)


def take_every_way(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Gateways, "_asked", lambda self, node, origin: self.map.outgoing[node])


def decide_by_owner(patch: pytest.MonkeyPatch) -> None:
    asked = Gateways._asked

    def elsewhere(self: Gateways, node: int, origin: Any) -> Any:
        return asked(self, node, (origin[0], origin[1] + self.machine.owner + 1))

    patch.setattr(Gateways, "_asked", elsewhere)


def count_the_second_visit_as_the_first(patch: pytest.MonkeyPatch) -> None:
    visit = Part.visit

    def forgetful(self: Part, node: int) -> int:
        number = visit(self, node)
        return 1 if number == 2 else number

    patch.setattr(Part, "visit", forgetful)


def double_a_timer(patch: pytest.MonkeyPatch) -> None:
    expect = Catching._expect

    def twice(self: Catching, key: Any) -> None:
        expect(self, key)
        expect(self, key)

    patch.setattr(Catching, "_expect", twice)


def leave_the_alarm_on(patch: pytest.MonkeyPatch) -> None:
    disarm = Catching.disarm

    def forgetful(self: Catching, host: Any) -> None:
        kept = {k: replace(w, host=None) for k, w in self.state.waits.items() if w.host == host}
        disarm(self, host)
        self.state.waits |= {key: replace(wait, host=host) for key, wait in kept.items()}

    def anyway(self: Catching, key: Any, wait: Any) -> None:
        del self.state.waits[key]
        self.mark(MarkKind.SIGNALLED, key[0])
        leave = partial(self.machine.tokens.leave, key[0], wait.scope, key)
        self.machine.soon(wait.scope, key[0], leave)

    patch.setattr(Catching, "disarm", forgetful)
    patch.setattr(Catching, "_at_boundary", anyway)


def let_all_events_win(patch: pytest.MonkeyPatch) -> None:
    def every_one(self: Catching, key: Any, wait: Any) -> None:
        self.mark(MarkKind.SIGNALLED, key[0])
        self.state.tokens.pop(wait.host or key, None)
        del self.state.waits[key]
        leave = partial(self.machine.tokens.leave, key[0], wait.scope, key)
        self.machine.soon(wait.scope, key[0], leave)

    patch.setattr(Catching, "_at_token", every_one)


def leave_a_token_behind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Stopping, "terminate", lambda self, scope: None)


def forget_enough(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Loops, "_is_enough", lambda self, node: False)


def store_without_visits(patch: pytest.MonkeyPatch) -> None:
    whole = CaseState.as_json

    def partly(self: CaseState) -> Any:
        return whole(replace(self, visits={}))

    patch.setattr(CaseState, "as_json", partly)


BUGS = (
    Bug(
        "lose a join token",
        "of two tokens at a join one vanishes",
        "parallel",
        "ends",
        lose_a_join_token,
    ),
    Bug(
        "a join that opens at its first token",
        "a parallel join does not wait",
        "parallel",
        "joins",
        open_at_the_first_token,
    ),
    Bug(
        "an inclusive join that opens too early",
        "it does not look for tokens that can still come",
        "inclusive",
        "inclusive joins",
        open_too_early,
    ),
    Bug(
        "an inclusive join that never opens",
        "it waits for tokens that cannot come",
        "inclusive",
        "ends",
        never_open,
    ),
    Bug(
        "take every way",
        "an exclusive decision sends a token over each flow",
        "decision",
        "ways",
        take_every_way,
    ),
    Bug(
        "decide by owner",
        "who decides is part of the luck, so that models differ",
        "decision",
        "same path",
        decide_by_owner,
    ),
    Bug(
        "reuse an idempotency key",
        "coming back to a step counts as the same performance",
        "circle",
        "asked once",
        count_the_second_visit_as_the_first,
    ),
    Bug("double a timer", "each timer is started twice", "race", "asked once", double_a_timer),
    Bug(
        "leave the alarm on",
        "a boundary timer is not withdrawn when its step is done",
        "boundary",
        "boundaries",
        leave_the_alarm_on,
    ),
    Bug(
        "let all events win",
        "behind an event-based gateway the others are not withdrawn",
        "race",
        "first event",
        let_all_events_win,
    ),
    Bug(
        "terminate and leave a token",
        "what runs beside a terminating end is not stopped",
        "terminated",
        "terminated",
        leave_a_token_behind,
    ),
    Bug(
        "forget the completion condition",
        "a loop goes on although enough is done",
        "rounds",
        "rounds",
        forget_enough,
    ),
    Bug(
        "store half a case",
        "how often nodes were visited is not stored",
        "circle",
        "restore",
        store_without_visits,
    ),
)
