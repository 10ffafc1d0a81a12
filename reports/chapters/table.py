"""A printed table as data, so that one template gives every chapter the same tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.figures import MODEL_TITLES
from workflows.definition.findings import Severity
from workflows.definition.model import OrchestrationModel

__all__ = [
    "Cell",
    "Column",
    "Table",
    "cell",
    "figures",
    "model_cell",
    "number",
    "severity_cell",
    "table",
    "words",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's heading and its width in per cent of the table (``columns.css`` lists them);
    columns without one share what is left."""

    label: str
    numeric: bool = False
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. ``model`` and ``severity`` add a mark beside the text, ``assumed`` the sign that
    nobody has stated the value, ``strong`` sets it in bold, ``detail`` stands below in grey."""

    text: str
    detail: str = ""
    numeric: bool = False
    strong: bool = False
    assumed: bool = False
    model: OrchestrationModel | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose first cell of each row is that row's heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cell(text: str, *, detail: str = "", strong: bool = False, assumed: bool = False) -> Cell:
    """A cell of words; an em dash where there is nothing to say."""
    return Cell(text=text or "—", detail=detail, strong=strong, assumed=assumed)


def number(text: str, *, strong: bool = False, assumed: bool = False) -> Cell:
    """A cell that aligns right."""
    return Cell(text=text, numeric=True, strong=strong, assumed=assumed)


def model_cell(model: OrchestrationModel | None, *, strong: bool = False) -> Cell:
    """A model's mark and name; "cannot tell" for none."""
    text = MODEL_TITLES[model] if model else "cannot tell"
    return Cell(text=text, model=model, strong=strong)


def severity_cell(severity: Severity) -> Cell:
    """A severity's mark and word."""
    return Cell(text=severity.value, severity=severity)


def words(label: str, width: int | None = None) -> Column:
    """A column of words."""
    return Column(label=label, width=width)


def figures(label: str, width: int | None = None) -> Column:
    """A column of numbers, which align right."""
    return Column(label=label, width=width, numeric=True)


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Table:
    """A table of these rows."""
    return Table(
        caption=caption,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
    )
