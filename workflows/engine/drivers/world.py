"""The world that a simulated case runs in: how fast its messages, stores and people are.

The figures are assumptions, the same for every model, and stand here in one place. They describe
a broker and a database in one region; an experiment compares models under them and claims nothing
about absolute times on somebody's hardware. All times are whole microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapreplace

__all__ = ["World", "serve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Latencies and limits.

    Network: ``hop`` is one message over the broker, ``echo`` how long after a message its
    duplicate arrives, ``overtaken`` how much later a message comes that others overtake. A topic
    has ``partitions``; a case keeps to one, and each is read in order.

    Orchestrator: ``decision`` is its CPU for one event, on one of ``workers``; ``write`` the
    durable write that follows, to one of ``shards`` of its store, which a case keeps to.
    ``replay`` is what rebuilding a case takes per event of its history. ``heartbeat`` is how soon
    it notices that whoever does a long step has crashed.

    Participants: ``relay`` is how long a row waits in an outbox until it is sent.
    ``redelivery`` is how long a durable sender waits for an acknowledgement before it sends again,
    up to ``redeliveries`` times, then the message goes to the dead-letter topic. A message that
    its receiver fails at goes through a retry topic ``poisonings`` times first.
    """

    hop: int = 5_000
    echo: int = 50_000
    overtaken: int = 1_000_000
    partitions: int = 48
    decision: int = 1_000
    workers: int = 16
    write: int = 5_000
    shards: int = 16
    replay: int = 200
    heartbeat: int = 10_000_000
    relay: int = 10_000
    redelivery: int = 5_000_000
    redeliveries: int = 10
    poisonings: int = 3


def serve(free: list[int], at: int, service: int) -> int:
    """When work that arrives ``at`` and takes ``service`` ends at the earliest free of equal
    servers, first come, first served. ``free`` is the heap of the times at which each is free;
    arrivals must come in the order of time.
    """
    begin = free[0]
    end = (at if at > begin else begin) + service
    heapreplace(free, end)
    return end
