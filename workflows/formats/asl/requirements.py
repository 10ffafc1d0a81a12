"""What a Task state says about its step's requirements; the rest stays assumed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workflows.definition.columns import default_requirements
from workflows.definition.kinds import NodeKind
from workflows.definition.requirements import Requirements
from workflows.formats.asl.retrying import (
    ALL,
    TIMEOUT,
    codes_of,
    main_retrier,
    retry_of,
)

__all__ = ["has_timer", "requirements_of_state", "seconds"]

_RETRYING = ("max_attempts", "initial_interval", "backoff", "max_interval", "jitter")


def requirements_of_state(state: dict[str, Any], kind: NodeKind) -> Requirements:
    """One row of the requirement matrix, of a Task state read as this kind of step."""
    blank = default_requirements(kind)
    retry = retry_of(state.get("Retry"))
    said = {"timeout", *(_RETRYING if retry.max_attempts > 1 else ("max_attempts",))}
    if retry.non_retryable:
        said.add("non_retryable")
    limit = None if has_timer(state) else seconds(state, "TimeoutSeconds")
    human = kind is NodeKind.USER_TASK
    if human and seconds(state, "TimeoutSeconds") is not None:
        said.add("deadline")
    return replace(
        blank,
        retry=retry,
        timeout=None if human else limit,
        deadline=seconds(state, "TimeoutSeconds") if human else None,
        assumed=blank.assumed - said,
    )


def has_timer(state: dict[str, Any]) -> bool:
    """Whether a timer at the step's border says its timeout: the state catches its timeout and
    does not try again after it."""
    if seconds(state, "TimeoutSeconds") is None:
        return False
    caught = [code for one in _objects(state.get("Catch")) for code in codes_of(one)]
    again = codes_of(main_retrier(state.get("Retry")) or {})
    return TIMEOUT in caught and not {ALL, TIMEOUT} & set(again)


def seconds(state: dict[str, Any], key: str) -> float | None:
    """A time in seconds; None where absent, or known only while the state machine runs."""
    value = state.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
