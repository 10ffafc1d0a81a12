"""The columns of the requirement matrix in groups, and in sets that somebody looks at together.

Groups divide the table; every column is in one. Sets choose from it: one for each of the
perspectives from which the guide wants the matrix filled (business, development, operations), and
one for each subject that is talked through in one go. A column may be in several.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflows.definition.columns import COLUMNS_BY_ID, Column

__all__ = ["ALL", "COLUMN_SETS", "GROUPS", "ColumnSet", "Group", "column_set"]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that belong together under one heading."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSet:
    """Columns that one perspective or one subject needs; ``question`` is what they answer."""

    id: str
    title: str
    question: str
    columns: frozenset[str]
    is_perspective: bool = False


_RETRY = frozenset(
    {"max_attempts", "initial_interval", "backoff", "max_interval", "jitter", "non_retryable"}
)


def _group(title: str, *ids: str) -> Group:
    return Group(title, tuple(COLUMNS_BY_ID[name] for name in ids))


GROUPS = (
    _group("Who", "participant"),
    _group("Result", "consistency", "effect", "idempotent", "compensation"),
    _group("Time", "duration_mean", "duration_p95", "timeout"),
    _group("Failure", "transient", "permanent", "on_failure"),
    _group(
        "Retry",
        "max_attempts",
        "initial_interval",
        "backoff",
        "max_interval",
        "jitter",
        "non_retryable",
    ),
    _group("People", "deadline", "escalation"),
)

ALL = ColumnSet(
    id="all",
    title="All columns",
    question="Everything that a step demands.",
    columns=frozenset(COLUMNS_BY_ID),
)

COLUMN_SETS: dict[str, ColumnSet] = {
    one.id: one
    for one in (
        ALL,
        ColumnSet(
            id="business",
            title="Business",
            question="What must be certain at once, what can be taken back, and who is told?",
            columns=frozenset(
                {"participant", "consistency", "effect", "compensation", "on_failure"}
                | {"deadline", "escalation"}
            ),
            is_perspective=True,
        ),
        ColumnSet(
            id="development",
            title="Development",
            question="What may be repeated, how often, and which errors must never be?",
            columns=frozenset(
                {"participant", "consistency", "effect", "idempotent", "compensation", "timeout"}
                | _RETRY
            ),
            is_perspective=True,
        ),
        ColumnSet(
            id="operations",
            title="Operations",
            question="How long does it take, how often does it fail, and what happens then?",
            columns=frozenset(
                {"participant", "duration_mean", "duration_p95", "timeout", "transient"}
                | {"permanent", "max_attempts", "on_failure", "deadline", "escalation"}
            ),
            is_perspective=True,
        ),
        ColumnSet(
            id="data",
            title="Data and consistency",
            question="Where must a result be certain everywhere, and how is it undone?",
            columns=frozenset({"consistency", "effect", "idempotent", "compensation"}),
        ),
        ColumnSet(
            id="reliability",
            title="Reliability",
            question="How does a step fail, and how is it tried again?",
            columns=frozenset({"timeout", "transient", "permanent", "on_failure"} | _RETRY),
        ),
        ColumnSet(
            id="load",
            title="Load and cost",
            question="What makes a case slow or dear?",
            columns=frozenset(
                {"participant", "duration_mean", "duration_p95", "transient", "max_attempts"}
            ),
        ),
        ColumnSet(
            id="people",
            title="People",
            question="Who works by hand, how long may it take, and who is told then?",
            columns=frozenset(
                {"participant", "duration_mean", "duration_p95", "deadline", "escalation"}
            ),
        ),
    )
}


def column_set(set_id: str) -> ColumnSet:
    """The set of that id; all columns where there is none."""
    return COLUMN_SETS.get(set_id, ALL)
