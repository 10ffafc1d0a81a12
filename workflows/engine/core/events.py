"""What can happen to a case: the events that ``Machine.receive`` understands, in the past tense.

Nodes and flows are the integers of the compiled map. ``visit`` numbers the tokens sent to a node
within a case, from 1: a loop that comes back to a step is its second visit, and ``(node, visit)``
is the idempotency key of what the step does. ``attempt`` counts all tries of one visit, from 1.
``scope`` is the number of a scope instance within the case; 0 is the case itself.

No event carries a time: the machine's answers do not depend on the clock, so that a stored
history replays to the same state at any speed.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflows.definition.kinds import EventKind

__all__ = [
    "CaseStarted",
    "EndHeard",
    "Event",
    "NewsHeard",
    "StepFailed",
    "StepRepeated",
    "StepSucceeded",
    "StepTimedOut",
    "StopHeard",
    "ThrowHeard",
    "TimerFired",
    "TokenArrived",
    "TokenRepeated",
    "Triggered",
    "UndoAsked",
    "UndoFinished",
]


@dataclass(frozen=True, slots=True)
class CaseStarted:
    """A new case came in, by the given start node; -1: by every plain start of the map."""

    start: int = -1


@dataclass(frozen=True, slots=True)
class TokenArrived:
    """A token that crossed from one owner to another reached its node."""

    node: int
    flow: int
    visit: int
    scope: int = 0


@dataclass(frozen=True, slots=True)
class TokenRepeated:
    """The same token arrived again, and no inbox held it back."""

    node: int
    flow: int
    visit: int
    scope: int = 0


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
    """An attempt was answered with an error. ``permanent`` errors come back on every try;
    ``error`` is the code of a business error, which is no fault and is never retried."""

    node: int
    visit: int
    attempt: int
    permanent: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class StepTimedOut:
    """No answer came in time: whether the step was done is unknown."""

    node: int
    visit: int
    attempt: int


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer ran out that the machine had asked for under this node and visit; under a step, the
    person's deadline."""

    node: int
    visit: int


@dataclass(frozen=True, slots=True)
class Triggered:
    """What a waiting node waits for has happened outside the map: a message, a signal or a
    condition. ``visit`` is the one under which the machine waits."""

    node: int
    visit: int


@dataclass(frozen=True, slots=True)
class StopHeard:
    """``owner`` learned that ``scope`` is over because of ``node``; with ``undo`` it takes back
    what it has done there."""

    owner: int
    node: int
    undo: bool
    scope: int = 0


@dataclass(frozen=True, slots=True)
class EndHeard:
    """The owner of ``scope`` learned that a token ended there, at ``node``."""

    node: int
    visit: int
    scope: int


@dataclass(frozen=True, slots=True)
class ThrowHeard:
    """The owner of ``scope`` learned what was thrown at ``node``, somewhere inside the scope:
    what the node throws, or the error of a step. ``came`` is the scope it came out of. Scope 0: the
    owner of the step learned that nothing has caught it."""

    node: int
    visit: int
    scope: int
    came: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class NewsHeard:
    """``owner`` learned what happened at ``node``: a signal or a message was sent, or a step
    found out the value of a variable (conditional)."""

    owner: int
    node: int
    event: EventKind


@dataclass(frozen=True, slots=True)
class UndoAsked:
    """``owner`` was asked to take back what it has done in ``scope``, only at the activity
    ``only`` unless that is -1; the token at ``node`` waits for it."""

    owner: int
    node: int
    visit: int
    scope: int
    only: int = -1


@dataclass(frozen=True, slots=True)
class UndoFinished:
    """The owner of ``node`` learned that ``owner`` has taken back what the token there waits
    for."""

    owner: int
    node: int
    visit: int


type Event = (
    CaseStarted
    | TokenArrived
    | TokenRepeated
    | StepSucceeded
    | StepRepeated
    | StepFailed
    | StepTimedOut
    | TimerFired
    | Triggered
    | StopHeard
    | EndHeard
    | ThrowHeard
    | NewsHeard
    | UndoAsked
    | UndoFinished
)
