"""A block of cells as spreadsheet programs put it on the clipboard: lines of texts between tabs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from workflows.definition.model import Definition
from workflows.formats.matrix.change import MatrixChange
from workflows.formats.matrix.table import STEP, Table, TableRow, laid_over
from workflows.formats.reading import refuse_large, refused

__all__ = ["block_of", "pasted"]

_MOST_CELLS = 50_000


def block_of(text: str) -> list[list[str]]:
    """The cells, row by row; rows may differ in length.

    Raises ``DefinitionError`` for an empty or too large block.
    """
    refuse_large(text.encode("utf-8", "replace"))
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    try:
        rows = list(csv.reader(StringIO(plain.strip("\n") + "\n"), dialect="excel-tab"))
    except csv.Error as error:
        raise refused(f"is no block of cells: {error}; copy it again") from None
    if (count := sum(len(row) for row in rows)) > _MOST_CELLS:
        raise refused(f"has {count:,} cells, at most {_MOST_CELLS:,} are pasted at once")
    return [row or [""] for row in rows]


def pasted(
    block: Sequence[Sequence[str]],
    definition: Definition,
    *,
    steps: Sequence[str],
    columns: Sequence[str],
) -> MatrixChange:
    """What the block would change, its first row going to the first of ``steps``, its first column
    to the first of ``columns`` (ids, as they stand on the page).

    Raises ``DefinitionError`` where it reaches beyond the last step or column.
    """
    width = max(len(row) for row in block)
    if len(block) > len(steps) or width > len(columns):
        raise refused(
            f"has {len(block)} rows and {width} columns, and from there on the matrix has "
            f"{len(steps)} and {len(columns)}; begin further up or to the left"
        )
    rows = [
        TableRow(number, [step_id, *cells])
        for number, (step_id, cells) in enumerate(zip(steps, block, strict=False), start=1)
    ]
    return laid_over(Table([STEP, *columns[:width]], rows), definition)
