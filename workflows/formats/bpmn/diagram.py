"""BPMN diagram interchange: shapes, edges and labels, from a layout."""

from __future__ import annotations

from lxml import etree

from workflows.definition.model import Definition, Node
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.ids import association_id, handler_of, lane_id, pool_id, undo_id
from workflows.formats.layout import Bounds, Drawing, Point
from workflows.formats.layout.placing import HEADER

__all__ = ["DC", "DI", "DIAGRAM", "add_bands", "add_diagram", "add_edge", "add_plane", "add_shape"]

DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"

_EVENT = 36.0


def add_plane(root: Element, element_id: str) -> Element:
    """A diagram of one process, collaboration or sub-process, ready for shapes."""
    diagram = etree.SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", {"id": f"{element_id}_diagram"})
    return etree.SubElement(
        diagram,
        f"{{{DIAGRAM}}}BPMNPlane",
        {"id": f"{element_id}_plane", "bpmnElement": element_id},
    )


def add_shape(plane: Element, element_id: str, bounds: Bounds, **attributes: str) -> Element:
    """The shape of an element."""
    own = {"id": f"{element_id}_di", "bpmnElement": element_id, **attributes}
    shape = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", own)
    _add_bounds(shape, bounds)
    return shape


def add_edge(plane: Element, element_id: str, waypoints: tuple[Point, ...]) -> None:
    """The edge of a flow."""
    own = {"id": f"{element_id}_di", "bpmnElement": element_id}
    edge = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", own)
    for x, y in waypoints:
        etree.SubElement(edge, f"{{{DI}}}waypoint", {"x": _pixel(x), "y": _pixel(y)})


def add_bands(plane: Element, pool: str, drawing: Drawing, lanes: dict[str, str]) -> None:
    """A pool around all bands, and a lane per band; ``lanes`` gives the lane ids."""
    frame = Bounds(
        min(band.bounds.x for band in drawing.bands) - HEADER,
        min(band.bounds.y for band in drawing.bands),
        max(band.bounds.width for band in drawing.bands) + HEADER,
        drawing.height - 2 * min(band.bounds.y for band in drawing.bands),
    )
    add_shape(plane, pool, frame, isHorizontal="true")
    for band in drawing.bands:
        add_shape(plane, lanes[band.participant], band.bounds, isHorizontal="true")


def add_diagram(root: Element, definition: Definition, drawing: Drawing, *, plane: str) -> None:
    """The drawing of a definition; ``plane`` is the id of its collaboration or process."""
    target = add_plane(root, plane)
    if drawing.bands:
        lanes = {one.id: lane_id(definition, one.id) for one in definition.participants}
        add_bands(target, pool_id(definition), drawing, lanes)
    for node in definition.nodes:
        _add_node(target, node, drawing.bounds[node.id])
    for flow in definition.flows:
        add_edge(target, flow.id, drawing.waypoints[flow.id])
    for node in definition.nodes:
        _add_undo(target, definition, node, drawing)


def _add_node(plane: Element, node: Node, bounds: Bounds) -> None:
    shape = add_shape(plane, node.id, bounds)
    if not node.is_step and node.name:
        label = etree.SubElement(shape, f"{{{DIAGRAM}}}BPMNLabel")
        x = bounds.middle[0] - 45
        _add_bounds(label, Bounds(x, bounds.bottom + 4, 90, 27))


def _add_undo(plane: Element, definition: Definition, node: Node, drawing: Drawing) -> None:
    handler = handler_of(definition, node)
    if handler is None:
        return
    host, goal = drawing.bounds[node.id], drawing.bounds[handler.id]
    bounds = Bounds(host.x + 6, host.bottom - _EVENT / 2, _EVENT, _EVENT)
    add_shape(plane, undo_id(definition, node), bounds)
    x = bounds.middle[0]
    waypoints = ((x, bounds.bottom), (x, goal.middle[1]), (goal.x, goal.middle[1]))
    add_edge(plane, association_id(definition, node), waypoints)


def _add_bounds(owner: Element, bounds: Bounds) -> None:
    attributes = {
        "x": _pixel(bounds.x),
        "y": _pixel(bounds.y),
        "width": _pixel(bounds.width),
        "height": _pixel(bounds.height),
    }
    etree.SubElement(owner, f"{{{DC}}}Bounds", attributes)


def _pixel(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
