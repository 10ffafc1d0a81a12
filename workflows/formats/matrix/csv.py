"""The requirement matrix as CSV.

A cell that a spreadsheet would run as a formula gets an apostrophe in front on the way out, and
loses it on the way in (OWASP, "CSV Injection").
"""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

import pandas as pd

from workflows.definition.columns import requirements_of
from workflows.definition.matrix import row
from workflows.definition.model import Definition, Node
from workflows.formats.matrix.change import MatrixChange, RowFacts
from workflows.formats.matrix.table import HEADINGS, MOST_ROWS, Table, TableRow, laid_over
from workflows.formats.reading import refuse_large, refused

__all__ = ["read", "write"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(definition: Definition, facts: Mapping[str, RowFacts] | None = None) -> bytes:
    """The matrix as UTF-8 CSV with a byte-order mark, which spreadsheets need to see umlauts.

    ``facts`` are those of the rows, by step.
    """
    known = facts or {}
    frame = pd.DataFrame(
        [_record(definition, step, known.get(step.id, RowFacts())) for step in definition.steps],
        columns=list(HEADINGS),
        dtype=object,  # a column that no step has would be one of numbers
    )
    safe = frame.fillna("").map(_neutral)
    text = safe.to_csv(index=False, lineterminator="\n")
    return b"\xef\xbb\xbf" + text.encode()


def _record(definition: Definition, step: Node, facts: RowFacts) -> dict[str, str]:
    return {
        "step": step.id,
        "name": step.name,
        **row(definition, step),
        "note": facts.note,
        "assumed": " ".join(sorted(requirements_of(step).assumed)),
        "confirmed_by": facts.known_by,
        "confirmed_at": facts.known_at,
        "version": str(facts.version),
    }


def read(
    content: bytes, definition: Definition, facts: Mapping[str, RowFacts] | None = None
) -> MatrixChange:
    """What the file would change; nothing is stored.

    Raises ``DefinitionError`` where it is no CSV of this matrix at all: too large, not text, no
    ``step`` column.
    """
    refuse_large(content)
    frame = _frame(_decoded(content))
    rows = [
        TableRow(number, [_restored(str(cell)) for cell in cells])
        for number, cells in enumerate(frame.itertuples(index=False, name=None), start=1)
    ]
    if len(rows) > MOST_ROWS + 1:
        raise refused(f"has more than {MOST_ROWS:,} rows; a matrix has one a step")
    header = [str(cell) for cell in rows[0].cells]
    return laid_over(Table(header, rows[1:]), definition, facts)


def _frame(text: str) -> pd.DataFrame:
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    try:
        return pd.read_csv(
            StringIO(text),
            sep=separator,
            header=None,
            dtype=str,
            keep_default_na=False,
            nrows=MOST_ROWS + 2,
            # So that a row's number is the one that a spreadsheet shows.
            skip_blank_lines=False,
        ).fillna("")
    except (ValueError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        what = str(error).strip().split("\n")[0]
        raise refused(f"is not a CSV table: {what}; save it as CSV again") from None


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
