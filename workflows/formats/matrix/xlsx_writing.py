"""Write a requirement matrix as XLSX (ECMA-376): headings that stay in view, drop-downs for what
has choices, the help of each column as its input message.

Every cell is a text, also where it begins like a formula. The same matrix gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workflows.definition.column_sets import GROUPS
from workflows.definition.columns import Column, ColumnKind, applicable, requirements_of
from workflows.definition.matrix import References, shown, undo_choices
from workflows.definition.model import Definition, Node
from workflows.formats.matrix.change import RowFacts
from workflows.formats.matrix.table import FACTS, HEADINGS

__all__ = ["SHEET", "write"]

SHEET, LISTS = "Requirements", "Lists"
_COLUMNS = tuple(chain.from_iterable(group.columns for group in GROUPS))
_FIRST, _FIRST_ROW = 3, 3
_FACTS_AT = _FIRST + len(_COLUMNS)
_ROOM = 200
"""Rows below the last step in which the drop-downs work too."""

_INK, _MUTED, _LINE, _HEAD = "FF1A2233", "FF566172", "FF8A94A4", "FFE9EEF8"
_THEN = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - openpyxl wants it without a zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767
_WIDTHS = {"step": 18, "name": 28, "note": 40, "assumed": 24, "confirmed_by": 18}


def write(definition: Definition, facts: Mapping[str, RowFacts] | None = None) -> bytes:
    """The matrix as XLSX; ``facts`` are those of the rows, by step.

    Assumed cells are dashed and in italics; their columns stand in ``Assumed`` too, for machines.
    """
    book = Workbook()
    _register(book)
    sheet = book.worksheets[0]
    sheet.title = SHEET
    names = _Names(definition)
    lists = book.create_sheet(LISTS)
    _head(sheet)
    for number, step in enumerate(definition.steps, start=_FIRST_ROW):
        _line(sheet, number, names, step, (facts or {}).get(step.id, RowFacts()))
    _lists(lists, names)
    _drop_downs(sheet, definition)
    _views(sheet, lists)
    book.properties.creator, book.properties.created = "Podium", _THEN
    packed = BytesIO()
    book.save(packed)
    return _repacked(packed.getvalue())


def _register(book: Workbook) -> None:
    dashed = Side(style="dashed", color=_LINE)
    thin = Side(style="thin", color=_LINE)
    stated = NamedStyle("Stated", font=Font(color=_INK), number_format="@")
    assumed = NamedStyle(
        "Assumed",
        font=Font(color=_MUTED, italic=True),
        border=Border(left=dashed, right=dashed, top=dashed, bottom=dashed),
        number_format="@",
    )
    head = NamedStyle(
        "Heading",
        font=Font(color=_INK, bold=True),
        fill=PatternFill("solid", fgColor=_HEAD),
        border=Border(bottom=thin),
        number_format="@",
    )
    none = NamedStyle("Not for this step", fill=PatternFill("lightUp", fgColor=_LINE))
    none.number_format = "@"
    for style in (stated, assumed, head, none):
        style.alignment = Alignment(vertical="top", wrap_text=style is stated)
        book.add_named_style(style)


def _head(sheet: Worksheet) -> None:
    at = _FIRST
    for group in GROUPS:
        _put(sheet, 1, at, group.title, "Heading")
        if len(group.columns) > 1:
            sheet.merge_cells(
                start_row=1, end_row=1, start_column=at, end_column=at + len(group.columns) - 1
            )
        at += len(group.columns)
    labels = ["Step", "Name", *(column.label for column in _COLUMNS), *FACTS.values()]
    for place, label in enumerate(labels, start=1):
        _put(sheet, 2, place, label, "Heading")


def _line(sheet: Worksheet, number: int, names: _Names, step: Node, facts: RowFacts) -> None:
    assumed = requirements_of(step).assumed
    _put(sheet, number, 1, step.id, "Stated")
    _put(sheet, number, 2, step.name, "Stated")
    for place, column in enumerate(_COLUMNS, start=_FIRST):
        if column in applicable(step):
            style = "Assumed" if column.id in assumed else "Stated"
            _put(sheet, number, place, names.of(column, column.text(step)), style)
        else:
            _put(sheet, number, place, "", "Not for this step")
    written = {
        "note": facts.note,
        "assumed": " ".join(sorted(assumed)),
        "confirmed_by": facts.known_by,
        "confirmed_at": facts.known_at,
        "version": str(facts.version),
    }
    for place, name in enumerate(FACTS, start=_FACTS_AT):
        _put(sheet, number, place, written[name], "Stated")


class _Names:
    """What people read in place of ids, where it leads back to the id."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._references = References(definition)

    def of(self, column: Column, text: str) -> str:
        """The name for the id in a cell; any other text as it stands."""
        name = " ".join(shown(self.definition, column, text).split())
        if not name or name == text or _UNWRITABLE.search(name):
            return text
        return name if self._references.resolved(column, name) == text else text


