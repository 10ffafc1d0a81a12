"""What a machine asks for: the commands that ``Machine.receive`` returns, in the imperative.

Nodes, flows, visits, attempts and scopes are counted as in ``workflows.engine.core.events``; delays
are whole microseconds from the moment the command is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflows.engine.core.events import Event

__all__ = [
    "AskPerson",
    "AwaitOutside",
    "Carry",
    "Command",
    "EndCase",
    "HaltCase",
    "ParkCase",
    "PerformStep",
    "RejectAnswer",
    "StartTimer",
    "Withdraw",
]


@dataclass(frozen=True, slots=True)
class PerformStep:
    """Have the step's participant try it after ``delay``, or, with ``spread``, after a time drawn
    evenly from 0 to ``delay``. ``again`` marks the work that a repeated token causes."""

    node: int
    visit: int
    attempt: int
    delay: int = 0
    spread: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The machine does not wait for this performance any more."""

    node: int
    visit: int


@dataclass(frozen=True, slots=True)
class Carry:
    """Carry ``event`` over the network from one owner to another; it concerns ``node``. ``again``
    marks a copy of something that was carried before."""

    owner: int
    to: int
    event: Event
    node: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Report ``TimerFired`` after ``delay``."""

    node: int
    visit: int
    delay: int


@dataclass(frozen=True, slots=True)
class AwaitOutside:
    """Report ``Triggered`` once what the node waits for comes from outside the map."""

    node: int
    visit: int


@dataclass(frozen=True, slots=True)
class ParkCase:
    """Put the case where somebody looks: the step has failed for good."""

    node: int


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Escalate the failed step to people, who decide outside the map."""

    node: int


@dataclass(frozen=True, slots=True)
class RejectAnswer:
    """Tell whoever answered that the answer came too late and changes nothing."""

    node: int
    visit: int


@dataclass(frozen=True, slots=True)
class HaltCase:
    """Give up a case that runs away: it has moved more often than any sound case does."""

    moves: int


@dataclass(frozen=True, slots=True)
class EndCase:
    """As far as the owner can see, the case is over."""


type Command = (
    PerformStep
    | Withdraw
    | Carry
    | StartTimer
    | AwaitOutside
    | ParkCase
    | AskPerson
    | RejectAnswer
    | HaltCase
    | EndCase
)
