"""Carries out what was decided on a copy of mine."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.merging.deciding import Plan
from workflows.formats.bpmn.merging.parts import (
    LANE,
    PARENT,
    PLACE,
    TEXT,
    THERE,
    Facet,
    Parts,
    Segment,
    child_at,
    parts_of,
    slot_of,
)

__all__ = ["built"]

_FIRST = (bpmn("documentation"), bpmn("extensionElements"))


def built(mine: Element, theirs: Parts, plan: Plan) -> tuple[Element, dict[str, dict[str, str]]]:
    """The merged tree, and in which lane of which set each node stands."""
    root = deepcopy(mine)
    parts = parts_of(root)
    lanes = _lanes(parts, theirs, plan)
    places = {key: entry.element for key, entry in parts.items()}
    for key in plan.come:
        _add(places, theirs, key)
    for key, facets in plan.changes.items():
        for facet, value in facets.items():
            if facet == Facet((), PARENT):
                _move(places, theirs, key, value or "")
            elif not facet.name.startswith(LANE):
                _say(places[key], facet, value, theirs[key].element)
    for key in plan.go:
        element = places[key]
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return root, lanes


def _add(places: dict[str, Element], theirs: Parts, key: str) -> None:
    """An element of theirs, with what belongs to it but without the elements that it holds."""
    entry = theirs[key]
    if entry.parent not in places:
        return
    shell = deepcopy(entry.element)
    own = {other.element for other in theirs.values()}
    _strip(shell, entry.element, own)
    _insert(places, theirs, key, shell)
    places[key] = shell


def _strip(copy: Element, original: Element, own: set[Element]) -> None:
    pairs = zip(list(copy), list(original), strict=True)
    for child, source in pairs:
        if source in own:
            copy.remove(child)
        else:
            _strip(child, source, own)


def _insert(places: dict[str, Element], theirs: Parts, key: str, element: Element) -> None:
    """Behind what it stands behind in theirs, so that the order of the standard is kept."""
    entry = theirs[key]
    parent = places[entry.parent]
    known = {other.element: name for name, other in theirs.items()}
    for before in entry.element.itersiblings(etree.Element, preceding=True):
        place = places.get(known.get(before, "?"))
        if place is not None and place.getparent() is parent:
            place.addnext(element)
            return
    _insert_first(parent, element)


def _insert_first(parent: Element, element: Element) -> None:
    """Behind documentation, extensions and what else comes before all named children."""
    index = 0
    for place, child in enumerate(parent):
        if child.tag in _FIRST or child.tag in {bpmn("incoming"), bpmn("outgoing")}:
            index = place + 1
    parent.insert(index, element)


def _move(places: dict[str, Element], theirs: Parts, key: str, parent: str) -> None:
    if parent in places and key in places:
        _insert(places, theirs, key, places[key])


def _say(element: Element, facet: Facet, value: str | None, other: Element) -> None:
    """Make one facet of an element say what it says in theirs, or nothing."""
    if facet.name == PLACE or facet.name.startswith("@slot "):
        _replace(element, facet, other)
        return
    if facet.name == THERE:
        _be_there(element, facet.path, value is not None)
        return
    holder = _reach(element, facet.path, create=value is not None)
    if holder is None:
        return
    if facet.name == "@tag":
        holder.tag = value or str(holder.tag)
    elif facet.name == TEXT:
        holder.text = value
    elif value is None:
        holder.attrib.pop(facet.name, "")
    else:
        holder.set(facet.name, value)


def _replace(element: Element, facet: Facet, other: Element) -> None:
    """Take what fills a slot, or the whole place of a drawing, from theirs."""

    def fills(child: Element) -> bool:
        if facet.name == PLACE:
            return True
        return slot_of(child) == facet.name.removeprefix("@slot ")

    old = [child for child in element.iterchildren(etree.Element) if fills(child)]
    new = [deepcopy(child) for child in other.iterchildren(etree.Element) if fills(child)]
    first = old[0].getprevious() if old else None
    for child in old:
        element.remove(child)
    if facet.name == "@slot documentation":
        first, index = None, 0
    elif first is not None:
        index = list(element).index(first) + 1
    else:
        index = 0 if old else len(element)
    for offset, child in enumerate(new):
        element.insert(index + offset, child)


def _be_there(element: Element, path: tuple[Segment, ...], there: bool) -> None:
    found = _reach(element, path, create=there)
    parent = None if found is None else found.getparent()
    if not there and found is not None and parent is not None:
        parent.remove(found)


def _reach(element: Element, path: tuple[Segment, ...], *, create: bool) -> Element | None:
    place = element
    for segment in path:
        found = child_at(place, segment)
        if found is None and not create:
            return None
        if found is None:
            found = etree.Element(segment.tag, dict(segment.natural))
            _put(place, found)
        place = found
    return place


def _put(parent: Element, child: Element) -> None:
    """Extensions come first in an element of BPMN, behind its documentation."""
    if child.tag != bpmn("extensionElements"):
        parent.append(child)
        return
    documented = [place for place, one in enumerate(parent) if one.tag == bpmn("documentation")]
    parent.insert(documented[-1] + 1 if documented else 0, child)


def _lanes(mine: Parts, theirs: Parts, plan: Plan) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, entry in mine.items():
        changes = plan.changes.get(key, {})
        for facet, lane in {**entry.facets, **changes}.items():
            if facet.name.startswith(LANE) and lane is not None:
                found.setdefault(key, {})[facet.name.removeprefix(LANE)] = lane
    for key in plan.come:
        for facet, value in theirs[key].facets.items():
            if facet.name.startswith(LANE):
                found.setdefault(key, {})[facet.name.removeprefix(LANE)] = value
    return found
