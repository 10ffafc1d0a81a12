"""A step's requirements as integers: what the machine and a world look up for every attempt.

Times are whole microseconds. Working times follow a lognormal with the stated mean and 95th
percentile, laid down as 4,096 equally likely values, so that drawing one is a single look-up and
no platform's ``exp`` can move an experiment.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import exp, log, sqrt
from statistics import NormalDist

from workflows.definition.model import (
    Definition,
    Duration,
    Failure,
    Node,
    NodeKind,
    OnFailure,
    ParticipantKind,
    Requirements,
    Retry,
)
from workflows.engine.core.streams import threshold_of

__all__ = ["SECOND", "StepRules", "interval", "rules_for", "service_times"]

SECOND = 1_000_000
_SLOTS = 4096
_Z95 = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRules:
    """One step (or the undoing of one) as the engine runs it.

    ``participant`` is a number in the compiled map; ``undo`` the node that undoes this step, -1
    for none; ``undoes`` the step that this node undoes, -1 for a forward step. ``heeds_permanent``
    says that permanent errors are known as such and not retried. ``permanent`` and ``transient``
    are thresholds for draws, ``errors`` the codes of business errors with theirs, cumulative.
    """

    participant: int
    human: bool
    effect: bool
    idempotent: bool
    undo: int = -1
    undoes: int = -1
    service: tuple[int, ...]
    permanent: int
    transient: int
    errors: tuple[tuple[str, int], ...] = ()
    retry: Retry
    heeds_permanent: bool
    timeout: int | None
    on_failure: OnFailure
    deadline: int | None
    escalates: bool


def rules_for(
    definition: Definition, node: Node, participant: int, *, undo: int = -1, undoes: int = -1
) -> StepRules:
    """The rules of ``node``; with ``undoes``, of the node as it undoes that one step.

    Undoing is an effect of its own. It is safe to repeat unless the map says that it is not.
    """
    needs = node.requirements or Requirements()
    human = _is_human(definition, node)
    is_undo = undoes >= 0
    return StepRules(
        participant=participant,
        human=human,
        effect=needs.effect is not None or is_undo,
        idempotent=needs.effect.idempotent if needs.effect else True,
        undo=undo,
        undoes=undoes,
        service=service_times(needs.duration),
        permanent=threshold_of(needs.failure.permanent),
        transient=threshold_of(needs.failure.transient),
        errors=_errors(needs.failure),
        retry=needs.retry,
        heeds_permanent=bool(needs.retry.non_retryable),
        timeout=None if human else _micros(needs.timeout),
        on_failure=OnFailure.DEAD_LETTER if is_undo else needs.on_failure,
        deadline=_micros(needs.deadline) if human else None,
        escalates=bool(needs.escalation),
    )


def _errors(failure: Failure) -> tuple[tuple[str, int], ...]:
    codes = [code for code, _ in failure.errors]
    shares = accumulate(share for _, share in failure.errors)
    return tuple((code, threshold_of(share)) for code, share in zip(codes, shares, strict=True))


def _is_human(definition: Definition, node: Node) -> bool:
    participant = definition.participants_by_id.get(node.participant or "")
    by_people = participant is not None and participant.kind is ParticipantKind.HUMAN
    return by_people or node.kind is NodeKind.USER_TASK


def _micros(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * SECOND)


@lru_cache(maxsize=512)
def service_times(duration: Duration) -> tuple[int, ...]:
    """The 4,096 equally likely working times of a step, shortest first; their mean is the stated
    mean. A 95th percentile at or below the mean cannot be met: such a step always takes its mean.
    """
    mean = duration.mean * SECOND
    sigma = _sigma(duration)
    if sigma == 0.0:
        return (round(mean),) * _SLOTS
    normal = NormalDist()
    shape = [exp(sigma * normal.inv_cdf((slot + 0.5) / _SLOTS)) for slot in range(_SLOTS)]
    scale = mean * _SLOTS / sum(shape)
    return tuple(round(scale * value) for value in shape)


def _sigma(duration: Duration) -> float:
    """Solve p95 / mean = exp(z·sigma - sigma²/2); above the highest ratio that a lognormal can
    have, take the sigma of that ratio."""
    if duration.mean <= 0 or duration.p95 <= duration.mean:
        return 0.0
    slack = _Z95**2 - 2 * log(duration.p95 / duration.mean)
    return _Z95 - sqrt(slack) if slack > 0 else _Z95


def interval(retry: Retry, attempt: int) -> int:
    """Microseconds to wait after the failed ``attempt`` (1 is the first try), before jitter."""
    # An exponent past 64 doublings can only mean the longest interval; unbounded it overflows.
    grown = retry.initial_interval * retry.backoff ** min(attempt - 1, 64)
    return round(min(grown, retry.max_interval) * SECOND)
