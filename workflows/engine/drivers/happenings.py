"""Happenings: what can happen to a case at a moment, one shared object per kind of moment.

A happening is what the simulated queue holds beside a time and a case. "An answer to the second
attempt at `pay` arrives" is one object for all cases, so that a table of transitions can be keyed
by it, and so that everything that is the same for all cases is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, MutableSequence
from enum import IntEnum

from workflows.engine.core.events import CaseStarted, Event

__all__ = ["EVERY", "Happening", "Kind"]

_UNHEARD = CaseStarted()

EVERY: Container[int] = range(1 << 62)
"""A set of cases that holds them all."""


class Kind(IntEnum):
    """What sort of thing happens."""

    WORK = 0
    """An attempt at a step reaches whoever does it."""
    ANSWER = 1
    """The answer to an attempt reaches whoever waits for it."""
    CARRIED = 2
    """What one owner told another arrives."""
    FIRED = 3
    """A timer runs out, or what a case waits for comes from outside."""
    STARTED = 4
    """A case comes in."""
    OTHER = 5
    """Anything rare: ``act`` is called."""


class Happening:
    """One kind of moment.

    ``kind`` is a ``Kind`` as a plain integer; ``event`` what the machine hears of it, ``owner`` who
    hears it, ``node`` what it concerns and ``key`` what its luck is drawn by. ``delay`` is how long
    it travels, in microseconds, once it was sent by ``sender``; ``durable`` says that the sender
    keeps it until it is acknowledged, ``outbox`` and ``inbox`` how many durable writes its sending
    and its arrival take there. ``plain`` says that it may take the short cut where nothing is odd.

    Of work, ``answer`` is its success, ``remote`` says that it is done by command and ``pooled``
    that any free worker of the participant takes it. Of an answer, ``effect`` says that the ledger
    has to hear of it.

    ``odd`` are the cases, by place in their chunk, for which anything out of the ordinary is to
    be expected; ``service`` and ``spans`` are working times and times from arrival to end by case
    (``spans`` is -1 for cases to which it has not happened), ``queue`` the times at which those who
    do it are free. All are laid out per chunk.
    """

    __slots__ = (
        "act",
        "again",
        "answer",
        "attempt",
        "delay",
        "durable",
        "effect",
        "event",
        "inbox",
        "key",
        "kind",
        "node",
        "odd",
        "outbox",
        "owner",
        "participant",
        "plain",
        "pooled",
        "queue",
        "remote",
        "sender",
        "service",
        "spans",
        "visit",
    )

    def __init__(self, kind: Kind, node: int = -1, *, key: int = 0, owner: int = -1) -> None:
        self.kind = int(kind)
        self.node = node
        self.key = key
        self.owner = owner
        self.sender = owner
        self.event: Event = _UNHEARD
        self.visit = 0
        self.attempt = 0
        self.again = False
        self.delay = 0
        self.durable = False
        self.outbox = 0
        self.inbox = 0
        self.answer: Happening = self
        self.remote = False
        self.effect = False
        self.participant = -1
        self.pooled = False
        self.plain = kind not in {Kind.FIRED, Kind.OTHER}
        self.act: Callable[[int, int], None] = _unplanned
        self.odd: Container[int] = EVERY
        self.service: MutableSequence[int] = []
        self.spans: MutableSequence[int] = []
        self.queue: list[int] = []


def _unplanned(at: int, place: int) -> None:
    raise LookupError("nothing was planned for this moment")
