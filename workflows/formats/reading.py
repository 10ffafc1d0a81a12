"""What every reader gives back, and the limits that every reader keeps."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.definition.findings import DefinitionError, Finding, Problem
from workflows.definition.model import Definition

__all__ = ["MAX_BYTES", "Reading", "refuse_large", "refuse_other", "refused"]

MAX_BYTES = 5 * 1024 * 1024


_OTHERS = {
    b"PK\x03\x04": "is a ZIP archive; unpack it and choose the map in it",
    b"\x1f\x8b": "is packed with gzip; unpack it",
    b"BZh": "is packed with bzip2; unpack it",
    b"\xfd7zXZ": "is packed with xz; unpack it",
    b"7z\xbc\xaf": "is a 7z archive; unpack it and choose the map in it",
    b"Rar!": "is a RAR archive; unpack it and choose the map in it",
    b"\x89PNG": "is a PNG picture; choose the file that it was drawn from",
    b"\xff\xd8\xff": "is a JPEG picture; choose the file that it was drawn from",
    b"GIF8": "is a GIF picture; choose the file that it was drawn from",
    b"%PDF": "is a PDF; choose the file that it was printed from",
    b"\xd0\xcf\x11\xe0": "is an old Office or Visio file; export it as BPMN 2.0 XML",
    b"\x7fELF": "is a program, not a map; choose another file",
    b"SQLite format 3": "is a database, not a map; choose another file",
    b"version https://git-lfs": "is a pointer of Git LFS; fetch the file with `git lfs pull`",
}
"""What files that are no maps begin with, whatever their name says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A definition read from a file.

    ``notes`` lists what the reader did not understand (it stays in ``original``) and what it
    assumed, each with the element's id in ``where``. ``format`` is the registry's name of it.
    """

    definition: Definition
    notes: tuple[Finding, ...]
    original: bytes
    format: str


def refused(message: str, *, line: int | None = None) -> DefinitionError:
    """The error for a file that cannot be read at all."""
    return DefinitionError((Problem(where="", message=message, line=line),))


def refuse_large(content: bytes, *, mend: str = "split the map") -> None:
    """Raises ``DefinitionError`` for a file over ``MAX_BYTES``, or an empty one."""
    if len(content) > MAX_BYTES:
        size = len(content) / 1024 / 1024
        raise refused(f"the file has {size:.1f} MB, at most 5 MB are read; {mend}")
    if not content.strip():
        raise refused("the file is empty; choose another one")


def refuse_other(content: bytes) -> None:
    """Raises ``DefinitionError`` for what is no text at all, or only the address of one."""
    for begin, message in _OTHERS.items():
        if content.startswith(begin):
            raise refused(message)
