"""Every format that Podium reads or writes, by name and by file extension.

Each format is one module (or package) with the same functions: ``read`` and ``write``, whichever
it has, and ``SUPPORTS``, which says as data how far it can say each feature of a map.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol

from workflows.definition.model import Definition
from workflows.formats import (
    asl,
    asyncapi,
    bpmn,
    camunda8,
    json_map,
    mermaid,
    openworkflow,
    png,
    svg,
    yaml,
)
from workflows.formats.reading import Reading, refuse_large, refuse_other, refused
from workflows.formats.spoken_ids import spoken_ids, with_spoken_ids
from workflows.formats.support import Supports
from workflows.formats.writing import Writing

__all__ = ["FORMATS", "Format", "Writer", "format_named", "format_of", "read", "write"]


class Writer(Protocol):
    """Writes a map. ``base`` is a file of the same format that the map came from: what it holds
    and a definition cannot say (comments, drawing, other tools' elements) is kept."""

    def __call__(self, definition: Definition, *, base: bytes | None = None) -> Writing: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format of maps.

    ``read`` raises ``DefinitionError``; None where Podium does not read or write it. The first of
    ``extensions`` is the one that new files get; a longer one (``asl.json``) wins over its end.
    ``mark`` is found in the text of such files and in no other: it tells formats apart that share
    an extension. ``judge`` names who else's parser our files have passed. ``ids_are_names``: people
    meet the ids in such a file as names of topics and results, so made-up ones give way.
    """

    name: str
    label: str
    extensions: tuple[str, ...]
    media_type: str
    supports: Supports
    judge: str
    read: Callable[[bytes], Reading] | None = None
    write: Writer | None = None
    mark: re.Pattern[str] | None = None
    ids_are_names: bool = False


_TEXTS = ("yaml", "yml", "json")

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format(
            name="yaml",
            label="Podium YAML",
            extensions=("yaml", "yml"),
            media_type="application/yaml",
            read=yaml.read,
            write=yaml.write,
            supports=yaml.SUPPORTS,
            judge="its JSON Schema",
        ),
        Format(
            name="json",
            label="Podium JSON",
            extensions=("json",),
            media_type="application/json",
            read=json_map.read,
            write=json_map.write,
            supports=json_map.SUPPORTS,
            judge="its JSON Schema",
        ),
        Format(
            name="bpmn",
            label="BPMN 2.0 XML",
            extensions=("bpmn", "bpmn2", "xml"),
            media_type="application/bpmn+xml",
            read=bpmn.read,
            write=bpmn.write,
            supports=bpmn.SUPPORTS,
            judge="the OMG’s XML Schema, bpmn-js, bpmnlint",
        ),
        Format(
            name="camunda8",
            label="Camunda 8 executable BPMN",
            extensions=("bpmn",),
            media_type="application/bpmn+xml",
            write=camunda8.write,
            supports=camunda8.SUPPORTS,
            judge="the OMG’s XML Schema, bpmnlint with Camunda’s own rules",
        ),
        Format(
            name="asl",
            label="Amazon States Language",
            extensions=("asl.json", "asl", "json"),
            media_type="application/json",
            read=asl.read,
            write=asl.write,
            supports=asl.SUPPORTS,
            judge="asl-validator",
            mark=asl.MARK,
            ids_are_names=True,
        ),
        Format(
            name="asl-yaml",
            label="Amazon States Language, YAML",
            extensions=("asl.yaml", "asl.yml", "yaml", "yml"),
            media_type="application/yaml",
            read=asl.read_yaml,
            write=asl.write_yaml,
            supports=asl.SUPPORTS,
            judge="asl-validator",
            mark=asl.MARK,
            ids_are_names=True,
        ),
        Format(
            name="openworkflow",
            label="Open Workflow Specification 1.0",
            extensions=(*(f"{kind}.{end}" for kind in ("ows", "sw") for end in _TEXTS), *_TEXTS),
            media_type="application/vnd.openworkflow+yaml",
            read=openworkflow.read,
            write=openworkflow.write,
            supports=openworkflow.SUPPORTS,
            judge="its JSON Schema",
            mark=openworkflow.MARK,
            ids_are_names=True,
        ),
        Format(
            name="asyncapi",
            label="AsyncAPI 3",
            extensions=("asyncapi.yaml",),
            media_type="application/vnd.aai.asyncapi+yaml",
            write=asyncapi.write,
            supports=asyncapi.SUPPORTS,
            judge="@asyncapi/parser",
            ids_are_names=True,
        ),
        Format(
            name="asyncapi-participants",
            label="AsyncAPI 3, a document per participant",
            extensions=("asyncapi.zip",),
            media_type="application/zip",
            write=asyncapi.write_participants,
            supports=asyncapi.SUPPORTS,
            judge="@asyncapi/parser",
            ids_are_names=True,
        ),
        Format(
            name="mermaid",
            label="Mermaid",
            extensions=("mmd", "mermaid"),
            media_type="text/vnd.mermaid",
            write=mermaid.write,
            supports=mermaid.SUPPORTS,
            judge="Mermaid’s own parser",
        ),
        Format(
            name="svg",
            label="SVG",
            extensions=("svg",),
            media_type="image/svg+xml",
            write=svg.write,
            supports=svg.SUPPORTS,
            judge="Chromium draws it",
        ),
        Format(
            name="png",
            label="PNG",
            extensions=("png",),
            media_type="image/png",
            write=png.write,
            supports=png.SUPPORTS,
            judge="Pillow opens it",
        ),
    )
}

# Enough of a file to find what tells its format, in files of any size.
_LOOKED_AT = 200_000


def format_named(name: str) -> Format:
    """The format of that name. Raises ``KeyError`` where there is none."""
    return FORMATS[name]


def format_of(name: str, content: bytes = b"") -> Format:
    """The format of a file name, an extension or a format's own name.

    Where formats share the extension, the one whose mark stands in ``content``, else the first
    of them. Raises ``DefinitionError`` that lists the known ones.
    """
    if name.lower() in FORMATS:
        return FORMATS[name.lower()]
    file = PurePath(name).name.lower()
    endings = {
        extension: one
        for one in reversed(FORMATS.values())
        for extension in one.extensions
        if f".{file}".endswith(f".{extension}")
    }
    if not endings:
        known = sorted({f".{ext}" for one in FORMATS.values() for ext in one.extensions})
        raise refused(f"{name!r} has no known extension; known are {', '.join(known)}")
    longest = max(endings, key=len)
    return _marked(longest, content) or endings[longest]


def _marked(extension: str, content: bytes) -> Format | None:
    text = content[:_LOOKED_AT].decode("utf-8", "replace") if content else ""
    for one in FORMATS.values():
        if extension in one.extensions and one.mark and one.mark.search(text):
            return one
    return None


def read(name: str, content: bytes) -> Reading:
    """The definition in a file, by its name.

    Raises ``DefinitionError`` with every problem found.
    """
    found = format_of(name, content)
    if found.read is None:
        raise refused(f"{found.label} is written by Podium, not read; choose another file")
    refuse_large(content)
    refuse_other(content)
    return found.read(content)


def write(name: str, definition: Definition, *, base: Reading | None = None) -> Writing:
    """The definition in the format of that name, and what did not come along.

    ``base`` is the file it was read from; one of the same format is the ground it is written on.
    Raises ``DefinitionError`` where Podium does not write the format.
    """
    found = format_of(name)
    if found.write is None:
        raise refused(f"{found.label} is read by Podium, not written; choose another format")
    same = base is not None and base.format == found.name
    ground = base.original if base and same else None
    if not found.ids_are_names:
        return found.write(definition, base=ground)
    back = {spoken: own for own, spoken in spoken_ids(definition).items()}
    writing = found.write(with_spoken_ids(definition), base=ground)
    losses = tuple(replace(one, where=back.get(one.where, one.where)) for one in writing.losses)
    return replace(writing, losses=losses)
