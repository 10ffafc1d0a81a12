"""What is refused of a spreadsheet file before any library opens it: macros, bombs, encryption,
other formats, more cells than a matrix has.

An XLSX file is a ZIP of XML parts (ECMA-376, part 2). All its parts are unpacked here once, no
further than their limits, however large their headers say they are.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from workflows.formats.reading import refuse_large, refused

__all__ = ["MOST_CELLS", "guarded"]

MOST_CELLS = 400_000
_MOST_PARTS = 500
_MOST_UNPACKED = 60 * 1024 * 1024
_MOST_RATIO = 200
_SMALL = 1024 * 1024
_LAST_ROW = 1_048_576
_MOST_ROW_ELEMENTS = 20_000

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s>/]")
_ROW_NUMBER = re.compile(rb"<(?:\w{1,20}:)?row\s[^<>]{0,500}?\br=[\"'](\d+)[\"']")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s>/]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def guarded(content: bytes) -> dict[str, bytes]:
    """The unpacked parts of an XLSX file, by name.

    Raises ``DefinitionError`` for anything that is none, or that no matrix needs.
    """
    refuse_large(content)
    if content.startswith(_COMPOUND_FILE):
        raise refused(
            "is locked with a password, or in Excel’s old format (.xls); save it as .xlsx without "
            "a password"
        )
    if not content.startswith(b"PK"):
        raise refused("is no XLSX file; save it as .xlsx or .csv")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _refuse_other_kinds(archive)
            parts = _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise refused(f"is a damaged XLSX file ({error}); save it again") from None
    except (RuntimeError, ValueError, OverflowError) as error:
        raise refused(f"cannot be unpacked ({error}); save it again as .xlsx") from None
    for name, part in parts.items():
        _refuse_part(name, part)
    return parts


def _refuse_other_kinds(archive: zipfile.ZipFile) -> None:
    names = [one.filename for one in archive.infolist()]
    if len(names) > _MOST_PARTS:
        raise refused(f"holds {len(names)} files; save only the table as .xlsx")
    if len(names) != len(set(names)):
        raise refused("holds a part twice; save it again as .xlsx")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise refused("holds macros (.xlsm), which are never opened; save it as .xlsx")
    if "mimetype" in names or "content.xml" in names:
        raise refused("is an OpenDocument spreadsheet (.ods); save it as .xlsx or .csv")
    if "xl/workbook.bin" in names:
        raise refused("is a binary workbook (.xlsb); save it as .xlsx")
    if "[Content_Types].xml" not in names:
        raise refused("is a ZIP file, but no spreadsheet; save the matrix as .xlsx or .csv")


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = _MOST_UNPACKED
    for one in archive.infolist():
        if one.flag_bits & 1:
            raise refused("is locked with a password; save it without one")
        allowed = min(left, max(_SMALL, one.compress_size * _MOST_RATIO))
        with archive.open(one) as stream:
            part = stream.read(allowed + 1)
        if len(part) > allowed:
            raise refused(
                f"unpacks to far more than its size ({one.filename}); save only the table as .xlsx"
            )
        left -= len(part)
        parts[one.filename] = part
    return parts


def _refuse_part(name: str, part: bytes) -> None:
    if not name.casefold().endswith((".xml", ".rels", ".vml")):
        return
    # In UTF-16 a declaration would hide from the search; no spreadsheet program writes it.
    if b"\x00" in part[:64] or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refused(f"holds a part that is not UTF-8 ({name}); save it again as .xlsx")
    if _DECLARATION.search(part):
        raise refused(f"declares entities ({name}), which no spreadsheet does; save it again")
    if name == "[Content_Types].xml" and b"macroEnabled" in part:
        raise refused("is a workbook with macros (.xlsm); save it as .xlsx")
    if b"worksheet" in name.encode():
        _refuse_large_sheet(part)


def _refuse_large_sheet(part: bytes) -> None:
    rows = sum(1 for _ in _ROW.finditer(part))
    if rows > _MOST_ROW_ELEMENTS:
        raise refused(f"has {rows:,} rows; a matrix has one a step, 10,000 at most")
    if (cells := sum(1 for _ in _CELL.finditer(part))) > MOST_CELLS:
        raise refused(f"has {cells:,} cells, at most {MOST_CELLS:,} are read; save only the table")
    if any(len(n) > 7 or not 1 <= int(n) <= _LAST_ROW for n in _ROW_NUMBER.findall(part)):
        raise refused("has a row beyond the last that spreadsheets know; save it again")
