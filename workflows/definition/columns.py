"""The columns of the requirement matrix as data: what each asks, and how its cells are read.

``Column.path`` is the place of the value in a YAML step (``retry.max_attempts``), which is also
how messages name it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from workflows.definition import cells
from workflows.definition.model import (
    Consistency,
    Duration,
    Effect,
    Jitter,
    Node,
    NodeKind,
    OnFailure,
    Requirements,
    Retry,
)
from workflows.definition.quantities import (
    format_duration,
    format_share,
    parse_duration,
    parse_share,
    three_times,
)

__all__ = [
    "COLUMNS",
    "COLUMNS_BY_ID",
    "Column",
    "ColumnKind",
    "applicable",
    "default_requirements",
    "requirements_of",
]


class ColumnKind(StrEnum):
    """Which control a page offers: a list of participants or steps, a list of ``choices``, yes or
    no, a duration, a share, a number, a text, several texts."""

    PARTICIPANT = "participant"
    STEP = "step"
    CHOICE = "choice"
    FLAG = "flag"
    DURATION = "duration"
    SHARE = "share"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``parse`` raises ``ValueError`` naming the mend, ``format`` gives a text that
    ``parse`` reads back; ``get`` reads the value from a step, ``put`` gives the step with the value
    and raises ``ValueError`` where it does not fit the step's other values."""

    id: str
    label: str
    help: str
    kind: ColumnKind
    path: tuple[str, ...]
    parse: Callable[[str], Any]
    format: Callable[[Any], str]
    get: Callable[[Node], Any]
    put: Callable[[Node, Any], Node]
    choices: tuple[str, ...] = ()
    humans_only: bool = False

    def text(self, node: Node) -> str:
        """The cell of a step."""
        return self.format(self.get(node))


_OF_EFFECT = frozenset({"idempotent", "compensation"})


def requirements_of(node: Node) -> Requirements:
    """The step's requirements, the defaults of its kind where it has none."""
    return node.requirements or default_requirements(node.kind)


def default_requirements(kind: NodeKind) -> Requirements:
    """What is assumed of a step of this kind until somebody states it; every column is assumed."""
    assumed = frozenset(c.id for c in COLUMNS if kind is NodeKind.USER_TASK or not c.humans_only)
    if kind is not NodeKind.USER_TASK:
        return Requirements(assumed=assumed)
    # People take minutes, not milliseconds, and asking them again is no retry.
    return Requirements(
        duration=Duration(mean=600.0, p95=1800.0),
        retry=Retry(max_attempts=1),
        timeout=None,
        assumed=assumed,
    )


def applicable(node: Node) -> tuple[Column, ...]:
    """The columns that a step has; deadline and escalation are for human steps only."""
    return COLUMNS if node.kind is NodeKind.USER_TASK else _FOR_ALL


def _get(*path: str) -> Callable[[Node], Any]:
    def get(node: Node) -> Any:
        value: Any = requirements_of(node)
        for name in path:
            value = getattr(value, name)
        return value

    return get


def _put(*path: str) -> Callable[[Node, Any], Node]:
    def put(node: Node, value: Any) -> Node:
        return replace(node, requirements=_replaced(requirements_of(node), path, value))

    return put


def _replaced(owner: Any, path: tuple[str, ...], value: Any) -> Any:
    head, *rest = path
    inner = _replaced(getattr(owner, head), tuple(rest), value) if rest else value
    return replace(owner, **{head: inner})


def _put_share(name: str, other: str) -> Callable[[Node, Any], Node]:
    def put(node: Node, value: float) -> Node:
        beside = getattr(requirements_of(node).failure, other)
        # Below what a person can write, so that rounding never refuses 90% and 10%.
        if value + beside > 1 + 1e-9:
            raise ValueError(f"is more than 100% together with {other} ({format_share(beside)})")
        return _put("failure", name)(node, value)

    return put


def _put_participant(node: Node, value: str | None) -> Node:
    return replace(node, participant=value)


def _put_effect(node: Node, value: bool) -> Node:
    requirements = requirements_of(node)
    effect = (requirements.effect or Effect()) if value else None
    # Without an effect there is nothing left to assume about it; a new one brings it back.
    assumed = requirements.assumed - _OF_EFFECT
    if effect is not None:
        news = _OF_EFFECT if requirements.effect is None else _OF_EFFECT & requirements.assumed
        assumed |= news
    return replace(node, requirements=replace(requirements, effect=effect, assumed=assumed))


def _get_from_effect(name: str, otherwise: Any) -> Callable[[Node], Any]:
    def get(node: Node) -> Any:
        effect = requirements_of(node).effect
        return getattr(effect, name) if effect else otherwise

    return get


def _put_into_effect(name: str) -> Callable[[Node, Any], Node]:
    def put(node: Node, value: Any) -> Node:
        if requirements_of(node).effect is not None:
            return _put("effect", name)(node, value)
        if value:
            raise ValueError("the step has no effect; set effect to yes first")
        return node

    return put


def _put_mean(node: Node, value: float) -> Node:
    requirements = requirements_of(node)
    p95 = requirements.duration.p95
    if "duration_p95" in requirements.assumed:
        # Nobody stated the tail: keep the default's proportion, three times the mean.
        p95 = three_times(value)
    elif value > p95:
        raise ValueError(
            f"must not exceed the 95th percentile ({format_duration(p95)}), "
            f"got {format_duration(value)}"
        )
    return _put("duration")(node, Duration(mean=value, p95=p95))


def _put_p95(node: Node, value: float) -> Node:
    mean = requirements_of(node).duration.mean
    if value < mean:
        raise ValueError(
            f"must be at least the mean ({format_duration(mean)}), got {format_duration(value)}"
        )
    return _put("duration", "p95")(node, value)


