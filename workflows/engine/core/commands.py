"""What a machine asks for: the commands that ``Machine.receive`` returns, in the imperative.

Nodes, flows, visits and attempts are counted as in ``workflows.engine.core.events``; delays are
whole microseconds from the moment the command is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AskPerson",
    "Command",
    "EndCase",
    "HaltCase",
    "MoveToken",
    "ParkCase",
    "PerformStep",
    "StartTimer",
    "TellStop",
]


@dataclass(frozen=True, slots=True)
class PerformStep:
    """Have the step's participant try it after ``delay``. ``again`` marks the work that a
    repeated token causes."""

    node: int
    visit: int
    attempt: int
    delay: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class MoveToken:
    """Carry a token from ``owner`` over the network to the owner of ``node``."""

    owner: int
    node: int
    flow: int
    visit: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Report ``TimerFired`` after ``delay``."""

    node: int
    visit: int
    delay: int


@dataclass(frozen=True, slots=True)
class TellStop:
    """Tell ``listener`` that the case is over because of ``node``, which ``owner`` saw."""

    owner: int
    listener: int
    node: int
    undo: bool


@dataclass(frozen=True, slots=True)
class ParkCase:
    """Put the case where somebody looks: the step has failed for good."""

    node: int


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Escalate the failed step to people, who decide outside the map."""

    node: int


@dataclass(frozen=True, slots=True)
class HaltCase:
    """Give up a case that runs away: it has moved more often than any sound case does."""

    moves: int


@dataclass(frozen=True, slots=True)
class EndCase:
    """As far as the owner can see, the case is over."""


type Command = (
    PerformStep | MoveToken | StartTimer | TellStop | ParkCase | AskPerson | HaltCase | EndCase
)
