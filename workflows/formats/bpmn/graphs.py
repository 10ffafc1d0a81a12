"""A process or sub-process as boxes and links, for the automatic layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import EVENTS, FLOW_NODES, GATEWAYS, bpmn
from workflows.formats.layout import Box, Graph, Link
from workflows.formats.layout.map_graph import EVENT_SIZE, GATEWAY_SIZE, STEP_SIZE

__all__ = ["graph_of"]


def graph_of(scope: Element, *, lanes: bool) -> Graph:
    """The elements that stand in a scope itself; with ``lanes``, in bands by its lanes."""
    elements = [child for child in children(scope) if local_name(child) in FLOW_NODES]
    ids = {element.get("id") or "" for element in elements}
    band_of = _bands(scope) if lanes else {}
    below = {a.get("targetRef"): a.get("sourceRef") for a in children(scope, "association")}
    hosts = {element.get("id"): element.get("attachedToRef") or "" for element in elements}
    boxes = [
        replace(box, below=hosts.get(below.get(box.id), ""))
        for box in (_box(element, ids) for element in elements)
    ]
    links = tuple(
        Link(flow.get("id") or "", flow.get("sourceRef") or "", flow.get("targetRef") or "")
        for flow in children(scope, "sequenceFlow")
        if flow.get("sourceRef") in ids and flow.get("targetRef") in ids
    )
    placed = _near(boxes, links, band_of)
    return Graph(placed, links, tuple(dict.fromkeys(_leaf_lanes(scope))) if lanes else ())


def _box(element: Element, ids: set[str]) -> Box:
    tag, host = local_name(element), element.get("attachedToRef") or ""
    size = EVENT_SIZE if tag in EVENTS else GATEWAY_SIZE if tag in GATEWAYS else STEP_SIZE
    return Box(element.get("id") or "", *size, host=host if host in ids else "")


def _leaf_lanes(scope: Element) -> Iterable[str]:
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


def _near(boxes: list[Box], links: tuple[Link, ...], bands: dict[str, str]) -> tuple[Box, ...]:
    """The boxes in their bands; what is in no lane goes where its case comes from, or where it
    goes first."""
    entered = {link.target for link in links}
    pairs = [(link.source, link.target) for link in links]
    hosted = [(box.host, box.id) for box in boxes if box.host]
    hosted += [(box.below, box.id) for box in boxes if box.below]
    for _ in boxes:
        before = len(bands)
        for source, target in pairs + hosted:
            if source in bands:
                bands.setdefault(target, bands[source])
        for source, target in pairs:
            if target in bands and source not in entered:
                bands.setdefault(source, bands[target])
        if len(bands) == before:
            break
    return tuple(replace(box, band=bands.get(box.id, "")) for box in boxes)
