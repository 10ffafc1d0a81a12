"""Every format that Podium reads or writes, by name and by file extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from workflows.definition.model import Definition
from workflows.formats import bpmn, yaml
from workflows.formats.reading import Reading, refused

__all__ = ["FORMATS", "Format", "format_of", "read", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format. ``read`` raises ``DefinitionError``; the first of ``extensions`` is the one
    that new files get; ``supports`` says in words what survives."""

    name: str
    label: str
    extensions: tuple[str, ...]
    media_type: str
    read: Callable[[bytes], Reading]
    write: Callable[[Definition], bytes]
    supports: str


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format(
            name="yaml",
            label="Podium YAML",
            extensions=("yaml", "yml", "json"),
            media_type="application/yaml",
            read=yaml.read,
            write=yaml.write,
            supports="everything; JSON is read as well",
        ),
        Format(
            name="bpmn",
            label="BPMN 2.0 XML",
            extensions=("bpmn", "xml"),
            media_type="application/bpmn+xml",
            read=bpmn.read,
            write=bpmn.write,
            supports="everything, the requirements in extension elements; with a drawing",
        ),
    )
}


def format_of(name: str) -> Format:
    """The format of a file name, an extension or a format's own name.

    Raises ``DefinitionError`` that lists the known ones.
    """
    wanted = (PurePath(name).suffix or name).lstrip(".").lower()
    for one in FORMATS.values():
        if wanted == one.name or wanted in one.extensions:
            return one
    known = ", ".join(f".{ext}" for one in FORMATS.values() for ext in one.extensions)
    raise refused(f"{name!r} has no known extension; known are {known}")


def read(name: str, content: bytes) -> Reading:
    """The definition in a file, by its name.

    Raises ``DefinitionError`` with every problem found.
    """
    return format_of(name).read(content)


def write(name: str, definition: Definition) -> bytes:
    """The definition in the format of that name."""
    return format_of(name).write(definition)
