"""From one format to another, with a note on everything that did not come along."""

from __future__ import annotations

from workflows.definition.findings import Finding
from workflows.formats.reading import Reading
from workflows.formats.registry import read, write

__all__ = ["convert"]


def convert(
    content: bytes, source_name: str, target_format: str, *, onto: Reading | None = None
) -> tuple[bytes, tuple[Finding, ...]]:
    """The file in another format, and the loss report: the reader's notes and what the writer
    could not say.

    ``source_name`` and ``target_format`` are file names, extensions or format names. The target is
    written onto ``onto``, else onto the file itself, where that is of the same format. Raises
    ``DefinitionError`` where a format is unknown or the content cannot be read.
    """
    reading = read(source_name, content)
    writing = write(target_format, reading.definition, base=onto or reading)
    return writing.content, (*reading.notes, *writing.losses)
