"""Draws a definition as SVG for print: plain shapes and text, no scripts, no styles from outside.

What tells two things apart is never colour alone: an orchestrated step has a full border and a
round mark, an event-driven one a broken border and a triangle.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from workflows.definition.model import Definition, EventKind, Node, NodeKind, Side
from workflows.formats.layout import Bounds, Drawing, layout
from workflows.formats.layout.placing import HEADER

__all__ = ["Picture", "draw"]

INK = "#1b2230"
QUIET = "#5b6473"
LINE = "#8a93a3"
BAND = "#f6f7f9"
STEP = "#ffffff"
SIDE_FILLS = {Side.ORCHESTRATED: "#e6f0f8", Side.EVENT_DRIVEN: "#fbeee4"}
SIDE_INKS = {Side.ORCHESTRATED: "#0072B2", Side.EVENT_DRIVEN: "#D55E00"}

_FONT = "Inter, sans-serif"
_TEXT = 12.0
_LETTER = 0.56
_SMALLEST = 6.0
_PAGE_POINTS = 481.9  # A4 less margins of 20 mm
_LANDSCAPE_POINTS = 728.5

_MARKS = {
    EventKind.TIMER: "◷",
    EventKind.MESSAGE: "✉",
    EventKind.ERROR: "⚡",
    EventKind.TERMINATE: "●",
    EventKind.ESCALATION: "▲",
    EventKind.SIGNAL: "△",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``svg`` is a whole document. ``landscape`` says that its text is readable (6 pt) only on a
    page on its side, ``too_wide`` that it is not even there and the page must be larger than A4."""

    svg: str
    width: float
    height: float
    landscape: bool
    too_wide: bool


def draw(definition: Definition, *, sides: Mapping[str, Side] | None = None) -> Picture:
    """The map as a picture; ``sides`` marks steps as orchestrated or event-driven."""
    drawing = layout(definition)
    parts = [*_bands(definition, drawing), *_flows(definition, drawing)]
    for node in definition.nodes:
        parts += _node(node, drawing.bounds[node.id], (sides or {}).get(node.id))
    height = drawing.height
    if sides:
        parts += _legend(height)
        height += 30
    left = 0.0
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} 0 {drawing.width:g} {height:g}"'
        f' width="{drawing.width:g}" height="{height:g}" role="img" font-family="{_FONT}"'
        f' font-size="{_TEXT:g}" fill="{INK}">'
        f"<title>{escape(_printable(definition.name))}</title>{''.join(parts)}</svg>"
    )
    return Picture(
        svg=svg,
        width=drawing.width,
        height=height,
        landscape=_text_points(drawing.width, _PAGE_POINTS) < _SMALLEST,
        too_wide=_text_points(drawing.width, _LANDSCAPE_POINTS) < _SMALLEST,
    )


def _text_points(width: float, page: float) -> float:
    """The size of the text in points when the picture fills a page's width."""
    return _TEXT * min(1.0, page / max(width, 1.0))


def _bands(definition: Definition, drawing: Drawing) -> list[str]:
    parts = []
    for index, band in enumerate(drawing.bands):
        bounds = band.bounds
        fill = BAND if index % 2 == 0 else "#ffffff"
        parts.append(_rectangle(bounds, fill=fill, stroke="#d5d9e0"))
        header = Bounds(bounds.x, bounds.y, HEADER, bounds.height)
        parts.append(_rectangle(header, fill="#e9ecf1", stroke="#d5d9e0"))
        parts.append(_upright(definition.participants_by_id[band.participant].name, header))
    return parts


def _upright(text: str, bounds: Bounds) -> str:
    x, y = bounds.middle
    lines = _lines(text, bounds.height - 12, 2)
    start = x - (len(lines) - 1) * 6.5
    return "".join(
        f'<text transform="translate({start + index * 13:g} {y:g}) rotate(-90)" '
        f'text-anchor="middle" dominant-baseline="central" font-size="11">{escape(line)}</text>'
        for index, line in enumerate(lines)
    )


def _flows(definition: Definition, drawing: Drawing) -> list[str]:
    parts = []
    for flow in definition.flows:
        points = drawing.waypoints[flow.id]
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{LINE}" stroke-width="1.4"/>')
        parts.append(_arrow(points[-2], points[-1]))
        label = flow.name or flow.condition
        if label:
            parts.append(_flow_label(label, points))
    for node in definition.nodes:
        parts += _undo(definition, node, drawing)
    return parts


def _arrow(before: tuple[float, float], tip: tuple[float, float]) -> str:
    x, y = tip
    if before[0] == x:
        down = 1 if y > before[1] else -1
        points = f"{x:g},{y:g} {x - 4:g},{y - 8 * down:g} {x + 4:g},{y - 8 * down:g}"
    else:
        right = 1 if x > before[0] else -1
        points = f"{x:g},{y:g} {x - 8 * right:g},{y - 4:g} {x - 8 * right:g},{y + 4:g}"
    return f'<polygon points="{points}" fill="{LINE}"/>'


def _flow_label(text: str, points: tuple[tuple[float, float], ...]) -> str:
    """Above the last level piece, where it belongs to this flow alone."""
    (left, _), (right, y) = sorted((points[-2], points[-1]))
    room = max(right - left, 46.0)
    line = _lines(text, room, 1)[0]
    return (
        f'<text x="{right - 10:g}" y="{y - 5:g}" text-anchor="end" font-size="10" '
        f'fill="{QUIET}" stroke="#ffffff" stroke-width="3" paint-order="stroke">'
        f"{escape(line)}</text>"
    )


