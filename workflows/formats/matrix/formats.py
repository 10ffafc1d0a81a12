"""Every format of requirement matrices, by name; the documentation is made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from workflows.definition.model import Definition
from workflows.formats.matrix import csv, xlsx
from workflows.formats.matrix.change import MatrixChange, RowFacts

__all__ = ["MATRIX_FORMATS", "MatrixFormat", "matrix_format_of"]


class _Reader(Protocol):
    def __call__(
        self, content: bytes, definition: Definition, facts: Mapping[str, RowFacts] | None = None
    ) -> MatrixChange: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixFormat:
    """One format. ``read`` raises ``DefinitionError`` for files that are no matrix; ``judge``
    names who else's parser our files have passed."""

    name: str
    label: str
    extensions: tuple[str, ...]
    media_type: str
    judge: str
    read: _Reader
    write: Callable[[Definition, Mapping[str, RowFacts] | None], bytes]


MATRIX_FORMATS: dict[str, MatrixFormat] = {
    one.name: one
    for one in (
        MatrixFormat(
            name="xlsx",
            label="Requirement matrix as XLSX",
            extensions=("xlsx",),
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            judge="openpyxl, pandas, LibreOffice",
            read=xlsx.read,
            write=xlsx.write,
        ),
        MatrixFormat(
            name="csv",
            label="Requirement matrix as CSV",
            extensions=("csv", "tsv", "txt"),
            media_type="text/csv",
            judge="pandas, LibreOffice",
            read=csv.read,
            write=csv.write,
        ),
    )
}

_ZIP, _COMPOUND_FILE = b"PK", b"\xd0\xcf\x11\xe0"


def matrix_format_of(content: bytes) -> MatrixFormat:
    """The format of a file by its first bytes: people rename files, bytes do not."""
    is_workbook = content.startswith((_ZIP, _COMPOUND_FILE))
    return MATRIX_FORMATS["xlsx" if is_workbook else "csv"]
