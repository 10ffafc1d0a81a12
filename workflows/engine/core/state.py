"""The state of one case: everything that replaying its events gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["CaseState", "Key"]

type Key = tuple[int, int]
"""A node and a visit of it: one performance, and its idempotency key."""


@dataclass(slots=True)
class CaseState:
    """What is under way in a case, held by whoever owns the node it concerns.

    ``live`` counts the tokens that move, wait or are worked on. ``open`` gives the running attempt
    of each performance that is not settled, ``timers`` what is to fire yet. ``done`` lists
    performances that can be undone, in order of completion. ``stopped`` says per owner that it
    knows the case is over, and whether it undoes its work; ``undoing`` are the performances it has
    yet to take back, the next one last.
    """

    live: int = 0
    moves: int = 0
    visits: dict[int, int] = field(default_factory=dict)
    open: dict[Key, int] = field(default_factory=dict)
    timers: set[Key] = field(default_factory=set)
    done: list[Key] = field(default_factory=list)
    unknown: set[Key] = field(default_factory=set)
    interrupted: set[Key] = field(default_factory=set)
    escalated: set[Key] = field(default_factory=set)
    joins: dict[int, dict[int, int]] = field(default_factory=dict)
    tokens: dict[int, int] = field(default_factory=dict)
    stopped: dict[int, bool] = field(default_factory=dict)
    undoing: dict[int, list[Key]] = field(default_factory=dict)
    failed: bool = False
    parked: bool = False
    asked: bool = False
    halted: bool = False
    ended: bool = False