def _put(sheet: Worksheet, row: int, column: int, text: str, style: str) -> None:
    cell: Any = sheet.cell(row=row, column=column)
    cell.style = style
    if text:
        # Set apart from the type, or a text that begins like a formula would become one.
        cell._value = _UNWRITABLE.sub("", text)[:_LONGEST_CELL]
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@'\t\n"


def _lists(lists: Worksheet, names: _Names) -> None:
    _put(lists, 1, 1, "Participants", "Heading")
    _put(lists, 1, 2, "What can undo a step", "Heading")
    participant = next(c for c in _COLUMNS if c.kind is ColumnKind.PARTICIPANT)
    step = next(c for c in _COLUMNS if c.kind is ColumnKind.STEP)
    for number, one in enumerate(names.definition.participants, start=2):
        _put(lists, number, 1, names.of(participant, one.id), "Stated")
    for number, own_id in enumerate(undo_choices(names.definition), start=2):
        _put(lists, number, 2, names.of(step, own_id), "Stated")


def _drop_downs(sheet: Worksheet, definition: Definition) -> None:
    last = _FIRST_ROW + max(len(definition.steps), 1) - 1 + _ROOM
    for place, column in enumerate(_COLUMNS, start=_FIRST):
        letter = get_column_letter(place)
        rule = _rule(column, definition)
        rule.promptTitle, rule.prompt = column.label[:32], column.help[:255]
        rule.showInputMessage = rule.allow_blank = True
        rule.add(f"{letter}{_FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)


def _rule(column: Column, definition: Definition) -> DataValidation:
    source = _source(column, definition)
    if not source:
        return DataValidation(type=None)
    rule = DataValidation(type="list", formula1=source)
    rule.showErrorMessage = True
    rule.errorTitle, rule.error = column.label[:32], "Choose one of the list."
    return rule


def _source(column: Column, definition: Definition) -> str:
    """What a drop-down offers, as a formula; empty where there is none."""
    if column.kind is ColumnKind.CHOICE:
        return f'"{",".join(column.choices)}"'
    if column.kind is ColumnKind.FLAG:
        return '"yes,no"'
    if column.kind is ColumnKind.PARTICIPANT and definition.participants:
        return f"{LISTS}!$A$2:$A${len(definition.participants) + 1}"
    if column.kind is ColumnKind.STEP and undo_choices(definition):
        return f"{LISTS}!$B$2:$B${len(undo_choices(definition)) + 1}"
    return ""


def _views(sheet: Worksheet, lists: Worksheet) -> None:
    sheet.freeze_panes = "C3"
    names = ["step", "name", *(column.id for column in _COLUMNS), *FACTS]
    for place, name in enumerate(names, start=1):
        width = _WIDTHS.get(name, max(12, len(HEADINGS[name]) + 2))
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.column_dimensions[get_column_letter(len(names))].hidden = True
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows, sheet.print_title_cols = "1:2", "A:B"
    for letter in ("A", "B"):
        lists.column_dimensions[letter].width = 32


def _repacked(packed: bytes) -> bytes:
    """The same file without the time of day, which openpyxl puts into it twice."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(packed)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for one in source.infolist():
            part = source.read(one)
            if one.filename == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(one.filename, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return out.getvalue()
