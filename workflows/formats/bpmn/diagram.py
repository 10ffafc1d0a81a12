"""BPMN diagram interchange: shapes, edges and labels, from a layout."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from workflows.formats.bpmn.document import Element
from workflows.formats.layout import Bounds, Point

__all__ = ["DC", "DI", "DIAGRAM", "add_edge", "add_plane", "add_shape"]

DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"


def add_plane(root: Element, element_id: str) -> Element:
    """A diagram of one process, collaboration or sub-process, ready for shapes."""
    diagram = etree.SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", {"id": f"{element_id}_diagram"})
    return etree.SubElement(
        diagram,
        f"{{{DIAGRAM}}}BPMNPlane",
        {"id": f"{element_id}_plane", "bpmnElement": element_id},
    )


def add_shape(
    plane: Element,
    element_id: str,
    bounds: Bounds,
    *,
    label: Bounds | None = None,
    **attributes: str,
) -> Element:
    """The shape of an element, and the place of its name where that is outside."""
    own = {"id": f"{element_id}_di", "bpmnElement": element_id, **attributes}
    shape = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", own)
    _add_bounds(shape, bounds)
    _add_label(shape, label)
    return shape


def add_edge(
    plane: Element, element_id: str, waypoints: Iterable[Point], *, label: Bounds | None = None
) -> None:
    """The edge of a flow, and the place of its name."""
    own = {"id": f"{element_id}_di", "bpmnElement": element_id}
    edge = etree.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", own)
    for x, y in waypoints:
        etree.SubElement(edge, f"{{{DI}}}waypoint", {"x": _pixel(x), "y": _pixel(y)})
    _add_label(edge, label)


def _add_label(owner: Element, bounds: Bounds | None) -> None:
    if bounds is not None:
        _add_bounds(etree.SubElement(owner, f"{{{DIAGRAM}}}BPMNLabel"), bounds)


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
