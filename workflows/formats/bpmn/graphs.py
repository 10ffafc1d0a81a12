"""A process or sub-process as boxes and links, for the automatic layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from workflows.formats.bpmn.document import Element, children, local_name, name_of
from workflows.formats.bpmn.elements import EVENTS, FLOW_NODES, GATEWAYS, SUB_PROCESSES, bpmn
from workflows.formats.layout import Box, Graph, Link
from workflows.formats.layout.lettering import FLOW_LABEL, GUEST_LABEL, label_size, step_size
from workflows.formats.layout.map_graph import EVENT_SIZE, GATEWAY_SIZE
from workflows.formats.layout.ordering import bands_in_order

__all__ = ["ANNOTATION", "DATA", "graph_of", "is_drawn_open", "leaf_lanes", "notes_of"]

DATA = {"dataObjectReference": (36.0, 50.0), "dataStoreReference": (50.0, 50.0)}
ANNOTATION = "textAnnotation"

_ANNOTATION_WIDTH = 110.0
_OPEN_AT_MOST = 40
"""A sub-process with more nodes than this is drawn closed, with a sheet of its own."""


def graph_of(scope: Element, *, lanes: bool) -> Graph:
    """The elements that stand in a scope, with what is inside them; with ``lanes``, in bands by
    its lanes. Data that no element reads or writes is left out."""
    elements = [child for child in children(scope) if local_name(child) in FLOW_NODES]
    ids = {element.get("id") or "" for element in elements}
    undoing = _undoing(scope, elements)
    boxes = [replace(_box(one, ids), below=undoing.get(one.get("id"), "")) for one in elements]
    boxes += _notes(scope, ids)
    links = tuple(
        _link(flow)
        for flow in children(scope, "sequenceFlow")
        if flow.get("sourceRef") in ids and flow.get("targetRef") in ids
    )
    bands = tuple(dict.fromkeys(leaf_lanes(scope))) if lanes else ()
    graph = Graph(_near(boxes, links, _bands(scope) if lanes else {}, bands), links, bands)
    nested = scope.find(f"{bpmn('laneSet')}/{bpmn('lane')}/{bpmn('childLaneSet')}") is not None
    return graph if nested else bands_in_order(graph)


def is_drawn_open(element: Element) -> bool:
    """Whether a sub-process shows what is inside on the sheet where it stands."""
    if local_name(element) not in SUB_PROCESSES:
        return False
    count = sum(local_name(one) in FLOW_NODES for one in element.iterdescendants("{*}*"))
    return 0 < count <= _OPEN_AT_MOST


def _box(element: Element, ids: set[str]) -> Box:
    tag, own_id, name = local_name(element), element.get("id") or "", name_of(element)
    host = element.get("attachedToRef") or ""
    host = host if host in ids else ""
    if tag in EVENTS:
        label = label_size(name, GUEST_LABEL) if host else label_size(name)
        return Box(own_id, *EVENT_SIZE, host=host, label=label)
    if tag in GATEWAYS:
        return Box(own_id, *GATEWAY_SIZE, label=label_size(name), pointed=True)
    inside = graph_of(element, lanes=False) if is_drawn_open(element) else None
    return Box(own_id, *step_size(name), inside=inside)


def _link(flow: Element) -> Link:
    return Link(
        flow.get("id") or "",
        flow.get("sourceRef") or "",
        flow.get("targetRef") or "",
        label_size(name_of(flow), FLOW_LABEL),
    )


def _undoing(scope: Element, elements: Iterable[Element]) -> dict[str | None, str]:
    """What undoes, by the event from which an association leads to it."""
    events = {one.get("id") for one in elements if one.get("attachedToRef")}
    return {
        one.get("targetRef"): one.get("sourceRef") or ""
        for one in children(scope, "association")
        if one.get("sourceRef") in events
    }


def _notes(scope: Element, ids: set[str]) -> Iterator[Box]:
    """Annotations and data, above the element that they belong to."""
    owners = notes_of(scope)
    for note in children(scope):
        own_id, tag = note.get("id") or "", local_name(note)
        owner = next((one for one in owners.get(own_id, ()) if one in ids), "")
        if tag == ANNOTATION:
            text = note.findtext(bpmn("text")) or ""
            width, height = label_size(text, _ANNOTATION_WIDTH)
            yield Box(own_id, max(width, 50) + 12, max(height, 22) + 8, above=owner)
        elif tag in DATA and owner:
            yield Box(own_id, *DATA[tag], above=owner, label=label_size(name_of(note)))


def notes_of(scope: Element) -> dict[str, list[str]]:
    """By the id of each annotation or piece of data, the elements that it is tied to."""
    found: dict[str, list[str]] = {}
    for one in children(scope, "association"):
        source, target = one.get("sourceRef") or "", one.get("targetRef") or ""
        found.setdefault(source, []).append(target)
        found.setdefault(target, []).append(source)
    for element in children(scope):
        for tag, end in (
            ("dataOutputAssociation", "targetRef"),
            ("dataInputAssociation", "sourceRef"),
        ):
            for one in element.iterfind(f"{bpmn(tag)}/{bpmn(end)}"):
                found.setdefault((one.text or "").strip(), []).append(element.get("id") or "")
    return found


def leaf_lanes(scope: Element) -> Iterator[str]:
    """The lanes that hold no others, from top to bottom."""
    for lane_set in children(scope, "laneSet"):
        for lane in lane_set.iter(bpmn("lane")):
            if lane.find(bpmn("childLaneSet")) is None:
                yield lane.get("id") or ""


def _bands(scope: Element) -> dict[str, str]:
    """The innermost lane of each node that is in one."""
    return {
        (reference.text or "").strip(): lane.get("id") or ""
        for lane_set in children(scope, "laneSet")
        for lane in lane_set.iter(bpmn("lane"))
        if lane.find(bpmn("childLaneSet")) is None
        for reference in children(lane, "flowNodeRef")
    }


def _near(
    boxes: list[Box], links: tuple[Link, ...], bands: dict[str, str], known: tuple[str, ...]
) -> tuple[Box, ...]:
    """The boxes in their bands; what is in no lane goes where its case comes from, or where it
    goes first, at last into the first lane."""
    entered = {link.target for link in links}
    pairs = [(link.source, link.target) for link in links]
    hosted = [(box.host, box.id) for box in boxes if box.host]
    hosted += [(box.below or box.above, box.id) for box in boxes if box.below or box.above]
    for _ in boxes if known else ():
        before = len(bands)
        for source, target in pairs + hosted:
            if source in bands:
                bands.setdefault(target, bands[source])
        for source, target in pairs:
            if target in bands and source not in entered:
                bands.setdefault(source, bands[target])
        if len(bands) == before:
            break
    placed = _with_hosts(boxes, bands)
    return tuple(replace(box, band=placed.get(box.id, *known[:1] or [""])) for box in boxes)


def _with_hosts(boxes: Iterable[Box], bands: Mapping[str, str]) -> dict[str, str]:
    """A guest is in the band of its host, whatever the file says."""
    moved = {box.id: bands[box.host] for box in boxes if box.host in bands}
    return {**bands, **moved}