def _undo(definition: Definition, node: Node, drawing: Drawing) -> list[str]:
    effect = node.requirements.effect if node.requirements else None
    goal = drawing.bounds.get(effect.compensation or "") if effect else None
    if goal is None:
        return []
    host = drawing.bounds[node.id]
    x, y = host.x + 20, goal.middle[1]
    points = f"{x:g},{host.bottom:g} {x:g},{y:g} {goal.x:g},{y:g}"
    return [
        f'<polyline points="{points}" fill="none" stroke="{LINE}" stroke-width="1.2" '
        'stroke-dasharray="2 4"/>'
    ]


def _node(node: Node, bounds: Bounds, side: Side | None) -> list[str]:
    if node.is_step:
        return _step(node, bounds, side)
    x, y = bounds.middle
    if node.kind in _GATEWAY_MARKS:
        points = (
            f"{x:g},{bounds.y:g} {bounds.right:g},{y:g} {x:g},{bounds.bottom:g} {bounds.x:g},{y:g}"
        )
        shape = f'<polygon points="{points}" fill="#ffffff" stroke="{INK}" stroke-width="1.4"/>'
        mark = _GATEWAY_MARKS[node.kind]
    else:
        shape = _circle(node, bounds)
        mark = _MARKS.get(node.event, "")
    return [shape, _text(mark, x, y, size=16), *_label_below(node.name, bounds)]


_GATEWAY_MARKS = {
    NodeKind.DECISION: "×",
    NodeKind.PARALLEL: "+",
    NodeKind.INCLUSIVE: "○",
    NodeKind.EVENT_BASED: "⬠",
}


def _circle(node: Node, bounds: Bounds) -> str:
    x, y = bounds.middle
    width = 3.2 if node.kind is NodeKind.END else 1.4
    dashes = "" if node.interrupting else ' stroke-dasharray="4 3"'
    outer = (
        f'<circle cx="{x:g}" cy="{y:g}" r="{bounds.width / 2:g}" fill="#ffffff" '
        f'stroke="{INK}" stroke-width="{width:g}"{dashes}/>'
    )
    if node.kind in (NodeKind.START, NodeKind.END):
        return outer
    return outer + (
        f'<circle cx="{x:g}" cy="{y:g}" r="{bounds.width / 2 - 3.5:g}" fill="none" '
        f'stroke="{INK}" stroke-width="1"{dashes}/>'
    )


def _step(node: Node, bounds: Bounds, side: Side | None) -> list[str]:
    stroke = INK if side is None else SIDE_INKS[side]
    dashes = "6 4" if side is Side.EVENT_DRIVEN else ""
    fill = STEP if side is None else SIDE_FILLS[side]
    parts = [_rectangle(bounds, fill=fill, stroke=stroke, radius=8, dashes=dashes)]
    lines = _lines(node.name or node.id, bounds.width - 14, 4)
    x, y = bounds.middle
    top = y - (len(lines) - 1) * 7.5
    parts += [_text(line, x, top + 15 * index) for index, line in enumerate(lines)]
    if node.kind is NodeKind.USER_TASK:
        parts.append(_person(bounds))
    if node.kind is NodeKind.COMPENSATION:
        parts.append(_text("◁◁", x, bounds.bottom - 9, size=10))
    if side is not None:
        parts.append(_side_mark(side, bounds.right - 11, bounds.y + 11))
    return parts


def _person(bounds: Bounds) -> str:
    x, y = bounds.x + 13, bounds.y + 9
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="3.2" fill="none" stroke="{INK}"/>'
        f'<path d="M{x - 6:g} {y + 10:g} a6 6 0 0 1 12 0 z" fill="none" stroke="{INK}"/>'
    )


def _side_mark(side: Side, x: float, y: float) -> str:
    ink = SIDE_INKS[side]
    if side is Side.ORCHESTRATED:
        return f'<circle cx="{x:g}" cy="{y:g}" r="4.5" fill="{ink}"/>'
    return (
        f'<polygon points="{x:g},{y - 5:g} {x + 5:g},{y + 4:g} {x - 5:g},{y + 4:g}" fill="{ink}"/>'
    )


def _legend(top: float) -> list[str]:
    parts = []
    for x, side in ((40.0, Side.ORCHESTRATED), (190.0, Side.EVENT_DRIVEN)):
        parts.append(_side_mark(side, x, top + 6))
        parts.append(f'<text x="{x + 12:g}" y="{top + 10:g}">{side.value}</text>')
    return parts


def _label_below(name: str, bounds: Bounds) -> list[str]:
    if not name:
        return []
    x, lines = bounds.middle[0], _lines(name, 110, 3)
    return [
        _text(line, x, bounds.bottom + 11 + 12 * index, size=10) for index, line in enumerate(lines)
    ]


def _text(text: str, x: float, y: float, *, size: float = _TEXT) -> str:
    if not text:
        return ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="middle" dominant-baseline="central" '
        f'font-size="{size:g}">{escape(text)}</text>'
    )


def _rectangle(
    bounds: Bounds, *, fill: str, stroke: str, radius: float = 0, dashes: str = ""
) -> str:
    dashed = f" stroke-dasharray={quoteattr(dashes)}" if dashes else ""
    return (
        f'<rect x="{bounds.x:g}" y="{bounds.y:g}" width="{bounds.width:g}" '
        f'height="{bounds.height:g}" rx="{radius:g}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="1.4"{dashed}/>'
    )


def _lines(text: str, width: float, most: int) -> list[str]:
    """The text broken into at most so many lines of that width; the rest becomes an ellipsis."""
    letters = max(int(width / (_TEXT * _LETTER)), 3)
    wrapped = textwrap.wrap(
        _printable(text), letters, max_lines=most, placeholder="…", break_on_hyphens=True
    )
    return wrapped or [""]


def _printable(text: str) -> str:
    """SVG is XML, which has no control characters."""
    return "".join(letter for letter in text if letter.isprintable() or letter == " ")
