"""Read a requirement matrix from XLSX (ECMA-376): values only, never a formula or a link.

Spreadsheet programs turn what people type into dates and times. Such a cell is not guessed back:
it is an error with its address and the mend.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from workflows.definition.model import Definition
from workflows.definition.quantities import format_number
from workflows.formats.matrix.change import MatrixChange, RowFacts
from workflows.formats.matrix.table import (
    HEADINGS,
    MOST_ROWS,
    Misread,
    Table,
    TableRow,
    laid_over,
)
from workflows.formats.matrix.workbook_guard import guarded
from workflows.formats.reading import refused

__all__ = ["read"]

_MOST_COLUMNS = 200
_HEADER_WITHIN = 10
# Bounded in every part: the file is a stranger's.
_REF = rb"[A-Z]{1,3}\d{1,7}"
_MERGE = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref=[\"'](%b:%b)[\"']" % (_REF, _REF))
_FORMULA = re.compile(
    rb"<(?:\w{1,20}:)?c\s[^<>]{0,200}?r=[\"'](%b)[\"'][^<>]{0,200}>\s{0,200}<(?:\w{1,20}:)?f[\s>/]"
    % _REF
)
_MOST_MERGES = 500
_STEP = frozenset({"step", HEADINGS["step"].casefold()})


def read(
    content: bytes, definition: Definition, facts: Mapping[str, RowFacts] | None = None
) -> MatrixChange:
    """What the file would change; nothing is stored. The sheet with a column ``Step`` counts.

    Raises ``DefinitionError`` where it is no XLSX of this matrix at all.
    """
    guarded(content)
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out (links, drop-downs), which nobody wants here.
            warnings.simplefilter("ignore")
            values, plain = _book(content, values=True), _book(content, values=False)
            table = _table(values, plain)
            return laid_over(table, definition, facts)
    except _UNREADABLE as error:
        what = f"{type(error).__name__}: {error}".split("\n")[0][:200]
        raise refused(f"is a damaged XLSX file ({what}); save it again") from None


# What openpyxl raises for broken parts; it has no error of its own for most of them.
_UNREADABLE = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OverflowError,
    ArithmeticError,
    RecursionError,
)


def _book(content: bytes, *, values: bool) -> Any:
    return load_workbook(
        BytesIO(content), read_only=True, data_only=values, keep_links=False, rich_text=False
    )


def _table(values: Any, plain: Any) -> Table:
    seen: list[str] = []
    for sheet in values.worksheets:
        sheet.reset_dimensions()
        rows = list(_rows(sheet))
        seen.append(sheet.title)
        for place, one in enumerate(rows[:_HEADER_WITHIN]):
            texts = [_text(cell) for cell in one.cells]
            if _STEP & {text.casefold() for text in texts if isinstance(text, str)}:
                header = ["" if isinstance(text, Misread) else text for text in texts]
                marks = _Marks(plain[sheet.title])
                return Table(header, [marks.marked(row) for row in rows[place + 1 :]])
    shown = ", ".join(seen[:5]) or "none"
    raise refused(f"has no sheet with a column 'Step' (sheets: {shown}); export the matrix again")


def _rows(sheet: Any) -> Iterator[TableRow]:
    """The rows that hold anything. Formatted and empty ones reach to the last row of some
    files."""
    count, empty = 0, None
    for number, cells in enumerate(
        sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=False), start=1
    ):
        # Rows that the file leaves out come as one and the same object, up to a million times.
        if cells is empty:
            continue
        if all(cell.value is None for cell in cells):
            empty = cells
            continue
        count += 1
        if count > MOST_ROWS + _HEADER_WITHIN:
            raise refused(f"has more than {MOST_ROWS:,} rows; a matrix has one a step")
        yield TableRow(number, cells)


class _Marks:
    """What of a sheet its values alone do not tell: formulas and merged cells."""

    def __init__(self, sheet: Any) -> None:
        part = _part(sheet)
        self._formulas = {found.decode() for found in _FORMULA.findall(part)}
        found = _MERGE.findall(part)
        if len(found) > _MOST_MERGES:
            raise refused(f"has {len(found):,} merged cells; split them and fill each one")
        self._merged: list[Any] = [range_boundaries(one.decode()) for one in found]

    def marked(self, one: TableRow) -> TableRow:
        """The row as texts, with an error where a cell cannot be taken for what it shows."""
        cells = [self._cell(one.number, place, cell) for place, cell in enumerate(one.cells, 1)]
        return TableRow(one.number, cells)

    def _cell(self, row: int, column: int, cell: Any) -> str | Misread:
        for left, top, right, bottom in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return Misread("is merged with its neighbours; split the cells and fill each one")
        if cell.value is None:
            address = getattr(cell, "coordinate", "")
            if address in self._formulas:
                return Misread(
                    "is a formula without a stored result; open the file in a spreadsheet program "
                    "and save it, or write the value"
                )
        return _text(cell)


def _part(sheet: Any) -> bytes:
    with sheet._get_source() as stream:
        return bytes(stream.read())


def _text(cell: Any) -> str | Misread:
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "e":
        return Misread(f"shows the error {value}; write the value instead")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return format_number(float(value))
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return Misread(_mend(value))
    return str(value)


def _mend(value: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.timedelta):
        return (
            f"was turned into the time {value} by the spreadsheet; format the cell as text and "
            "write it with units, such as 1h30m or 90s"
        )
    if isinstance(value, dt.time):
        return (
            f"was turned into the time of day {value:%H:%M} by the spreadsheet; format the cell as "
            "text and write it with units, such as 1h30m or 90s"
        )
    return (
        f"was turned into the date {value.day} {value:%B %Y} by the spreadsheet; format the cell "
        "as text and type it again"
    )
