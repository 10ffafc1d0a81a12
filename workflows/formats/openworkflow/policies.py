"""What a task says of its tries and its time, as requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.definition.model import Jitter, Retry
from workflows.formats.openworkflow.times import seconds_of

__all__ = ["Policy", "at", "policy_of"]

_MOST_TRIES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """``timeout`` in seconds, None for none; ``assumed`` lists what the task gives no number
    for."""

    retry: Retry
    timeout: float | None
    assumed: tuple[str, ...] = ()


def at(data: Any, *keys: str) -> Any:
    """What stands under a chain of keys; None where something else stands on the way."""
    for key in keys:
        if not isinstance(data, Mapping):
            return None
        data = data.get(key)
    return data


def policy_of(task: Mapping[str, Any], reusable: Mapping[str, Any]) -> Policy:
    """The tries and the time of a task; ``reusable`` is the workflow's ``use``, whose retries and
    timeouts a task may name."""
    inner = _only(task.get("try")) or task
    limit = _named(inner.get("timeout") or task.get("timeout"), reusable, "timeouts")
    timeout = seconds_of(at(limit, "after"))
    again = _named(at(task, "catch", "retry"), reusable, "retries")
    if not isinstance(again, Mapping):
        return Policy(retry=Retry(max_attempts=1), timeout=timeout)
    return Policy(retry=_retry(again), timeout=timeout, assumed=_assumed(again))


def _only(items: Any) -> Mapping[str, Any] | None:
    """The one task of a list; None where there are several."""
    if isinstance(items, list) and len(items) == 1 and isinstance(items[0], Mapping):
        found = next(iter(items[0].values()), None)
        return found if isinstance(found, Mapping) else None
    return None


def _named(value: Any, reusable: Mapping[str, Any], kind: str) -> Any:
    return at(reusable, kind, value) if isinstance(value, str) else value


def _retry(policy: Mapping[str, Any]) -> Retry:
    blank = Retry()
    count = at(policy, "limit", "attempt", "count")
    counted = isinstance(count, int) and not isinstance(count, bool) and count >= 0
    delay = seconds_of(policy.get("delay"))
    grows = isinstance(at(policy, "backoff", "exponential"), Mapping)
    jitter = isinstance(policy.get("jitter"), Mapping)
    return Retry(
        max_attempts=min(int(count) + 1, _MOST_TRIES) if counted else blank.max_attempts,
        initial_interval=0.0 if delay is None else delay,
        backoff=2.0 if grows else 1.0,
        jitter=Jitter.FULL if jitter else Jitter.NONE,
    )


def _assumed(policy: Mapping[str, Any]) -> tuple[str, ...]:
    limited = isinstance(at(policy, "limit", "attempt", "count"), int)
    linear = isinstance(at(policy, "backoff", "linear"), Mapping)
    found = [] if limited else ["no limit of its tries, of which three are assumed"]
    if linear:
        found.append("pauses that grow evenly, read as pauses of one length")
    return tuple(found)
