"""A chunk under way: the queue of what is to happen and what is known about each case."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush

import numpy as np

from workflows.engine.core.rules import SECOND
from workflows.engine.drivers.happenings import Happening, Kind
from workflows.engine.drivers.journal import Attempted
from workflows.engine.drivers.tally import Tally
from workflows.engine.drivers.transitions import Page, Rest

__all__ = ["Chunk", "Moment"]

type Moment = tuple[int, int, int, Happening]
"""When, in which order of planning, to which case (by its place in the chunk), and what."""


class Chunk:
    """Cases ``first`` … ``first + count - 1``, each named by its place in the chunk, from 0.

    The queue ``heap`` is ordered by time and then by ``sequence``, the order in which things were
    planned. ``pending`` counts what is still to happen to a case; at 0 it has come to rest.
    ``ended`` is when its owner said that it was over, -1 for not yet; ``history`` what happened to
    it since its state in ``bases``, kept only where it is ``remembered``, because a crash may ask
    for it; ``journal`` every attempt, in the order of arrival, where it is kept; ``silent`` has the
    cases in which a person does not answer, ``undelivered`` how many messages of a case lie in the
    dead-letter topic; ``versions`` says which version of the map a case follows. All times are
    microseconds.
    """

    __slots__ = (
        "bases",
        "count",
        "ended",
        "first",
        "heap",
        "history",
        "journal",
        "notes",
        "numbers",
        "outcomes",
        "pages",
        "pending",
        "remembered",
        "rests",
        "sequence",
        "silent",
        "started",
        "tally",
        "undelivered",
        "versions",
    )

    def __init__(
        self, first: int, started: list[int], rest: Rest, page: Page, *, remembered: bool
    ) -> None:
        count = len(started)
        self.first = first
        self.count = count
        self.numbers = np.arange(first, first + count, dtype=np.uint64)
        self.started = started
        self.ended = [-1] * count
        self.rests = [rest] * count
        self.bases = [rest] * count
        self.pages = [page] * count
        self.pending = [0] * count
        self.versions = [0] * count
        self.outcomes = [-1] * count
        self.remembered = remembered
        self.history: list[list[Happening]] = [[] for _ in range(count if remembered else 0)]
        self.journal: list[Attempted] = []
        self.notes: dict[int, list[str]] = {}
        self.silent: set[int] = set()
        self.undelivered: dict[int, int] = {}
        self.heap: list[Moment] = []
        self.sequence = 0
        self.tally = Tally(cases=count)

    def push(self, at: int, place: int, happening: Happening) -> None:
        """Plan that this happens; the case is not at rest before it has."""
        self.pending[place] += 1
        self.sequence += 1
        heappush(self.heap, (at, self.sequence, place, happening))

    def call(self, at: int, place: int, act: Callable[[int, int], None]) -> None:
        """Plan something rare: ``act`` is called with the time and the case."""
        happening = Happening(Kind.OTHER)
        happening.act = act
        self.push(at, place, happening)

    def note(self, at: int, place: int, text: str) -> None:
        """Remember an incident with the seconds since the case began."""
        seconds = (at - self.started[place]) / SECOND
        self.notes.setdefault(place, []).append(f"{seconds:.3f} s: {text}")
