"""Retriers and ``Retry``: ``MaxAttempts`` counts retries, ``max_attempts`` counts all tries.

States Language, "Retrying after error"; the defaults are those of its table. A state may have
several retriers, a step has one rule: the widest of them, with the errors that are never retried.
"""

from __future__ import annotations

from typing import Any

from workflows.definition.cells import MAX_TRIES
from workflows.definition.kinds import Jitter
from workflows.definition.requirements import Failure, Retry
from workflows.formats.asl.intake import LONGEST_SECONDS

__all__ = ["ALL", "TASK_FAILED", "TIMEOUT", "codes_of", "main_retrier", "retriers_from", "retry_of"]

ALL, TASK_FAILED, TIMEOUT = "States.ALL", "States.TaskFailed", "States.Timeout"

type Retrier = dict[str, Any]

_RETRIES, _INTERVAL, _BACKOFF = 3, 1, 2.0


def retry_of(retriers: object) -> Retry:
    """The rule that a state's ``Retry`` comes to; one try where it has none."""
    listed = _listed(retriers)
    never = [code for one in listed if _retries(one) == 0 for code in codes_of(one)]
    non_retryable = tuple(dict.fromkeys(never))
    main = main_retrier(listed)
    if main is None:
        return Retry(max_attempts=1, non_retryable=non_retryable)
    interval = _number(main, "IntervalSeconds", _INTERVAL, least=0)
    backoff = _number(main, "BackoffRate", _BACKOFF, least=1)
    tries = min(_retries(main) + 1, MAX_TRIES)
    longest = _longest(interval, backoff, tries)
    full = str(main.get("JitterStrategy", "")).upper() == "FULL"
    return Retry(
        max_attempts=tries,
        initial_interval=interval,
        backoff=backoff,
        max_interval=_number(main, "MaxDelaySeconds", longest, least=0),
        jitter=Jitter.FULL if full else Jitter.NONE,
        non_retryable=non_retryable,
    )


def main_retrier(retriers: object) -> Retrier | None:
    """The retrier that catches most: for all errors, for failed tasks, else the first."""
    trying = [one for one in _listed(retriers) if _retries(one) > 0]
    for wanted in (ALL, TASK_FAILED):
        for one in trying:
            if wanted in codes_of(one):
                return one
    return trying[0] if trying else None


def retriers_from(retry: Retry, failure: Failure, original: object) -> list[Retrier]:
    """The retriers that say this rule: the original ones where they still do."""
    listed = _listed(original)
    if retry_of(listed) == retry and (listed or not failure.errors):
        return listed
    main = main_retrier(listed)
    never = [*retry.non_retryable, *(code for code, _ in failure.errors)]
    kept = [one for one in listed if one is not main and _retries(one) > 0]
    found = [{"ErrorEquals": list(dict.fromkeys(never)), "MaxAttempts": 0}] if never else []
    if retry.max_attempts > 1:
        kept.insert(listed.index(main) if main in kept else len(kept), _retrier(retry, main or {}))
    return [*found, *sorted(kept, key=lambda one: ALL in codes_of(one))]


def _retrier(retry: Retry, original: Retrier) -> Retrier:
    interval = max(1, round(retry.initial_interval))
    longest = _longest(interval, retry.backoff, retry.max_attempts)
    found = {**original, "ErrorEquals": codes_of(original) or [ALL], "IntervalSeconds": interval}
    found["MaxAttempts"] = retry.max_attempts - 1
    found["BackoffRate"] = _plain(retry.backoff)
    for key, value, said in (
        ("MaxDelaySeconds", max(interval + 1, round(retry.max_interval)), _caps(retry, longest)),
        ("JitterStrategy", "FULL", retry.jitter is Jitter.FULL),
    ):
        found.pop(key, None)
        if said:
            found[key] = value
    return found


def _caps(retry: Retry, longest: float) -> bool:
    return retry.max_interval < longest


def _longest(interval: float, backoff: float, tries: int) -> float:
    """The longest wait that such a rule comes to."""
    longest = interval
    for _ in range(tries - 2):
        longest *= backoff
        if longest >= LONGEST_SECONDS or backoff == 1:
            break
    return min(longest, float(LONGEST_SECONDS))


def _listed(retriers: object) -> list[Retrier]:
    if not isinstance(retriers, list):
        return []
    return [one for one in retriers if isinstance(one, dict)]


def codes_of(retrier: Retrier) -> list[str]:
    """The errors that a retrier or catcher is for."""
    codes = retrier.get("ErrorEquals")
    return [one for one in codes if isinstance(one, str)] if isinstance(codes, list) else []


def _retries(retrier: Retrier) -> int:
    return int(_number(retrier, "MaxAttempts", _RETRIES, least=0))


def _number(retrier: Retrier, key: str, otherwise: float, *, least: float) -> float:
    value = retrier.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return float(otherwise)
    return float(min(max(value, least), LONGEST_SECONDS))


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number
