"""Files that no library shall open."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from tests.workflows.formats.matrix.workbooks import book, with_part
from workflows.definition.findings import DefinitionError
from workflows.formats.matrix.workbook_guard import guarded

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes) -> str:
    with pytest.raises(DefinitionError) as caught:
        guarded(content)
    return str(caught.value)


def spoilt(**parts: bytes) -> bytes:
    return with_part(book(("Step",)), {name.replace("__", "/"): p for name, p in parts.items()})


def test_a_plain_workbook_passes() -> None:
    assert SHEET in guarded(book(("Step",)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"Step,Timeout", "is no XLSX file"),
        (b"PK\x03\x04rest", "is a damaged XLSX file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        (b"PK" + bytes(6 * 1024 * 1024), "at most 5 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_with_the_mend(content: bytes, message: str) -> None:
    assert message in refusal(content)


@pytest.mark.parametrize(
    ("name", "part", "message"),
    [
        ("xl/vbaProject.bin", b"x", "holds macros"),
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
        ("xl/workbook.bin", b"x", "binary workbook"),
        ("[Content_Types].xml", None, "no spreadsheet"),
        ("[Content_Types].xml", b"<a>application/vnd.ms-excel.sheet.macroEnabled</a>", "macros"),
        (SHEET, b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "declares entities"),
        (SHEET, '<?xml version="1.0"?><x/>'.encode("utf-16"), "not UTF-8"),
        (SHEET, b"".join(b"<row r='%d'/>" % n for n in range(30_000)), "has 30,000 rows"),
        (SHEET, b"".join(b"<c r='A%d'/>" % n for n in range(500_000)), "has 500,000 cells"),
        (SHEET, b"<row r='1'/>" * 1_000_000, "far more than its size"),
        (SHEET, b'<row r="99999999999"/>', "beyond the last"),
        (SHEET, bytes(40 * 1024 * 1024), "far more than its size"),
    ],
)
def test_a_workbook_that_no_matrix_needs_is_refused_with_the_mend(
    name: str, part: bytes | None, message: str
) -> None:
    assert message in refusal(with_part(book(("Step",)), {name: part}))


def test_many_members_are_refused() -> None:
    parts: dict[str, bytes | None] = {f"xl/media/{number}.png": b"" for number in range(600)}

    assert "holds 6" in refusal(with_part(book(("Step",)), parts))


def test_a_member_that_lies_about_its_size_is_not_believed() -> None:
    content = with_part(book(("Step",)), {SHEET: b"<x>" + b"a" * 30_000_000})
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size

    lying = content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert refusal(lying)


def test_links_to_other_files_are_left_alone() -> None:
    parts: dict[str, bytes | None] = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}

    assert guarded(with_part(book(("Step",)), parts))
