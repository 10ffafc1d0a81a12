"""The simulated clock, queue and network: one heap, ordered by time and then by sequence."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, NamedTuple

from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.strikes import FaultTable
from workflows.engine.drivers.tally import Case, Tally
from workflows.engine.drivers.world import World

__all__ = ["Action", "Message", "Network", "Queue"]

type Action = Callable[[int, Case, Any], None]
"""What happens to a case at a time, with what it is about."""


class Queue:
    """What is still to happen. Ties are broken by the order in which things were planned."""

    __slots__ = ("_heap", "_sequence")

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Action, Case, Any]] = []
        self._sequence = 0

    def push(self, at: int, action: Action, case: Case, about: Any) -> None:
        """Plan ``action``; the case is not at rest before it has happened."""
        case.pending += 1
        self._sequence += 1
        heappush(self._heap, (at, self._sequence, action, case, about))

    def run(self, at_rest: Callable[[int, Case], None]) -> int:
        """Let everything happen; ``at_rest`` hears of each case with nothing left to come.

        Returns the time of the last happening.
        """
        heap, at = self._heap, 0
        while heap:
            at, _, action, case, about = heappop(heap)
            action(at, case, about)
            case.pending -= 1
            if not case.pending:
                at_rest(at, case)
        return at


class Message(NamedTuple):
    """One message under way: what it is ``about``, what its arrival and the arrival of a copy
    do, the ``node`` it concerns and the ``key`` that faults are drawn by. The sender of a
    ``durable`` message keeps it until it is acknowledged; ``sending`` counts its sendings."""

    about: Any
    arrive: Action
    arrive_again: Action
    node: int
    key: int
    durable: bool = False
    sending: int = 0


class Network:
    """Carries messages, loses them and doubles them as the faults say, and counts every one."""

    __slots__ = ("_doubles", "_faults", "_loses", "_names", "_queue", "_tally", "_world")

    def __init__(
        self,
        *,
        queue: Queue,
        faults: FaultTable,
        tally: Tally,
        world: World,
        names: tuple[str, ...],
    ) -> None:
        self._queue = queue
        self._faults = faults
        self._loses = faults.active[FaultKind.MESSAGE_LOST]
        self._doubles = faults.active[FaultKind.MESSAGE_DUPLICATED]
        self._tally = tally
        self._world = world
        self._names = names

    def send(self, at: int, case: Case, message: Message) -> bool:
        """Send once; False where the message gets lost on the way."""
        self._tally.sent += 1
        if self._loses and self._strikes(FaultKind.MESSAGE_LOST, case, message):
            self._lose(at, case, message)
            return False
        arrival = at + self._world.hop
        self._queue.push(arrival, message.arrive, case, message.about)
        if self._doubles and self._strikes(FaultKind.MESSAGE_DUPLICATED, case, message):
            self._double(arrival, case, message)
        return True

    def _strikes(self, kind: FaultKind, case: Case, message: Message) -> bool:
        # Each sending of a message meets luck of its own.
        key = message.key ^ message.sending << 56
        return self._faults.strikes(kind, message.node, case.number, key)

    def park(self) -> None:
        """Count a message that a participant puts into the dead-letter queue."""
        self._tally.sent += 1
        self._tally.dead_lettered += 1

    def _lose(self, at: int, case: Case, message: Message) -> None:
        self._tally.lost += 1
        self._tally.injected[FaultKind.MESSAGE_LOST.value] += 1
        case.note(at, f"a message about '{self._names[message.node]}' got lost")
        if message.durable:
            again = message._replace(sending=message.sending + 1)
            self._queue.push(at + self._world.redelivery, self._send_again, case, again)

    def _send_again(self, at: int, case: Case, message: Message) -> None:
        if message.sending <= self._world.redeliveries:
            self.send(at, case, message)
            return
        case.undelivered = True
        case.note(at, f"the message about '{self._names[message.node]}' is a dead letter")
        self.park()

    def _double(self, arrival: int, case: Case, message: Message) -> None:
        self._tally.sent += 1
        self._tally.injected[FaultKind.MESSAGE_DUPLICATED.value] += 1
        case.note(arrival, f"a message about '{self._names[message.node]}' came twice")
        self._queue.push(arrival + self._world.echo, message.arrive_again, case, message.about)
