"""What can happen to a case: the events that ``Machine.receive`` understands, in the past tense.

Nodes and flows are the integers of the compiled map. ``visit`` numbers the tokens sent to a node
within a case, from 1: a loop that comes back to a step is its second visit, and ``(node, visit)``
is the idempotency key of what the step does. ``attempt`` counts all tries of one visit, from 1.

No event carries a time: the machine's answers do not depend on the clock, so that a stored
history replays to the same state at any speed.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CaseStarted",
    "DeadlinePassed",
    "Event",
    "StepFailed",
    "StepRepeated",
    "StepSucceeded",
    "StepTimedOut",
    "StopHeard",
    "TimerFired",
    "TokenArrived",
    "TokenRepeated",
]


@dataclass(frozen=True, slots=True)
class CaseStarted:
    """A new case came in."""


@dataclass(frozen=True, slots=True)
class TokenArrived:
    """A token that crossed from one owner to another reached its node."""

    node: int
    flow: int
    visit: int


@dataclass(frozen=True, slots=True)
class TokenRepeated:
    """The same token arrived again, and no inbox held it back."""

    node: int
    flow: int
    visit: int


@dataclass(frozen=True, slots=True)
class StepSucceeded:
    """An attempt at a step (or at its undoing) was done and answered."""

    node: int
    visit: int
    attempt: int


@dataclass(frozen=True, slots=True)
class StepRepeated:
    """A step was done once more because its token had arrived again."""

    node: int
    visit: int


@dataclass(frozen=True, slots=True)
class StepFailed:
    """An attempt was answered with an error; ``permanent`` errors come back on every try."""

    node: int
    visit: int
    attempt: int
    permanent: bool


@dataclass(frozen=True, slots=True)
class StepTimedOut:
    """No answer came in time: whether the step was done is unknown."""

    node: int
    visit: int
    attempt: int


@dataclass(frozen=True, slots=True)
class DeadlinePassed:
    """A person did not answer in time."""

    node: int
    visit: int
    attempt: int


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A catch timer ran out, or the timer on the boundary of a step."""

    node: int
    visit: int


@dataclass(frozen=True, slots=True)
class StopHeard:
    """``owner`` learned that the case is over because of ``node``; with ``undo`` it takes back
    what it has done."""

    owner: int
    node: int
    undo: bool


type Event = (
    CaseStarted
    | TokenArrived
    | TokenRepeated
    | StepSucceeded
    | StepRepeated
    | StepFailed
    | StepTimedOut
    | DeadlinePassed
    | TimerFired
    | StopHeard
)
