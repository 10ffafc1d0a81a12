"""BPMN diagram interchange: shapes, edges and labels, from a layout."""

from __future__ import annotations

from lxml import etree

from workflows.formats.bpmn.document import Element
from workflows.formats.layout import Band, Bounds, Point
from workflows.formats.layout.placing import HEADER

__all__ = ["DC", "DI", "DIAGRAM", "add_bands", "add_edge", "add_label", "add_plane", "add_shape"]

DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"

_LABEL = (90.0, 27.0)


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


def add_bands(plane: Element, pool: str, bands: tuple[Band, ...]) -> Bounds:
    """A pool around all bands, and a lane per band; gives the place of the pool."""
    top = min(band.bounds.y for band in bands)
    frame = Bounds(
        min(band.bounds.x for band in bands) - HEADER,
        top,
        max(band.bounds.width for band in bands) + HEADER,
        max(band.bounds.bottom for band in bands) - top,
    )
    add_shape(plane, pool, frame, isHorizontal="true")
    for band in bands:
        add_shape(plane, band.participant, band.bounds, isHorizontal="true")
    return frame


def add_label(shape: Element, bounds: Bounds) -> None:
    """The name of an event or gateway, below it."""
    label = etree.SubElement(shape, f"{{{DIAGRAM}}}BPMNLabel")
    x = bounds.middle[0] - _LABEL[0] / 2
    _add_bounds(label, Bounds(x, bounds.bottom + 4, *_LABEL))


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
