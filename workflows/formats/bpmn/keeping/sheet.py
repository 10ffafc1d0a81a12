"""The drawing of a file: shapes and edges by what they draw, to be looked up, moved and added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workflows.formats.bpmn.diagram import DC, DI, DIAGRAM, add_edge, add_shape
from workflows.formats.bpmn.document import Element
from workflows.formats.layout import Bounds, Point

__all__ = ["Sheets"]

_PLANE = f"{{{DIAGRAM}}}BPMNPlane"
_SHAPE = f"{{{DIAGRAM}}}BPMNShape"
_EDGE = f"{{{DIAGRAM}}}BPMNEdge"
_LABEL = f"{{{DIAGRAM}}}BPMNLabel"
_BOUNDS = f"{{{DC}}}Bounds"
_WAYPOINT = f"{{{DI}}}waypoint"
_LABEL_SIZE = (90.0, 27.0)


@dataclass(slots=True)
class Sheets:
    """All diagrams of a file."""

    root: Element
    shapes: dict[str, Element] = field(default_factory=dict)
    edges: dict[str, Element] = field(default_factory=dict)
    planes: dict[str, Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for plane in self.root.iter(_PLANE):
            self.planes[_named(plane)] = plane
        for shape in self.root.iter(_SHAPE):
            self.shapes.setdefault(_named(shape), shape)
        for edge in self.root.iter(_EDGE):
            self.edges.setdefault(_named(edge), edge)

    def plane_of(self, own_id: str) -> Element | None:
        """The sheet on which an element is drawn."""
        shape = self.shapes.get(own_id)
        return None if shape is None else shape.getparent()

    def bounds(self, own_id: str) -> Bounds | None:
        """Where an element is drawn."""
        shape = self.shapes.get(own_id)
        own = None if shape is None else shape.find(_BOUNDS)
        if own is None:
            return None
        x, y, width, height = (_number(own.get(name)) for name in ("x", "y", "width", "height"))
        return Bounds(x, y, width, height)

    def put(self, plane: Element, own_id: str, bounds: Bounds, *, label: bool, **more: str) -> None:
        """Draws an element, where its shape is elsewhere moves it."""
        shape = self.shapes.get(own_id)
        if shape is None or shape.getparent() is not plane:
            if shape is not None:
                self.drop(own_id)
            below = _below(bounds) if label else None
            self.shapes[own_id] = add_shape(plane, own_id, bounds, label=below, **more)
            return
        self.resize(own_id, bounds)

    def resize(self, own_id: str, bounds: Bounds) -> None:
        """Gives a shape other bounds; its label goes back to where viewers put it."""
        shape = self.shapes[own_id]
        own = shape.find(_BOUNDS)
        if own is not None:
            for name in ("x", "y", "width", "height"):
                own.set(name, _pixel(getattr(bounds, name)))
        for label in shape.findall(_LABEL):
            for placed in label.findall(_BOUNDS):
                label.remove(placed)

    def drop(self, own_id: str) -> None:
        """Takes a shape or edge away."""
        drawn = self.shapes.pop(own_id, None)
        if drawn is None:
            drawn = self.edges.pop(own_id, None)
        holder = None if drawn is None else drawn.getparent()
        if drawn is not None and holder is not None:
            holder.remove(drawn)

    def route(self, plane: Element, own_id: str, waypoints: tuple[Point, ...]) -> None:
        """Draws a flow anew."""
        edge = self.edges.get(own_id)
        if edge is None or edge.getparent() is not plane:
            if edge is not None:
                self.drop(own_id)
            add_edge(plane, own_id, waypoints)
            self.edges[own_id] = plane[-1]
            return
        for name in ("sourceElement", "targetElement"):
            edge.attrib.pop(name, "")
        places = edge.findall(_WAYPOINT)
        at = edge.index(places[0]) if places else 0
        for old in places:
            edge.remove(old)
        for number, (x, y) in enumerate(waypoints):
            point = edge.makeelement(_WAYPOINT, {"x": _pixel(x), "y": _pixel(y)})
            edge.insert(at + number, point)
        for label in edge.findall(_LABEL):
            edge.remove(label)

    def taken(self, plane: Element, leave_out: Iterable[str]) -> list[Bounds]:
        """Where something is drawn on a sheet, but for these elements."""
        out = set(leave_out)
        return [
            bounds
            for own_id, shape in self.shapes.items()
            if own_id not in out
            and shape.getparent() is plane
            and (bounds := self.bounds(own_id)) is not None
        ]

    def make_room(self, plane: Element, below: float, height: float) -> None:
        """Moves everything on a sheet that lies below a line down."""
        for element in plane.iter(_BOUNDS, _WAYPOINT):
            y = _number(element.get("y"))
            if y >= below:
                element.set("y", _pixel(y + height))


def _below(bounds: Bounds) -> Bounds:
    """Where the name of an event or gateway stands."""
    width, height = _LABEL_SIZE
    return Bounds(bounds.middle[0] - width / 2, bounds.bottom + 4, width, height)


def _named(element: Element) -> str:
    return (element.get("bpmnElement") or "").split(":")[-1]


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _pixel(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
