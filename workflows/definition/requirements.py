"""What a step needs, one row of the requirement matrix: times in seconds, shares from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.definition.kinds import Consistency, Jitter, OnFailure, Side

__all__ = [
    "Duration",
    "Effect",
    "Failure",
    "Requirements",
    "Retry",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Working time of a step in seconds; a lognormal with this mean and 95th percentile."""

    mean: float = 0.2
    p95: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a step does to the world. ``compensation`` is the id of the step that undoes it."""

    idempotent: bool = False
    compensation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Shares of attempts that fail: transient (a retry may help), permanent (it never will).

    ``errors`` are business errors by code, each with its share of performances: an answer like
    "card declined", which is never retried and which an error event of that code catches.
    """

    transient: float = 0.0
    permanent: float = 0.0
    errors: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """``max_attempts`` counts all tries, the first included; intervals are seconds."""

    max_attempts: int = 3
    initial_interval: float = 1.0
    backoff: float = 2.0
    max_interval: float = 60.0
    jitter: Jitter = Jitter.FULL
    non_retryable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """One row of the requirement matrix.

    ``assumed`` names the columns (see ``workflows.definition.columns``) whose value is a default
    that nobody has stated or confirmed yet. ``deadline`` and ``escalation`` (a participant's id or
    free text) are for human steps. ``side`` pins the step for the hybrid model; None leaves it to
    the boundary rule.
    """

    consistency: Consistency = Consistency.EVENTUAL
    effect: Effect | None = None
    duration: Duration = field(default_factory=Duration)
    failure: Failure = field(default_factory=Failure)
    retry: Retry = field(default_factory=Retry)
    timeout: float | None = 30.0
    on_failure: OnFailure = OnFailure.DEAD_LETTER
    deadline: float | None = None
    escalation: str = ""
    side: Side | None = None
    assumed: frozenset[str] = frozenset()
