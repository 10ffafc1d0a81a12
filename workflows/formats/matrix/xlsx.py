"""The requirement matrix as XLSX."""

from workflows.formats.matrix.xlsx_reading import read
from workflows.formats.matrix.xlsx_writing import write

__all__ = ["read", "write"]
