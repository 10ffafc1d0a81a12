"""Spreadsheets that people and their programs made something of."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.definition.steps import shop
from tests.workflows.formats.matrix.workbooks import book, with_part
from workflows.definition.columns import requirements_of
from workflows.definition.findings import DefinitionError
from workflows.formats.matrix import CellError, RowFacts
from workflows.formats.matrix.xlsx import read, write


def error_of(column: str, value: Any) -> CellError:
    (error,) = read(book(("Step", column), ("charge", value)), shop()).errors
    return error


def outcome(content: bytes) -> str:
    """Any error but the reader's own fails the test."""
    try:
        read(content, shop())
    except DefinitionError:
        return "refused"
    return "read"


def after(column: str, value: Any) -> str:
    (change,) = read(book(("Step", column), ("charge", value)), shop()).changes
    return change.after


def test_headings_and_names_are_understood_as_well_as_ids() -> None:
    found = read(book(("STEP", "Undone by", "effect"), ("charge", "Refund", True)), shop())

    assert [(c.column, c.after) for c in found.changes][:1] == [("effect", "yes")]
    effect = requirements_of(found.definition.by_id["charge"]).effect
    assert effect is not None
    assert effect.compensation == "refund"


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("Transient failures", 0.01, "1%"),
        ("Transient failures", "1,5 %", "1.5%"),
        ("Timeout", "0,5s", "500ms"),
        ("Timeout", "5\u00a0s", "5s"),
        ("Tries", 5.0, "5"),
        ("Effect", True, "yes"),
    ],
)
def test_what_spreadsheets_make_of_a_value_is_understood(
    column: str, value: Any, text: str
) -> None:
    assert after(column, value) == text


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("Timeout", dt.datetime(2026, 5, 5), "turned into the date 5 May 2026"),  # noqa: DTZ001
        ("Timeout", dt.time(1, 30), "turned into the time of day 01:30"),
        ("Timeout", dt.timedelta(hours=30), "turned into the time 1 day"),
        ("Timeout", 5, "needs a unit"),
        ("Timeout", "1,500ms", "may mean 1.500 or 1500"),
        ("Timeout", "=5*2", "a formula without a stored result"),
        ("Note", dt.time(1, 30), "write it with units"),
    ],
)
def test_what_cannot_be_guessed_back_is_an_error_with_its_address(
    column: str, value: Any, message: str
) -> None:
    error = error_of(column, value)

    assert (error.address, error.step) == ("B2", "charge")
    assert message in error.message


def test_a_formula_gives_its_stored_result() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Step</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Tries</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>charge</t></is></c>'
        b'<c r="B2"><f>2+3</f><v>5</v></c></row></sheetData></worksheet>'
    )

    found = read(with_part(book(("x",)), {"xl/worksheets/sheet1.xml": sheet}), shop())

    assert [change.after for change in found.changes] == ["5"]


def test_an_error_value_is_told() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Step</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Tries</t></is></c></row>'
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>charge</t></is></c>'
        b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData></worksheet>'
    )

    (error,) = read(with_part(book(("x",)), {"xl/worksheets/sheet1.xml": sheet}), shop()).errors

    assert error.message == "shows the error #DIV/0!; write the value instead"


def test_merged_cells_are_told_instead_of_emptying_their_neighbours() -> None:
    rows = ("Step", "Timeout"), ("charge", "5s"), ("refund", "6s")

    found = read(book(*rows, change=lambda sheet: sheet.merge_cells("B2:B3")), shop())

    assert [error.address for error in found.errors] == ["B2", "B3"]
    assert "is merged" in found.errors[0].message


def test_the_sheet_with_the_steps_is_found_among_others() -> None:
    def moved(sheet: Any) -> None:
        sheet.parent.create_sheet("Cover", 0)["A1"] = "Our order process"

    found = read(book(("", ""), ("Step", "Tries"), ("charge", 7), change=moved), shop())

    assert [(c.column, c.after) for c in found.changes] == [("max_attempts", "7")]


def test_empty_rows_and_formatted_ones_far_below_are_nothing() -> None:
    def formatted(sheet: Any) -> None:
        sheet.row_dimensions[1_048_576].height = 12

    found = read(book(("Step", "Tries"), (), ("charge", 7), change=formatted), shop())

    assert (len(found.changes), found.errors) == (1, ())


def test_an_unknown_column_comes_with_the_one_it_resembles() -> None:
    found = read(book(("Step", "Timeuot"), ("charge", "5s")), shop())

    assert found.unknown_columns == ("Timeuot",)
    assert found.suggestions == {"Timeuot": "Timeout"}


def test_a_note_is_read_and_measured_against_the_one_that_is_there() -> None:
    facts = {"charge": RowFacts(note="old")}

    found = read(book(("Step", "Note"), ("charge", "new"), ("refund", "")), shop(), facts)

    assert found.notes == {"charge": "new"}


MADE = write(shop())


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, len(MADE) - 1), junk=st.binary(min_size=1, max_size=6))
def test_a_spoilt_file_raises_nothing_but_its_own_error(place: int, junk: bytes) -> None:
    spoilt = MADE[:place] + junk + MADE[place + len(junk) :]

    assert outcome(spoilt) in {"refused", "read"}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_spoilt_part_raises_nothing_but_its_own_error(data: st.DataObject) -> None:
    sheet = _part(MADE, "xl/worksheets/sheet1.xml")
    place = data.draw(st.integers(0, len(sheet) - 1))
    junk = data.draw(
        st.sampled_from([b"", b"<", b'"', b"99999999999", b"<c/>", b"\xff", b"</row>"])
    )
    spoilt = with_part(
        MADE, {"xl/worksheets/sheet1.xml": sheet[:place] + junk + sheet[place + 3 :]}
    )

    assert outcome(spoilt) in {"refused", "read"}


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)
