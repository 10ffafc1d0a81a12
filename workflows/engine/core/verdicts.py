"""The verdict on a case that has come to rest, as one table read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from workflows.engine.core.ledger import Ledger
from workflows.engine.core.state import CaseState

__all__ = ["RULES", "CaseVerdict", "Rest", "verdict_of"]


class CaseVerdict(StrEnum):
    """How a case ended, best first.

    ``COMPLETED``: every effect exactly once. ``COMPENSATED``: every done effect undone once.
    ``WAITING``: a human has not answered and nothing is wrong yet. ``DEAD_LETTERED``: parked where
    somebody looks. ``STUCK``: silent. ``INCONSISTENT``: a lost, double or orphan effect.
    """

    COMPLETED = "completed"
    COMPENSATED = "compensated"
    WAITING = "waiting"
    DEAD_LETTERED = "dead_lettered"
    STUCK = "stuck"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class Rest:
    """A case to which nothing more will happen. ``silent_person`` says that somebody was asked
    and does not answer; ``undelivered`` that a message lies in a dead-letter queue."""

    state: CaseState
    ledger: Ledger
    silent_person: bool = False
    undelivered: bool = False

    @property
    def parked(self) -> bool:
        """Whether the case, or a message of it, lies where somebody looks."""
        return self.state.parked or self.undelivered

    @property
    def waits_for_people(self) -> bool:
        """Whether tokens are left and a person is to move them."""
        return self.state.live > 0 and (self.silent_person or self.state.asked)


RULES: tuple[tuple[str, Callable[[Rest], bool], CaseVerdict], ...] = (
    ("an effect happened twice", lambda r: bool(r.ledger.doubled), CaseVerdict.INCONSISTENT),
    ("an effect got lost", lambda r: bool(r.ledger.lost), CaseVerdict.INCONSISTENT),
    ("it ran away", lambda r: r.state.halted, CaseVerdict.STUCK),
    ("it lies where somebody looks", lambda r: r.parked, CaseVerdict.DEAD_LETTERED),
    (
        "it failed and an effect stands",
        lambda r: r.state.failed and bool(r.ledger.standing),
        CaseVerdict.INCONSISTENT,
    ),
    (
        "it failed and work is left open",
        lambda r: r.state.failed and bool(r.state.open),
        CaseVerdict.STUCK,
    ),
    ("it failed and all is undone", lambda r: r.state.failed, CaseVerdict.COMPENSATED),
    ("no token is left", lambda r: r.state.live <= 0, CaseVerdict.COMPLETED),
    ("a person has not answered", lambda r: r.waits_for_people, CaseVerdict.WAITING),
    ("tokens are left and nothing moves them", lambda r: True, CaseVerdict.STUCK),
)
"""Reason, condition, verdict; the first condition that holds decides."""


def verdict_of(rest: Rest) -> tuple[CaseVerdict, str]:
    """The verdict and the reason for it."""
    return next((verdict, why) for why, holds, verdict in RULES if holds(rest))
