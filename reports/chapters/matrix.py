"""The requirement matrix, in as many tables as a page is wide; what was assumed is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.chapters.table import Cell, Column, Table, cell, table, words
from reports.content import ReportContent
from workflows.definition import columns as matrix
from workflows.definition.columns import ColumnKind
from workflows.definition.model import Definition, Node

__all__ = ["MatrixChapter", "matrix_chapter"]

_TABLES = (
    (
        "What each step does to the world",
        ("participant", "consistency", "effect", "idempotent", "compensation", "on_failure"),
    ),
    (
        "How long it takes, how often it fails, how long to wait for it",
        ("duration_mean", "duration_p95", "transient", "permanent", "timeout", "deadline"),
    ),
    (
        "How it is tried again, and who hears when nobody answers",
        (
            "max_attempts",
            "initial_interval",
            "backoff",
            "max_interval",
            "jitter",
            "non_retryable",
            "escalation",
        ),
    ),
)
_NUMERIC = frozenset({ColumnKind.DURATION, ColumnKind.SHARE, ColumnKind.NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixChapter:
    """``lead`` says how many cells somebody has stated or confirmed."""

    lead: str
    tables: tuple[Table, ...]


def matrix_chapter(content: ReportContent) -> MatrixChapter:
    """The matrix of this content's map."""
    definition = content.assessment.definition
    return MatrixChapter(
        lead=_lead(definition),
        tables=tuple(_table(definition, caption, ids) for caption, ids in _TABLES),
    )


def _lead(definition: Definition) -> str:
    cells = sum(len(matrix.applicable(step)) for step in definition.steps)
    assumed = sum(len(matrix.requirements_of(step).assumed) for step in definition.steps)
    if not assumed:
        return f"All {cells} requirements were stated or confirmed by the team."
    return (
        f"{cells - assumed} of {cells} requirements were stated or confirmed by the team; the "
        f"other {assumed} are assumed and marked °."
    )


def _table(definition: Definition, caption: str, ids: Sequence[str]) -> Table:
    chosen = [matrix.COLUMNS_BY_ID[column_id] for column_id in ids]
    headings = [Column(label=c.label, numeric=c.kind in _NUMERIC) for c in chosen]
    rows = [
        [cell(step.name or step.id), *(_cell(definition, step, c) for c in chosen)]
        for step in definition.steps
    ]
    return table(caption, [words("Step", 20), *headings], rows)


def _cell(definition: Definition, step: Node, column: matrix.Column) -> Cell:
    if column not in matrix.applicable(step):
        return Cell(text="—", numeric=column.kind in _NUMERIC)
    return Cell(
        text=_named(definition, column, column.text(step)) or "—",
        numeric=column.kind in _NUMERIC,
        assumed=column.id in matrix.requirements_of(step).assumed,
    )


def _named(definition: Definition, column: matrix.Column, text: str) -> str:
    """The name people know instead of an id."""
    if column.kind is ColumnKind.PARTICIPANT and text in definition.participants_by_id:
        return definition.participants_by_id[text].name
    if column.kind is ColumnKind.STEP and text in definition.by_id:
        return definition.by_id[text].name or text
    return text