def _choice(
    column_id: str, label: str, help_text: str, choices: type[StrEnum], *path: str
) -> Column:
    return Column(
        id=column_id,
        label=label,
        help=help_text,
        kind=ColumnKind.CHOICE,
        path=path,
        parse=cells.parse_choice(choices),
        format=cells.format_value,
        get=_get(*path),
        put=_put(*path),
        choices=tuple(choice.value for choice in choices),
    )


def _duration(column_id: str, label: str, help_text: str, *path: str) -> Column:
    return Column(
        id=column_id,
        label=label,
        help=help_text,
        kind=ColumnKind.DURATION,
        path=path,
        parse=parse_duration,
        format=format_duration,
        get=_get(*path),
        put=_put(*path),
    )


def _share(column_id: str, other: str, label: str, help_text: str) -> Column:
    return Column(
        id=column_id,
        label=label,
        help=help_text,
        kind=ColumnKind.SHARE,
        path=("failure", column_id),
        parse=parse_share,
        format=format_share,
        get=_get("failure", column_id),
        put=_put_share(column_id, other),
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        id="participant",
        label="Participant",
        help="Who performs the step.",
        kind=ColumnKind.PARTICIPANT,
        path=("participant",),
        parse=cells.parse_optional,
        format=cells.format_optional,
        get=lambda node: node.participant,
        put=_put_participant,
    ),
    _choice(
        "consistency",
        "Consistency",
        "Immediate: the next step may only begin once this result is certain everywhere.",
        Consistency,
        "consistency",
    ),
    Column(
        id="effect",
        label="Effect",
        help="Whether the step changes something in the world: a charge, a reservation, a letter.",
        kind=ColumnKind.FLAG,
        path=("effect",),
        parse=cells.parse_flag,
        format=cells.format_flag,
        get=lambda node: requirements_of(node).effect is not None,
        put=_put_effect,
    ),
    Column(
        id="idempotent",
        label="Idempotent",
        help="Whether doing it twice with the same key has the effect once.",
        kind=ColumnKind.FLAG,
        path=("effect", "idempotent"),
        parse=cells.parse_flag,
        format=cells.format_flag,
        get=_get_from_effect("idempotent", False),
        put=_put_into_effect("idempotent"),
    ),
    Column(
        id="compensation",
        label="Undone by",
        help="The step that takes the effect back when the case fails later.",
        kind=ColumnKind.STEP,
        path=("effect", "compensation"),
        parse=cells.parse_optional,
        format=cells.format_optional,
        get=_get_from_effect("compensation", None),
        put=_put_into_effect("compensation"),
    ),
    replace(
        _duration("duration_mean", "Mean time", "Working time on average.", "duration", "mean"),
        parse=cells.parse_positive_duration,
        put=_put_mean,
    ),
    replace(
        _duration(
            "duration_p95", "95th percentile", "19 of 20 tries are faster.", "duration", "p95"
        ),
        parse=cells.parse_positive_duration,
        put=_put_p95,
    ),
    _share(
        "transient",
        "permanent",
        "Transient failures",
        "Share of tries that fail but may pass next time.",
    ),
    _share(
        "permanent",
        "transient",
        "Permanent failures",
        "Share of tries that fail however often repeated.",
    ),
    Column(
        id="max_attempts",
        label="Tries",
        help="All tries, the first included.",
        kind=ColumnKind.NUMBER,
        path=("retry", "max_attempts"),
        parse=cells.parse_tries,
        format=cells.format_value,
        get=_get("retry", "max_attempts"),
        put=_put("retry", "max_attempts"),
    ),
    _duration(
        "initial_interval", "First wait", "Time before the second try.", "retry", "initial_interval"
    ),
    Column(
        id="backoff",
        label="Backoff",
        help="Each wait is the one before times this factor.",
        kind=ColumnKind.NUMBER,
        path=("retry", "backoff"),
        parse=cells.parse_factor,
        format=cells.format_value,
        get=_get("retry", "backoff"),
        put=_put("retry", "backoff"),
    ),
    _duration(
        "max_interval", "Longest wait", "No wait is longer than this.", "retry", "max_interval"
    ),
    _choice(
        "jitter",
        "Jitter",
        "Full: each wait is drawn between 0 and its length, so that retries do not come in waves.",
        Jitter,
        "retry",
        "jitter",
    ),
    Column(
        id="non_retryable",
        label="Not retried",
        help="Error codes that no repetition mends, separated by commas.",
        kind=ColumnKind.LIST,
        path=("retry", "non_retryable"),
        parse=cells.parse_codes,
        format=cells.format_list,
        get=_get("retry", "non_retryable"),
        put=_put("retry", "non_retryable"),
    ),
    replace(
        _duration("timeout", "Timeout", "How long one try may take; none: for ever.", "timeout"),
        parse=cells.parse_optional_duration,
        format=cells.format_optional_duration,
    ),
    _choice(
        "on_failure", "On failure", "What happens after the last try.", OnFailure, "on_failure"
    ),
    replace(
        _duration("deadline", "Deadline", "How long the person may take.", "deadline"),
        parse=cells.parse_optional_duration,
        format=cells.format_optional_duration,
        humans_only=True,
    ),
    Column(
        id="escalation",
        label="Escalation",
        help="Who is told when the deadline passes.",
        kind=ColumnKind.TEXT,
        path=("escalation",),
        parse=cells.parse_text,
        format=cells.format_value,
        get=_get("escalation"),
        put=_put("escalation"),
        humans_only=True,
    ),
)

COLUMNS_BY_ID = {column.id: column for column in COLUMNS}
_FOR_ALL = tuple(column for column in COLUMNS if not column.humans_only)
