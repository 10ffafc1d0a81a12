"""Edges that no case runs along: associations and what reads and writes data."""

from __future__ import annotations

from workflows.formats.bpmn.diagram import add_edge
from workflows.formats.bpmn.document import Element, children
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.layout import Bounds, Drawing, Point

__all__ = ["add_ties"]


def add_ties(plane: Element, scope: Element, drawing: Drawing) -> None:
    """Draws the associations of a scope, and those between its nodes and its data."""
    for one in children(scope, "association"):
        source, target = one.get("sourceRef") or "", one.get("targetRef") or ""
        routed = drawing.waypoints.get(f"below {target}")
        _add_tie(plane, one, drawing, source, target, routed)
    for element in children(scope):
        own_id = element.get("id") or ""
        for one in children(element, "dataOutputAssociation"):
            _add_tie(plane, one, drawing, own_id, _text(one, "targetRef"))
        for one in children(element, "dataInputAssociation"):
            _add_tie(plane, one, drawing, _text(one, "sourceRef"), own_id)


def _text(element: Element, tag: str) -> str:
    return (element.findtext(bpmn(tag)) or "").strip()


def _add_tie(
    plane: Element,
    own: Element,
    drawing: Drawing,
    source: str,
    target: str,
    routed: tuple[Point, ...] | None = None,
) -> None:
    one, other = drawing.bounds.get(source), drawing.bounds.get(target)
    own_id = own.get("id")
    if own_id and one and other:
        add_edge(plane, own_id, routed or _between(one, other))


def _between(one: Bounds, other: Bounds) -> tuple[Point, ...]:
    """Straight up or down where they share some width, else the shortest line of sight."""
    left, right = max(one.x, other.x), min(one.right, other.right)
    if right - left > 4:
        x = min(max(min(one, other, key=lambda b: b.width).middle[0], left), right)
        down = one.middle[1] < other.middle[1]
        return (x, one.bottom if down else one.y), (x, other.y if down else other.bottom)
    return _edge(one, other.middle), _edge(other, one.middle)


def _edge(bounds: Bounds, towards: Point) -> Point:
    """Where a line from the middle leaves the rectangle."""
    x, y = bounds.middle
    across, down = towards[0] - x, towards[1] - y
    scale = max(abs(across) / (bounds.width / 2), abs(down) / (bounds.height / 2), 1.0)
    return x + across / scale, y + down / scale
