"""The small signs inside events, gateways and steps, as SVG paths around a point.

Paths and not letters: a font without the sign would print an empty box.
"""

from __future__ import annotations

from workflows.definition.model import EventKind, NodeKind, Side

__all__ = ["SIDE_INKS", "event_mark", "gateway_mark", "person", "rewind", "side_mark"]

SIDE_INKS = {Side.ORCHESTRATED: "#0072B2", Side.EVENT_DRIVEN: "#D55E00"}

_TRIANGLE = "M0 -6 L6 5 L-6 5 Z"
_REWIND = "M0 -4 V4 L-7 0 Z M8 -4 V4 L1 0 Z"
_EVENTS = {
    EventKind.TIMER: "M0 -8 A8 8 0 1 1 -0.01 -8 Z M0 -5 L0 0 L4 2",
    EventKind.MESSAGE: "M-8 -5.5 H8 V5.5 H-8 Z M-8 -5.5 L0 1 L8 -5.5",
    EventKind.ERROR: "M-7 6 L-2 -5 L2 2 L7 -6 L3 6 L-2 0 Z",
    EventKind.TERMINATE: "M0 -8 A8 8 0 1 1 -0.01 -8 Z",
    EventKind.ESCALATION: "M0 -8 L6 7 L0 1 L-6 7 Z",
    EventKind.SIGNAL: _TRIANGLE,
    EventKind.COMPENSATION: _REWIND,
    EventKind.CONDITIONAL: "M-6 -7 H6 V7 H-6 Z M-4 -3 H4 M-4 0 H4 M-4 3 H4",
    EventKind.CANCEL: "M-6 -6 L6 6 M6 -6 L-6 6",
}
_FILLED = frozenset({EventKind.TERMINATE, EventKind.ERROR})
_GATEWAYS = {
    NodeKind.DECISION: "M-7 -7 L7 7 M7 -7 L-7 7",
    NodeKind.PARALLEL: "M0 -10 V10 M-10 0 H10",
    NodeKind.INCLUSIVE: "M0 -9 A9 9 0 1 1 -0.01 -9 Z",
    NodeKind.EVENT_BASED: "M0 -9 L9 -2.5 L5.5 8 L-5.5 8 L-9 -2.5 Z",
}


def event_mark(event: EventKind, x: float, y: float, ink: str) -> str:
    """What triggers an event; nothing for a plain one."""
    path = _EVENTS.get(event)
    if path is None:
        return ""
    return _path(path, x, y, ink, fill=ink if event in _FILLED else "none", width=1.2)


def gateway_mark(kind: NodeKind, x: float, y: float, ink: str) -> str:
    """How a gateway decides."""
    return _path(_GATEWAYS[kind], x, y, ink, fill="none", width=2.2)


def person(x: float, y: float, ink: str) -> str:
    """A human step."""
    return _path("M0 -6 A3 3 0 1 1 -0.01 -6 Z M-6 7 A6 6 0 0 1 6 7 Z", x, y, ink)


def rewind(x: float, y: float, ink: str) -> str:
    """A step that undoes another."""
    return _path(_REWIND, x, y, ink)


def side_mark(side: Side, x: float, y: float) -> str:
    """A circle for orchestrated, a triangle for event-driven: shape, not only colour."""
    ink = SIDE_INKS[side]
    shape = "M0 -4.5 A4.5 4.5 0 1 1 -0.01 -4.5 Z" if side is Side.ORCHESTRATED else _TRIANGLE
    return _path(shape, x, y, ink, fill=ink)


def _path(
    path: str, x: float, y: float, ink: str, *, fill: str = "none", width: float = 1.0
) -> str:
    return (
        f'<path transform="translate({x:g} {y:g})" d="{path}" fill="{fill}" stroke="{ink}" '
        f'stroke-width="{width:g}" stroke-linejoin="round"/>'
    )
