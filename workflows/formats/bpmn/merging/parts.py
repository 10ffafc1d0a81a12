"""A BPMN file taken apart for merging: its elements by key, and what each says, facet by facet.

An element of BPMN is known by its id, a shape or edge by the element that it draws, whatever holds
such elements without an id of its own by its place in its owner. Everything else (extension
elements, documentation, event definitions) belongs to the element around it as *facets*: one
attribute, one text, or one small element taken as a whole. Which flows enter and leave a node
follows from the flows, so it is no facet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from workflows.formats.bpmn.diagram import DIAGRAM
from workflows.formats.bpmn.document import Element, local_name
from workflows.formats.bpmn.elements import BPMN, bpmn, podium

__all__ = [
    "DRAWN",
    "LANE",
    "PARENT",
    "PLACE",
    "TEXT",
    "THERE",
    "Entry",
    "Facet",
    "Parts",
    "Segment",
    "child_at",
    "contents",
    "parts_of",
    "slot_of",
]

PARENT = "@parent"
LANE = "@lane "
PLACE = "@place"
TEXT = "@text"
THERE = "@there"
DRAWN = "drawing of "
_EXTENSIONS = bpmn("extensionElements")

_DERIVED = frozenset({bpmn("incoming"), bpmn("outgoing"), bpmn("flowNodeRef")})
_NATURAL = ("name", "key", "metaKey", "id", "source", "target", "value")
_ONE_OF_ITS_KIND = frozenset(podium(tag) for tag in ("map", "step", "node", "flow", "participant"))


class Segment(NamedTuple):
    """One step down into what belongs to an element: a tag, what tells it from its like, and
    which of those that are alike."""

    tag: str
    natural: tuple[tuple[str, str], ...] = ()
    place: int = 0


class Facet(NamedTuple):
    """One thing that an element says: an attribute, or one of the names above, at a path."""

    path: tuple[Segment, ...]
    name: str


class Entry(NamedTuple):
    """An element with its facets; ``references`` are the ids that it names."""

    key: str
    element: Element
    parent: str
    facets: dict[Facet, str]
    references: frozenset[str]

    @property
    def is_drawing(self) -> bool:
        """Whether it only says where something is drawn."""
        return self.key.startswith(DRAWN)


type Parts = dict[str, Entry]
"""The entries of one file by key, in the order of the file; the root's key is empty."""


def parts_of(root: Element) -> Parts:
    """A file taken apart."""
    keys = _keys(root)
    lanes = _lanes(root, keys)
    found: Parts = {}
    for element, key in keys.items():
        parent = "" if element is root else keys[_keyed_parent(element, keys)]
        own = list(contents(element, keys))
        facets = dict(_facets(element, own, is_drawing=key.startswith(DRAWN)))
        if element is not root:
            facets[Facet((), PARENT)] = parent
        for lane_set, lane in lanes.get(key, {}).items():
            facets[Facet((), LANE + lane_set)] = lane
        references = frozenset(_references(element, own))
        found[key] = Entry(key, element, parent, facets, references)
    return found


def _keys(root: Element) -> dict[Element, str]:
    """Every element that stands for itself, with its key, in the order of the file."""
    named: dict[Element, str] = {}
    taken: set[str] = set()
    for element in root.iter(etree.Element):
        key = "" if element is root else _own_key(element)
        if key not in taken and (key or element is root):
            named[element] = key
            taken.add(key)
    holders = {up for element in named for up in element.iterancestors() if up not in named}
    keys: dict[Element, str] = {}
    for element in root.iter(etree.Element):
        if element in named:
            keys[element] = named[element]
        elif element in holders:
            alike = element.itersiblings(element.tag, preceding=True)
            place = sum(1 for _ in alike)
            above = keys[_keyed_parent(element, keys)]
            keys[element] = f"{above}/{local_name(element)} {place}"
    return keys


def _keyed_parent(element: Element, keys: dict[Element, str]) -> Element:
    return next(up for up in element.iterancestors() if up in keys)


def _own_key(element: Element) -> str:
    tag = str(element.tag)
    if tag.startswith(f"{{{DIAGRAM}}}"):
        drawn = element.get("bpmnElement")
        if drawn is None and local_name(element) == "BPMNDiagram":
            plane = element.find(f"{{{DIAGRAM}}}BPMNPlane")
            drawn = None if plane is None else plane.get("bpmnElement")
        return f"{DRAWN}{drawn} as {local_name(element)}" if drawn else ""
    if not tag.startswith(f"{{{BPMN}}}") or slot_of(element):
        return ""
    if any(up.tag == _EXTENSIONS for up in element.iterancestors()):
        return ""
    return element.get("id") or ""


