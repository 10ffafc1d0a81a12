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
    """Latencies and limits, in microseconds where nothing else is said."""

    # The network

    hop: int = 5_000
    """One message over the broker."""
    echo: int = 50_000
    """How long after a message its duplicate arrives."""
    overtaken: int = 1_000_000
    """How much later a message comes that others overtake."""
    partitions: int = 48
    """Partitions of a topic; a case keeps to one, and each is read in order."""

    # The orchestrator

    decision: int = 1_000
    """CPU for one event, on one of its workers."""
    workers: int = 16
    """Workers that decide at the same time."""
    write: int = 5_000
    """The durable write that follows a decision, to one shard of the store."""
    shards: int = 16
    """Shards of the store; a case keeps to one."""
    replay: int = 200
    """Rebuilding a case after a crash, for each event of its history."""
    heartbeat: int = 10_000_000
    """How soon it notices that whoever does a long step has crashed."""

    # The participants

    relay: int = 10_000
    """How long a row waits in an outbox until it is sent."""
    redelivery: int = 5_000_000
    """How long a durable sender waits for an acknowledgement before it sends again."""
    redeliveries: int = 10
    """How often it sends again before the message goes to the dead-letter topic."""
    poisonings: int = 3
    """How often a receiver fails at a message before it goes to the dead-letter topic."""


def serve(free: list[int], at: int, service: int) -> int:
    """When work that arrives ``at`` and takes ``service`` ends at the earliest free of equal
    servers, first come, first served. ``free`` is the heap of the times at which each is free;
    arrivals must come in the order of time.
    """
    begin = free[0]
    end = (at if at > begin else begin) + service
    heapreplace(free, end)
    return end
