"""Bugs of whoever carries, stores and counts: messages, inboxes, crashes, luck."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from tests.proof.planted.bug import Bug
from workflows.engine.drivers.delivery import Delivery
from workflows.engine.drivers.luck import Luck
from workflows.engine.drivers.owners import Owners
from workflows.engine.drivers.participants import Participants

__all__ = ["BUGS"]


def skip_the_inbox(patch: pytest.MonkeyPatch) -> None:
    copy = Owners._copy

    def let_through(self: Owners, at: int, place: int, message: Any) -> None:
        self._inbox = False
        copy(self, at, place, message)

    patch.setattr(Owners, "_copy", let_through)


def send_once(patch: pytest.MonkeyPatch) -> None:
    send = Delivery.send

    def carelessly(self: Delivery, *where: Any, durable: bool, **more: Any) -> bool:
        return send(self, *where, durable=False, **more)

    patch.setattr(Delivery, "send", carelessly)


def forget_the_redelivery(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Delivery, "_send_again", lambda self, at, place, **message: None)


def count_twice(patch: pytest.MonkeyPatch) -> None:
    arrive = Participants.arrive

    def counted_again(self: Participants, at: int, place: int, work: Any) -> None:
        self._tally.delivered += 1
        arrive(self, at, place, work)

    patch.setattr(Participants, "arrive", counted_again)


def lose_in_silence(patch: pytest.MonkeyPatch) -> None:
    lose = Delivery._lose

    def uncounted(self: Delivery, *where: Any, **more: Any) -> None:
        lose(self, *where, **more)
        self._tally.lost -= 1

    patch.setattr(Delivery, "_lose", uncounted)


def lose_without_a_fault(patch: pytest.MonkeyPatch) -> None:
    send = Delivery.send

    def leaking(self: Delivery, at: int, place: int, message: Any, **more: Any) -> bool:
        if place % 4 == 3 and message.delay:
            self._tally.sent += 1
            self._tally.lost += 1
            return False
        return send(self, at, place, message, **more)

    patch.setattr(Delivery, "send", leaking)


def drop_history(patch: pytest.MonkeyPatch) -> None:
    rebuild = Owners._rebuild

    def from_less(self: Owners, place: int, history: list[Any]) -> None:
        rebuild(self, place, history[:-1])

    patch.setattr(Owners, "_rebuild", from_less)


def write_and_never_send(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Owners, "_resend", lambda self, at, place, **acts: None)


def acknowledge_before_the_write(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Owners, "_redelivered", lambda self, at, place, **happening: None)


def forget_what_was_done(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Participants, "_come_back", lambda self, *where: None)


def draw_in_turn(patch: pytest.MonkeyPatch) -> None:
    turns = count()

    def in_turn(self: Luck, case: int, asked: Any) -> int:
        return next(turns) % len(self._compiled.chances[asked.node])

    patch.setattr(Luck, "_pick", in_turn)
    patch.setattr(Luck, "answer", lambda self, case, asked: in_turn(self, case, asked))


def forget_the_queue(patch: pytest.MonkeyPatch) -> None:
    account = Participants._account

    def without_queueing(self: Participants, *what: Any, **more: Any) -> None:
        account(self, *what, **more)
        self._tally.time["queueing"] += 1

    patch.setattr(Participants, "_account", without_queueing)


BUGS = (
    Bug(
        "skip the inbox check",
        "a participant handles an event again that it has handled",
        "order, messages doubled",
        "inbox",
        skip_the_inbox,
    ),
    Bug(
        "an outbox that sends once",
        "what gets lost on its way out of an outbox is not sent again",
        "order, messages lost",
        "not silent",
        send_once,
    ),
    Bug(
        "forget the redelivery",
        "the outbox notices the loss and does nothing about it",
        "order, messages lost",
        "not silent",
        forget_the_redelivery,
    ),
    Bug(
        "count a message twice",
        "the arrival of a command counts as two",
        "order",
        "accounted",
        count_twice,
    ),
    Bug(
        "lose in silence",
        "a lost message is not counted as lost",
        "order, messages lost",
        "accounted",
        lose_in_silence,
    ),
    Bug(
        "lose without a fault",
        "the network loses messages of its own accord",
        "order",
        "lost by fault",
        lose_without_a_fault,
    ),
    Bug(
        "drop history at recovery",
        "the orchestrator comes back without the last event of a case",
        "order, crash after a write",
        "replay",
        drop_history,
    ),
    Bug(
        "write, crash, and never send",
        "what was decided before a crash is not sent after it",
        "order, crash after a write",
        "crash",
        write_and_never_send,
    ),
    Bug(
        "acknowledge before the write",
        "an event that a crash kept from being written does not come again",
        "order, crash before a write",
        "crash",
        acknowledge_before_the_write,
    ),
    Bug(
        "forget what was done",
        "a participant that comes back does not look into its outbox",
        "order, participants crash",
        "not silent",
        forget_what_was_done,
    ),
    Bug(
        "draw in turn",
        "ways are drawn one after another instead of by what they decide",
        "decision",
        "same luck",
        draw_in_turn,
    ),
    Bug(
        "account for time that did not pass",
        "the long way adds to the time in queues, the short cut does not",
        "order",
        "short cut",
        forget_the_queue,
    ),
)
