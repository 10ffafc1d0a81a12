"""The requirement matrix as a file: one module a format, with the same ``read`` and ``write``."""

from workflows.formats.matrix.block import block_of, pasted
from workflows.formats.matrix.change import NOTE, CellChange, CellError, MatrixChange, RowFacts
from workflows.formats.matrix.formats import MATRIX_FORMATS, MatrixFormat, matrix_format_of

__all__ = [
    "MATRIX_FORMATS",
    "NOTE",
    "CellChange",
    "CellError",
    "MatrixChange",
    "MatrixFormat",
    "RowFacts",
    "block_of",
    "matrix_format_of",
    "pasted",
]
