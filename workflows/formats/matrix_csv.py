"""The requirement matrix as CSV: out for a spreadsheet, and back in with a preview of what changes.

A cell that a spreadsheet would run as a formula gets an apostrophe in front on the way out, and
loses it on the way in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO

import pandas as pd

from workflows.definition.columns import COLUMNS, COLUMNS_BY_ID, applicable
from workflows.definition.matrix import row, with_cells
from workflows.definition.model import Definition
from workflows.formats.reading import refuse_large, refused

__all__ = ["CellChange", "CellError", "MatrixChange", "read", "write"]

_STEP, _NAME = "step", "name"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell that gets another text."""

    step: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellError:
    """One cell that cannot be taken. ``row`` is the line of a spreadsheet, the header being 1;
    ``column`` is empty where the whole row is meant."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixChange:
    """What a CSV file would do: ``definition`` holds every change that has no error."""

    definition: Definition
    changes: tuple[CellChange, ...]
    errors: tuple[CellError, ...]
    unknown_columns: tuple[str, ...]
    missing_columns: tuple[str, ...]
    missing_steps: tuple[str, ...]


def write(definition: Definition) -> bytes:
    """The matrix as UTF-8 CSV with a byte-order mark, which spreadsheets need to see umlauts."""
    frame = pd.DataFrame(
        [{_STEP: step.id, _NAME: step.name, **row(definition, step)} for step in definition.steps],
        columns=[_STEP, _NAME, *COLUMNS_BY_ID],
        dtype=object,  # a column that no step has would be one of numbers
    )
    safe = frame.fillna("").map(_neutral)
    text = safe.to_csv(index=False, lineterminator="\n")
    return b"\xef\xbb\xbf" + text.encode()


def read(content: bytes, definition: Definition) -> MatrixChange:
    """What the file would change; nothing is stored.

    Raises ``DefinitionError`` where it is no CSV of this matrix at all: too large, not text, no
    ``step`` column.
    """
    frame = _frame(content)
    unknown = tuple(c for c in frame.columns if c not in {_STEP, _NAME, *COLUMNS_BY_ID})
    missing = tuple(c for c in COLUMNS_BY_ID if c not in frame.columns)
    draft = _Draft(definition)
    for number, cells in enumerate(frame.to_dict("records"), start=2):
        draft.take(number, {str(key): _restored(str(cells[key])) for key in cells})
    return MatrixChange(
        definition=draft.definition,
        changes=tuple(draft.changes),
        errors=tuple(draft.errors),
        unknown_columns=unknown,
        missing_columns=missing,
        missing_steps=tuple(s.id for s in definition.steps if s.id not in draft.seen),
    )


class _Draft:
    """The definition as row after row is laid over it."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.changes: list[CellChange] = []
        self.errors: list[CellError] = []
        self.seen: set[str] = set()

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        """One row of the file."""
        step_id = cells[_STEP].strip()
        if message := self._row_error(step_id):
            self.errors.append(CellError(row=number, column="", message=message))
            return
        self.seen.add(step_id)
        step = self.definition.by_id[step_id]
        before = row(self.definition, step)
        stated = {c.id: cells[c.id].strip() for c in COLUMNS if c.id in cells}
        known = {column.id for column in applicable(step)}
        texts = {name: text for name, text in stated.items() if _differs(name, text, before)}
        texts = {name: text for name, text in texts.items() if name in known or text}
        self.definition, errors = with_cells(self.definition, step_id, texts)
        after = row(self.definition, self.definition.by_id[step_id])
        self.errors += [CellError(row=number, column=n, message=m) for n, m in errors.items()]
        self.changes += [
            CellChange(step=step_id, column=name, before=before[name], after=after[name])
            for name in before
            if before[name] != after[name]
        ]

    def _row_error(self, step_id: str) -> str:
        steps = [step.id for step in self.definition.steps]
        if step_id in self.seen:
            return f"step {step_id!r} stands in an earlier row as well; keep one of them"
        if step_id in steps:
            return ""
        near = get_close_matches(step_id, steps, n=1)
        mend = f"did you mean {near[0]!r}?" if near else f"its steps are {', '.join(steps)}"
        return f"the map has no step {step_id!r}; {mend}"


def _differs(column_id: str, text: str, before: Mapping[str, str]) -> bool:
    """Whether a cell says something new; ``5000ms`` where ``5s`` stood does not."""
    if text == before.get(column_id, ""):
        return False
    column = COLUMNS_BY_ID[column_id]
    try:
        return column.format(column.parse(text)) != before.get(column_id, "")
    except ValueError:
        return True


def _frame(content: bytes) -> pd.DataFrame:
    refuse_large(content)
    text = _decoded(content)
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    try:
        frame = pd.read_csv(
            StringIO(text), sep=separator, dtype=str, keep_default_na=False, nrows=_MOST_ROWS
        )
    except (ValueError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        what = str(error).strip().split("\n")[0]
        raise refused(f"is not a CSV table: {what}; save it as CSV again") from None
    frame.columns = pd.Index([str(name).strip().casefold() for name in frame.columns])
    if _STEP not in frame.columns:
        found = ", ".join(map(str, frame.columns[:5]))
        raise refused(f"has no column 'step'; found {found}. Export the matrix to see its columns")
    if frame.columns.has_duplicates:
        twice = ", ".join(frame.columns[frame.columns.duplicated()])
        raise refused(f"has the column {twice} twice; keep one")
    return frame.fillna("")


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif content[:4] == b"PK\x03\x04":
        raise refused("is a spreadsheet file, not CSV; save it as CSV (UTF-8)")
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused("is not UTF-8 text; save it as CSV (UTF-8)", line=line) from None


def _neutral(text: str) -> str:
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def _restored(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*_FORMULA, "'")) else text
