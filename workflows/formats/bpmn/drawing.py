"""Gives a BPMN file that has no drawing one, so that a viewer can show it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from workflows.formats.bpmn.diagram import DIAGRAM, add_bands, add_edge, add_plane, add_shape
from workflows.formats.bpmn.document import Element, children, local_name, parse
from workflows.formats.bpmn.elements import EVENTS, GATEWAYS, STEPS, SUB_PROCESSES, bpmn
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.participants import cast_of
from workflows.formats.layout import Bounds, Box, Drawing, Graph, Link, draw
from workflows.formats.layout.map_graph import EVENT_SIZE, GATEWAY_SIZE, STEP_SIZE

__all__ = ["with_drawing"]

_POOL_GAP = 40.0
_CLOSED_POOL = 60.0


def with_drawing(original: bytes) -> bytes:
    """The file with a drawing laid out; unchanged where it has one already.

    Sub-processes are drawn closed, each with a sheet of its own. Raises ``DefinitionError`` for
    what is not BPMN.
    """
    root = parse(original)
    if root.find(f".//{{{DIAGRAM}}}BPMNShape") is not None:
        return original
    for empty in root.findall(f"{{{DIAGRAM}}}BPMNDiagram"):
        root.remove(empty)
    collaboration = root.find(bpmn("collaboration"))
    if collaboration is None:
        process = next(children(root, "process"), None)
        if process is None:
            return original
        _add_sheet(root, process)
    else:
        _add_pools(root, collaboration)
    for tag in SUB_PROCESSES:
        for element in root.iter(bpmn(tag)):
            _add_sheet(root, element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add_sheet(root: Element, scope: Element) -> None:
    plane = add_plane(root, scope.get("id") or "")
    _add_shapes(plane, scope, draw(_graph(scope, {}, ())), 0.0)


def _add_pools(root: Element, collaboration: Element) -> None:
    plane = add_plane(root, collaboration.get("id") or "")
    processes = {process.get("id"): process for process in children(root, "process")}
    lanes = cast_of(root, Intake()).lanes
    top = 0.0
    width = 600.0
    for pool in children(collaboration, "participant"):
        own_id = pool.get("id") or ""
        process = processes.get(pool.get("processRef"))
        if process is None:
            add_shape(plane, own_id, Bounds(0, top, width, _CLOSED_POOL), isHorizontal="true")
            top += _CLOSED_POOL + _POOL_GAP
        else:
            drawing = draw(_graph(process, lanes, _leaf_lanes(process)))
            _add_frame(plane, own_id, drawing, top)
            _add_shapes(plane, process, drawing, top)
            top += drawing.height + _POOL_GAP


def _leaf_lanes(process: Element) -> tuple[str, ...]:
    return tuple(
        lane.get("id") or ""
        for lane in process.iter(bpmn("lane"))
        if lane.find(bpmn("childLaneSet")) is None
    )


def _add_frame(plane: Element, pool: str, drawing: Drawing, top: float) -> None:
    if drawing.bands:
        moved = Drawing(
            drawing.bounds,
            drawing.waypoints,
            tuple(type(b)(b.participant, _moved(b.bounds, top)) for b in drawing.bands),
            drawing.width,
            drawing.height + 2 * top,
        )
        add_bands(plane, pool, moved, {b.participant: b.participant for b in drawing.bands})
    else:
        bounds = Bounds(-30, top, max(drawing.width, 300) + 30, max(drawing.height, 120))
        add_shape(plane, pool, bounds, isHorizontal="true")


def _moved(bounds: Bounds, down: float) -> Bounds:
    return Bounds(bounds.x, bounds.y + down, bounds.width, bounds.height)


def _add_shapes(plane: Element, scope: Element, drawing: Drawing, down: float) -> None:
    for element in _flow_nodes(scope):
        own_id = element.get("id") or ""
        closed = {"isExpanded": "false"} if local_name(element) in SUB_PROCESSES else {}
        add_shape(plane, own_id, _moved(drawing.bounds[own_id], down), **closed)
    for own_id, waypoints in drawing.waypoints.items():
        add_edge(plane, own_id, tuple((x, y + down) for x, y in waypoints))


def _flow_nodes(scope: Element) -> Iterator[Element]:
    known = STEPS.keys() | GATEWAYS.keys() | EVENTS.keys() | SUB_PROCESSES.keys()
    return (child for child in children(scope) if local_name(child) in known and child.get("id"))


def _graph(scope: Element, lanes: dict[str, str], bands: tuple[str, ...]) -> Graph:
    boxes = tuple(_box(element, lanes) for element in _flow_nodes(scope))
    names = {box.id for box in boxes}
    links = tuple(
        Link(flow.get("id") or "", flow.get("sourceRef") or "", flow.get("targetRef") or "")
        for flow in children(scope, "sequenceFlow")
        if flow.get("sourceRef") in names and flow.get("targetRef") in names
    )
    hosted = tuple(
        box if box.host in names else Box(box.id, box.width, box.height, box.band) for box in boxes
    )
    return Graph(hosted, links, bands)


def _box(element: Element, lanes: dict[str, str]) -> Box:
    own_id, tag = element.get("id") or "", local_name(element)
    size = EVENT_SIZE if tag in EVENTS else GATEWAY_SIZE if tag in GATEWAYS else STEP_SIZE
    return Box(own_id, *size, lanes.get(own_id, ""), element.get("attachedToRef") or "")
