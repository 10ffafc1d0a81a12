"""A table of texts laid over a requirement matrix: what every format of matrices has in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from openpyxl.utils import get_column_letter

from workflows.definition.cells import decimal_point, parse_text
from workflows.definition.columns import COLUMNS, COLUMNS_BY_ID, Column, ColumnKind, applicable
from workflows.definition.matrix import References, row, with_cells_of
from workflows.definition.model import Definition
from workflows.formats.matrix.change import NOTE, CellChange, CellError, MatrixChange, RowFacts
from workflows.formats.reading import refused

__all__ = [
    "FACTS",
    "HEADINGS",
    "MOST_ROWS",
    "STEP",
    "Misread",
    "Table",
    "TableRow",
    "laid_over",
]

MOST_ROWS = 10_000
STEP, NAME, VERSION = "step", "name", "version"
FACTS = {
    NOTE: "Note",
    "assumed": "Assumed",
    "confirmed_by": "Confirmed by",
    "confirmed_at": "Confirmed when",
    VERSION: "Version",
}
"""The columns behind the requirements, with their headings. Only the note is read back; the version
tells whether somebody changed the row since."""

HEADINGS: Mapping[str, str] = {
    STEP: "Step",
    NAME: "Name",
    **{column.id: column.label for column in COLUMNS},
    **FACTS,
}
"""Every column of a file in order, with the heading for people. Both are understood."""

_BY_HEADING = {
    **{heading.casefold(): name for name, heading in HEADINGS.items()},
    **{name.casefold(): name for name in HEADINGS},
}
_NUMERIC = frozenset({ColumnKind.DURATION, ColumnKind.SHARE, ColumnKind.NUMBER})
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that a spreadsheet program has made something else of; ``message`` names the mend."""

    message: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """``number`` counts the rows of the spreadsheet from 1."""

    number: int
    cells: Sequence[str | Misread]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, in the order of the file."""

    header: Sequence[str]
    rows: Iterable[TableRow]


def laid_over(
    table: Table, definition: Definition, facts: Mapping[str, RowFacts] | None = None
) -> MatrixChange:
    """What the table would change; ``facts`` are those of the rows now, by step.

    Raises ``DefinitionError`` where the header is none of a matrix.
    """
    layer = _Layer(_Header(table.header), definition, facts or {})
    for one in table.rows:
        layer.take(one)
    return layer.change()


class _Header:
    """Which column stands where."""

    def __init__(self, texts: Sequence[str]) -> None:
        named = [(place, text.strip()) for place, text in enumerate(texts) if text.strip()]
        found = [(_BY_HEADING.get(text.casefold()), place, text) for place, text in named]
        self.places = {name: place for name, place, _ in found if name}
        self.unknown = tuple(text for name, _, text in found if not name)
        if STEP not in self.places:
            shown = ", ".join(text for _, text in named[:5]) or "nothing"
            raise refused(
                f"has no column 'step'; found {shown}. Export the matrix to see its columns"
            )
        names = [name for name, _, _ in found if name]
        if twice := sorted({HEADINGS[name] for name in names if names.count(name) > 1}):
            raise refused(f"has the column {', '.join(twice)} twice; keep one")

    @property
    def suggestions(self) -> dict[str, str]:
        """The column that an unknown one resembles."""
        near = {text: get_close_matches(text.casefold(), _BY_HEADING, n=1) for text in self.unknown}
        return {text: HEADINGS[_BY_HEADING[found[0]]] for text, found in near.items() if found}


class _Layer:
    """The definition as row after row is laid over it."""

    def __init__(
        self, header: _Header, definition: Definition, facts: Mapping[str, RowFacts]
    ) -> None:
        self._header, self._definition, self._facts = header, definition, facts
        self._references = References(definition)
        self._steps = {step.id: step for step in definition.steps}
        self._numbers: dict[str, int] = {}
        self._stated: dict[str, dict[str, str]] = {}
        self._notes: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._errors: list[CellError] = []

    def take(self, one: TableRow) -> None:
        """One row of the file; what it states is kept for the end."""
        step_id = self._text(one, STEP).strip()
        if not step_id and not any(cell for cell in one.cells):
            return
        if message := self._row_error(step_id):
            address = self._address(one.number, STEP)
            error = CellError(row=one.number, column="", message=message, address=address)
            self._errors.append(error)
            return
        self._numbers[step_id] = one.number
        self._take_cells(one, step_id)
        self._take_note(one, step_id)
        version = self._text(one, VERSION).strip()
        if version.isascii() and version.isdigit() and len(version) < 10:
            self._versions[step_id] = int(version)

    def change(self) -> MatrixChange:
        """What all rows together change."""
        definition, errors = with_cells_of(self._definition, self._stated)
        # Once more without what failed, so that nothing shown follows from a cell that is left out.
        while errors:
            for step_id, failed in errors.items():
                for name, message in failed.items():
                    self._refuse(step_id, name, message)
                    self._stated[step_id].pop(name)
            definition, errors = with_cells_of(self._definition, self._stated)
        stated = {step_id: cells for step_id, cells in self._stated.items() if cells}
        return MatrixChange(
            definition=definition,
            changes=tuple(self._changes(definition, stated)),
            errors=tuple(sorted(self._errors, key=lambda error: (error.row, error.address))),
            unknown_columns=self._header.unknown,
            missing_columns=tuple(c for c in COLUMNS_BY_ID if c not in self._header.places),
            missing_steps=tuple(s for s in self._steps if s not in self._numbers),
            stated=stated,
            notes=self._notes,
            versions=self._versions,
            suggestions=self._header.suggestions,
        )

    def _changes(
        self, definition: Definition, stated: Mapping[str, Mapping[str, str]]
    ) -> Iterable[CellChange]:
        for step_id in self._numbers:
            before = row(self._definition, self._steps[step_id])
            after = row(definition, definition.by_id[step_id]) if step_id in stated else before
            cells = stated.get(step_id, {})
            for name, text in before.items():
                if text != after[name]:
                    is_stated = name in cells
                    yield CellChange(
                        step=step_id,
                        column=name,
                        before=text,
                        after=after[name],
                        is_stated=is_stated,
                    )
            if step_id in self._notes:
                note = self._notes[step_id]
                yield CellChange(step=step_id, column=NOTE, before=self._note(step_id), after=note)

    def _take_cells(self, one: TableRow, step_id: str) -> None:
        step = self._steps[step_id]
        before = row(self._definition, step)
        known = {column.id for column in applicable(step)}
        stated: dict[str, str] = {}
        for column in COLUMNS:
            place = self._header.places.get(column.id)
            if place is None or place >= len(one.cells):
                continue
            cell = one.cells[place]
            try:
                text = _understood(self._references, column, cell)
            except ValueError as error:
                self._refuse(step_id, column.id, str(error))
                continue
            if _differs(column, text, before) and (column.id in known or text):
                stated[column.id] = text
        self._stated[step_id] = stated

    def _take_note(self, one: TableRow, step_id: str) -> None:
        place = self._header.places.get(NOTE)
        if place is None or place >= len(one.cells):
            return
        cell = one.cells[place]
        try:
            if isinstance(cell, Misread):
                raise ValueError(cell.message)
            note = parse_text(_plain(cell))
        except ValueError as error:
            self._refuse(step_id, NOTE, str(error))
            return
        if note != self._note(step_id):
            self._notes[step_id] = note

    def _note(self, step_id: str) -> str:
        return self._facts[step_id].note if step_id in self._facts else ""

    def _refuse(self, step_id: str, name: str, message: str) -> None:
        number = self._numbers[step_id]
        self._errors.append(
            CellError(
                row=number,
                column=name,
                message=message,
                address=self._address(number, name),
                step=step_id,
            )
        )

    def _address(self, number: int, name: str) -> str:
        return f"{get_column_letter(self._header.places[name] + 1)}{number}"

    def _text(self, one: TableRow, name: str) -> str:
        place = self._header.places.get(name, len(one.cells))
        cell = one.cells[place] if place < len(one.cells) else ""
        return "" if isinstance(cell, Misread) else cell

    def _row_error(self, step_id: str) -> str:
        if step_id in self._numbers:
            return f"step {step_id!r} stands in an earlier row as well; keep one of them"
        if step_id in self._steps:
            return ""
        near = get_close_matches(step_id[:200], self._steps, n=1)
        mend = f"did you mean {near[0]!r}?" if near else f"its steps are {_listed(self._steps)}"
        return f"the map has no step {step_id[:200]!r}; {mend}"


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - 10} more" if len(found) > 10 else ""
    return ", ".join(found[:10]) + more


def _understood(references: References, column: Column, cell: str | Misread) -> str:
    """The text of a cell, less what spreadsheets and languages do to it: hard blanks, decimal
    commas, names in place of ids."""
    if isinstance(cell, Misread):
        raise ValueError(cell.message)
    text = _plain(cell).strip()
    if column.kind in _NUMERIC:
        return decimal_point(text.translate(_BLANKS))
    return references.resolved(column, text)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _differs(column: Column, text: str, before: Mapping[str, str]) -> bool:
    """Whether a cell says something new; ``5000ms`` where ``5s`` stood does not."""
    if text == before.get(column.id, ""):
        return False
    try:
        return column.format(column.parse(text)) != before.get(column.id, "")
    except ValueError:
        return True
