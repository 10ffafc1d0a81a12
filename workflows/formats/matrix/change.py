"""What a file or a pasted block would change in a requirement matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.definition.model import Definition

__all__ = ["NOTE", "CellChange", "CellError", "MatrixChange", "RowFacts"]

NOTE = "note"
"""The name of the column with a step's note, which is no requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What is known about a row besides its requirements: the ``note`` on it, its ``version``,
    who stated or confirmed a cell of it last, and when (ISO 8601); empty where nobody did."""

    note: str = ""
    version: int = 0
    known_by: str = ""
    known_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell that gets another text; ``column`` is a column's id or ``NOTE``. ``is_stated`` is
    False where the change only follows from another cell's: without an effect there is nothing to
    undo."""

    step: str
    column: str
    before: str
    after: str
    is_stated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """One cell that cannot be taken. ``row`` is the row of the spreadsheet, counted from 1, and
    ``address`` its place there (``C7``); ``column`` is empty where the whole row is meant."""

    row: int
    column: str
    message: str
    address: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixChange:
    """``definition`` holds every change that has no error, ``stated`` the cells that the file
    states otherwise, by step and column, ``notes`` the new notes by step. ``versions`` are those
    of the rows when the file was written, where it says so. ``suggestions`` names for an unknown
    column the one it resembles."""

    definition: Definition
    changes: tuple[CellChange, ...]
    errors: tuple[CellError, ...]
    unknown_columns: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()
    missing_steps: tuple[str, ...] = ()
    stated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    suggestions: Mapping[str, str] = field(default_factory=dict)
