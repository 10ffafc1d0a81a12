"""The world that a simulated case runs in: how fast its messages, stores and people are.

The figures are assumptions, the same for every model, and stand here in one place. They describe
a broker and a database in one region; an experiment compares models under them and claims nothing
about absolute times on somebody's hardware. All times are whole microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapreplace

__all__ = ["Servers", "World"]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Latencies and limits.

    ``hop``: one message over the broker. ``write``: one durable write. ``decision``: the
    orchestrator's CPU for one event; it decides for ``workers`` cases at a time. ``relay``: how
    long a row waits in an outbox until it is sent. ``redelivery``: how long a durable sender waits
    for an acknowledgement before it sends again, up to ``redeliveries`` times; then the message
    goes to the dead-letter queue. ``echo``: how long after a message its duplicate arrives.
    """

    hop: int = 5_000
    write: int = 5_000
    decision: int = 1_000
    workers: int = 16
    relay: int = 10_000
    redelivery: int = 5_000_000
    redeliveries: int = 10
    echo: int = 50_000


class Servers:
    """Equal servers with one first-come-first-served queue.

    Work that arrives finds the server that is free first, so that its end is known at its arrival.
    Arrivals must come in the order of time.
    """

    __slots__ = ("_free",)

    def __init__(self, count: int) -> None:
        self._free = [0] * max(1, count)

    def serve(self, at: int, service: int) -> int:
        """When work that arrives ``at`` and takes ``service`` ends."""
        begin = self._free[0]
        end = (at if at > begin else begin) + service
        heapreplace(self._free, end)
        return end

    def close_until(self, until: int) -> None:
        """No server begins anything new before ``until``."""
        # Raising all to at least one bound keeps the heap in order.
        self._free = [max(free, until) for free in self._free]
