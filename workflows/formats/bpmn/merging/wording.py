"""Conflicts in words: which element, which field, which value."""

from __future__ import annotations

import re

from lxml import etree

from workflows.definition.columns import COLUMNS_BY_ID
from workflows.definition.phrases import quoted
from workflows.formats.bpmn.document import local_name
from workflows.formats.bpmn.merging.parts import (
    DRAWN,
    LANE,
    PARENT,
    TEXT,
    THERE,
    Entry,
    Facet,
    Parts,
    Segment,
)

__all__ = ["Words"]

_NOTHING = "nothing"
_LONGEST = 200
_FIELDS = {
    PARENT: "Scope",
    "@tag": "Kind",
    TEXT: "Text",
    "sourceRef": "From",
    "targetRef": "To",
    "attachedToRef": "Step it stands on",
    "default": "Flow taken when no condition holds",
    "calledElement": "Calls",
    "@slot conditionExpression": "Condition",
    "@slot documentation": "Notes",
    "@slot event": "Event",
    "@slot loop": "Repeats",
    "@slot text": "Text",
    "@slot script": "Script",
}
_NAMED = frozenset({PARENT, "sourceRef", "targetRef", "attachedToRef", "default", "processRef"})


class Words:
    """How people read what stands in one of the three versions."""

    def __init__(self, *versions: Parts) -> None:
        self._versions = versions

    def element(self, key: str) -> str:
        """The id of what a key is about; that of its owner for a part without an id."""
        return key.removeprefix(DRAWN).split(" as ")[0].split("/")[0]

    def where(self, key: str) -> str:
        """An element as a heading names it, by its name before: ``Service task “Charge card”``."""
        names = (self.element(key), key)
        known = (version[n] for n in names for version in self._versions if n in version)
        entry = next(known, None)
        if entry is None or not entry.key:
            return "The map"
        kind = _spaced(local_name(entry.element))
        return f"{kind[:1].upper()}{kind[1:]} {quoted(entry.element.get('name') or entry.key)}"

    def field(self, facet: Facet) -> str:
        """What of the element."""
        if facet.name.startswith(LANE):
            return "Lane"
        inside = ": ".join(_segment(one) for one in facet.path[1:])
        if facet.path and (column := COLUMNS_BY_ID.get(facet.name)):
            return column.label
        name = _FIELDS.get(facet.name) or _spaced(_local(facet.name.removeprefix("@slot ")))
        if facet.name == THERE:
            return f"{inside[:1].upper()}{inside[1:]}" or "Settings of other tools"
        words = f"{inside}: {name}" if inside else name
        return f"{words[:1].upper()}{words[1:]}"

    def value(self, facet: Facet, value: str | None) -> str:
        """A value; ids by the name of what they mean."""
        if value is None:
            return _NOTHING
        if facet.name in _NAMED or facet.name.startswith(LANE):
            found = self._found(value)
            name = found.element.get("name") if found else None
            return quoted(name or value) if value else "the map itself"
        if facet.name == "@tag":
            return _spaced(_local(value))
        if facet.name.startswith("@slot "):
            return _told(value)
        return "there" if facet.name == THERE else _short(value) or _NOTHING

    def changed(self, before: Entry, other: Parts) -> str:
        """What the side that kept an element did with it."""
        facets = other[before.key].facets
        keys = dict.fromkeys([*before.facets, *facets])
        changed = [self.field(f) for f in keys if before.facets.get(f) != facets.get(f)]
        if changed:
            fields = ", ".join(dict.fromkeys(name.lower() for name in changed[:3]))
            return f"changed ({fields})"
        named = (e for e in other.values() if before.key in e.references | {e.parent})
        users = (self.where(e.key) for e in named if not e.is_drawing)
        return f"used by {next(users, 'another element')}"

    def _found(self, key: str) -> Entry | None:
        newest_first = (version[key] for version in self._versions[1:] if key in version)
        return next(newest_first, self._versions[0].get(key))


def _segment(segment: Segment) -> str:
    natural = next((value for _, value in segment.natural), "")
    name = _spaced(_local(segment.tag))
    return f"{name} {quoted(natural)}" if natural else name


def _local(name: str) -> str:
    return etree.QName(name).localname if name.startswith("{") else name


def _spaced(name: str) -> str:
    """``messageRef`` as words: ``message ref``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def _told(xml: str) -> str:
    """A small piece of XML by what it says: its texts, else its tag and attributes."""
    root = etree.fromstring(f"<all>{xml}</all>")
    texts = [text.strip() for text in root.itertext() if text.strip()]
    if texts:
        return _short(" ".join(map(str, texts)))
    parts = []
    for element in root.iterchildren():
        values = [v for k, v in element.attrib.items() if k != "id"]
        parts.append(" ".join([_spaced(local_name(element)), *map(str, values)]))
    return _short(", ".join(parts))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
