"""Gives a BPMN file that has no drawing one, so that a viewer can show it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from workflows.formats.bpmn.diagram import (
    DIAGRAM,
    add_bands,
    add_edge,
    add_label,
    add_plane,
    add_shape,
)
from workflows.formats.bpmn.document import Element, children, local_name, name_of, parse
from workflows.formats.bpmn.elements import FLOW_NODES, STEPS, SUB_PROCESSES, bpmn
from workflows.formats.bpmn.graphs import graph_of
from workflows.formats.bpmn.participants import pools_of
from workflows.formats.layout import Bounds, Drawing, draw

__all__ = ["draw_into", "draw_scope", "with_drawing"]

_POOL_GAP = 40.0
_CLOSED_POOL = 60.0


def with_drawing(original: bytes) -> bytes:
    """The file with a drawing laid out; unchanged where it has one already.

    Raises ``DefinitionError`` for what is not BPMN.
    """
    root = parse(original)
    if root.find(f".//{{{DIAGRAM}}}BPMNShape") is not None:
        return original
    for empty in root.findall(f"{{{DIAGRAM}}}BPMNDiagram"):
        root.remove(empty)
    if root.find(bpmn("collaboration")) is None and root.find(bpmn("process")) is None:
        return original
    draw_into(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def draw_into(root: Element) -> None:
    """Draws all pools on one sheet, and each process without a pool and each sub-process on a
    sheet of its own; sub-processes are drawn closed."""
    collaboration = root.find(bpmn("collaboration"))
    if collaboration is not None:
        _add_pools(root, collaboration)
    in_pools = pools_of(root).values()
    for process in children(root, "process"):
        if process.get("id") not in in_pools:
            _add_sheet(root, process)
    for tag in SUB_PROCESSES:
        for element in root.iter(bpmn(tag)):
            _add_sheet(root, element)


def draw_scope(root: Element, scope: Element) -> None:
    """Draws a sub-process, and each in it, on sheets of their own."""
    for element in scope.iter(*(bpmn(tag) for tag in SUB_PROCESSES)):
        _add_sheet(root, element)


def _add_sheet(root: Element, scope: Element) -> None:
    plane = add_plane(root, scope.get("id") or "")
    _add_shapes(plane, scope, draw(graph_of(scope, lanes=False)), 0.0)


def _add_pools(root: Element, collaboration: Element) -> None:
    plane = add_plane(root, collaboration.get("id") or "")
    processes = {process.get("id"): process for process in children(root, "process")}
    places: dict[str, Bounds] = {}
    top = 0.0
    width = 600.0
    for pool in children(collaboration, "participant"):
        own_id = pool.get("id") or ""
        process = processes.get(pool.get("processRef"))
        if process is None:
            places[own_id] = Bounds(0, top, width, _CLOSED_POOL)
            add_shape(plane, own_id, places[own_id], isHorizontal="true")
            top += _CLOSED_POOL + _POOL_GAP
        else:
            drawing = draw(graph_of(process, lanes=True))
            places[own_id] = _add_frame(plane, own_id, drawing, top)
            _add_shapes(plane, process, drawing, top)
            places |= {name: _moved(bounds, top) for name, bounds in drawing.bounds.items()}
            top += drawing.height + _POOL_GAP
    for flow in children(collaboration, "messageFlow"):
        _add_message_flow(plane, flow, places)


def _add_message_flow(plane: Element, flow: Element, places: dict[str, Bounds]) -> None:
    """From the edge of one element to the facing edge of another."""
    source, target = (places.get(flow.get(end) or "") for end in ("sourceRef", "targetRef"))
    if not source or not target:
        return
    down = source.middle[1] < target.middle[1]
    start = (source.middle[0], source.bottom if down else source.y)
    end = (target.middle[0], target.y if down else target.bottom)
    add_edge(plane, flow.get("id") or "", (start, end))


def _add_frame(plane: Element, pool: str, drawing: Drawing, top: float) -> Bounds:
    """The pool around a drawing; gives its place."""
    if not drawing.bands:
        bounds = Bounds(-30, top, max(drawing.width, 300) + 30, max(drawing.height, 120))
        add_shape(plane, pool, bounds, isHorizontal="true")
        return bounds
    bands = tuple(type(b)(b.participant, _moved(b.bounds, top)) for b in drawing.bands)
    return add_bands(plane, pool, bands)


def _moved(bounds: Bounds, down: float) -> Bounds:
    return Bounds(bounds.x, bounds.y + down, bounds.width, bounds.height)


def _add_shapes(plane: Element, scope: Element, drawing: Drawing, down: float) -> None:
    places = {own_id: _moved(bounds, down) for own_id, bounds in drawing.bounds.items()}
    for element in _flow_nodes(scope):
        own_id, tag = element.get("id") or "", local_name(element)
        closed = {"isExpanded": "false"} if tag in SUB_PROCESSES else {}
        shape = add_shape(plane, own_id, places[own_id], **closed)
        if tag not in STEPS.keys() | SUB_PROCESSES.keys() and name_of(element):
            add_label(shape, places[own_id])
    for own_id, waypoints in drawing.waypoints.items():
        add_edge(plane, own_id, tuple((x, y + down) for x, y in waypoints))
    for association in children(scope, "association"):
        _add_association(plane, association, places)


def _add_association(plane: Element, own: Element, places: dict[str, Bounds]) -> None:
    """From the lower edge of one element to the left edge of another."""
    source, target = (places.get(own.get(end) or "") for end in ("sourceRef", "targetRef"))
    if source and target:
        x, y = source.middle[0], target.middle[1]
        add_edge(plane, own.get("id") or "", ((x, source.bottom), (x, y), (target.x, y)))


def _flow_nodes(scope: Element) -> Iterator[Element]:
    return (child for child in children(scope) if local_name(child) in FLOW_NODES)
