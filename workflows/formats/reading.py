"""What every reader gives back, and the limits that every reader keeps."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.definition.findings import DefinitionError, Finding, Problem
from workflows.definition.model import Definition

__all__ = ["MAX_BYTES", "Reading", "refuse_large", "refused"]

MAX_BYTES = 5 * 1024 * 1024


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