def slot_of(element: Element) -> str:
    """Which of its owner's parts that are taken as a whole an element is; empty for none. What
    triggers an event or repeats an activity is there once, whatever its id."""
    tag = local_name(element)
    parent = element.getparent()
    if parent is None or parent.tag == bpmn("definitions"):
        return ""
    if tag.endswith("EventDefinition"):
        return "event"
    if tag.endswith("LoopCharacteristics"):
        return "loop"
    return tag if tag in {"conditionExpression", "documentation", "text", "script"} else ""


def contents(element: Element, keys: dict[Element, str]) -> Iterator[Element]:
    """The children that belong to an element and do not stand for themselves."""
    for child in element.iterchildren(etree.Element):
        if child not in keys and child.tag not in _DERIVED:
            yield child


def _facets(
    element: Element, own: list[Element], *, is_drawing: bool
) -> Iterator[tuple[Facet, str]]:
    for name, value in element.attrib.items():
        if name != "id":
            yield Facet((), str(name)), str(value)
    yield Facet((), "@tag"), str(element.tag)
    if text := (element.text or "").strip():
        yield Facet((), TEXT), text
    if is_drawing:
        yield Facet((), PLACE), _whole(own)
        return
    slots: dict[str, list[Element]] = {}
    for child in own:
        if slot := slot_of(child):
            slots.setdefault(slot, []).append(child)
    for slot, members in slots.items():
        yield Facet((), f"@slot {slot}"), _whole(members)
    rest = [child for child in own if not slot_of(child)]
    for segment, child in _segments(rest):
        yield from _inner_facets((segment,), child)


def _inner_facets(path: tuple[Segment, ...], element: Element) -> Iterator[tuple[Facet, str]]:
    yield Facet(path, THERE), "yes"
    for name, value in element.attrib.items():
        yield Facet(path, str(name)), str(value)
    if text := (element.text or "").strip():
        yield Facet(path, TEXT), text
    for segment, child in _segments(list(element.iterchildren(etree.Element))):
        yield from _inner_facets((*path, segment), child)


def _segments(elements: list[Element]) -> Iterator[tuple[Segment, Element]]:
    alike: Counter[tuple[object, ...]] = Counter()
    for element in elements:
        natural = _natural(element)
        place = alike[element.tag, natural]
        alike[element.tag, natural] += 1
        yield Segment(str(element.tag), natural, place), element


def _natural(element: Element) -> tuple[tuple[str, str], ...]:
    if element.tag in _ONE_OF_ITS_KIND or element.tag == _EXTENSIONS:
        return ()
    return tuple((name, element.get(name) or "") for name in _NATURAL if element.get(name))


def child_at(element: Element, segment: Segment) -> Element | None:
    """What stands there inside an element; None where nothing does."""
    children = list(element.iterchildren(etree.Element))
    found = (child for known, child in _segments(children) if known == segment)
    return next(found, None)


def _whole(elements: list[Element]) -> str:
    """Elements as one piece of XML, the same for what differs only in blanks and prefixes."""
    return "".join(_canonical(element) for element in elements)


def _canonical(element: Element) -> str:
    tag = local_name(element)
    attributes = "".join(
        f" {etree.QName(name).localname}={quoteattr(str(value))}"
        for name, value in sorted(element.attrib.items())
    )
    inner = _whole(list(element.iterchildren(etree.Element)))
    return f"<{tag}{attributes}>{escape((element.text or '').strip())}{inner}</{tag}>"


def _references(element: Element, own: list[Element]) -> Iterator[str]:
    """The ids that an element names, apart from those of the drawing."""
    for holder in (element, *(inner for child in own for inner in child.iter(etree.Element))):
        for name, value in holder.attrib.items():
            if str(name).endswith("Ref") or name == "default":
                yield str(value)
        if holder is not element and local_name(holder).endswith("Ref"):
            yield (holder.text or "").strip()


def _lanes(root: Element, keys: dict[Element, str]) -> dict[str, dict[str, str]]:
    """In which lane of which set each node stands."""
    found: dict[str, dict[str, str]] = {}
    for reference in root.iter(bpmn("flowNodeRef")):
        lane = reference.getparent()
        lane_set = None if lane is None else lane.getparent()
        if lane is not None and lane_set is not None and lane in keys and lane_set in keys:
            node = (reference.text or "").strip()
            found.setdefault(node, {})[keys[lane_set]] = keys[lane]
    return found
