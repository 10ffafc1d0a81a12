"""Draws a definition as SVG for print: plain shapes and text, no scripts, no styles from outside.

What tells two things apart is never colour alone: an orchestrated step has a full border and a
round mark, an event-driven one a broken border and a triangle.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from workflows.definition.findings import Finding
from workflows.definition.model import Definition, Node, NodeKind, Side
from workflows.formats.features import Feature
from workflows.formats.layout import Bounds, Drawing, layout
from workflows.formats.layout.placing import HEADER
from workflows.formats.support import Level, Support, Supports, losses_of
from workflows.formats.svg_marks import (
    SIDE_INKS,
    event_mark,
    gateway_mark,
    person,
    rewind,
    side_mark,
)
from workflows.formats.writing import Writing

__all__ = ["SUPPORTS", "Picture", "draw", "draw_rows", "unsaid", "write"]

_INK = "#1b2230"
_QUIET = "#5b6473"
_LINE = "#8a93a3"
_SIDE_FILLS = {Side.ORCHESTRATED: "#e6f0f8", Side.EVENT_DRIVEN: "#fbeee4"}

_FONT = "Inter, sans-serif"
_TEXT = 12.0
_SMALL = 10.0
_LETTER = 0.56
_LEGEND = 30.0
_SMALLEST = 6.0
_PORTRAIT_POINTS = 481.9  # A4 less margins of 20 mm
_LANDSCAPE_POINTS = 728.5
_ROW = _TEXT * _PORTRAIT_POINTS / _SMALLEST
_OVERLAP = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``svg`` is a whole document, its size in CSS pixels. ``landscape`` says that its text is
    readable (6 pt) only on an A4 page on its side, ``too_wide`` that it is not even there:
    use ``draw_rows``."""

    svg: str
    width: float
    height: float
    landscape: bool
    too_wide: bool


_SEEN = frozenset(
    {
        Feature.TASK,
        Feature.USER_TASK,
        Feature.DECISION,
        Feature.PARALLEL,
        Feature.INCLUSIVE,
        Feature.EVENT_BASED,
        Feature.COMPENSATION,
        Feature.BOUNDARY,
        Feature.NON_INTERRUPTING,
        Feature.TIMER,
        Feature.MESSAGE,
        Feature.SIGNAL,
        Feature.ERROR,
        Feature.ESCALATION,
        Feature.CONDITIONAL,
        Feature.LINK,
        Feature.TERMINATE,
        Feature.CANCEL,
        Feature.COMPENSATION_EVENT,
        Feature.CONDITION,
        Feature.PARTICIPANT,
    }
)
_SEEN_AS = {
    Feature.SEND_TASK: "it is drawn as any step",
    Feature.RECEIVE_TASK: "it is drawn as any step",
    Feature.SUB_PROCESS: "what is in it is drawn in its place",
    Feature.TRANSACTION: "what is in it is drawn in its place",
    Feature.DEFAULT_FLOW: "it is drawn as any flow",
}
SUPPORTS: Supports = {
    **{feature: Support(Level.NONE) for feature in Feature},
    **{feature: Support(Level.PARTLY, "it is drawn") for feature in _SEEN},
    **{feature: Support(Level.PARTLY, how) for feature, how in _SEEN_AS.items()},
}


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The map as one SVG document: a picture, which nobody reads back."""
    return Writing(content=draw(definition).svg.encode(), losses=unsaid(definition, "SVG"))


def unsaid(definition: Definition, label: str) -> tuple[Finding, ...]:
    """What of a map no picture of it shows."""
    return losses_of(definition, SUPPORTS, label, told=_SEEN)


def draw(definition: Definition, *, sides: Mapping[str, Side] | None = None) -> Picture:
    """The map as one picture; ``sides`` marks steps as orchestrated or event-driven."""
    definition = definition.flat
    drawing = layout(definition)
    return _picture(definition, drawing, sides or {}, 0.0, drawing.width, width=drawing.width)


def draw_rows(
    definition: Definition, *, sides: Mapping[str, Side] | None = None, width: float = _ROW
) -> tuple[Picture, ...]:
    """The map cut into rows of at most ``width`` pixels, so that text stays readable on A4.

    Rows are cut between columns, overlap a little, and repeat the names of the participants.
    """
    definition = definition.flat
    drawing = layout(definition)
    cuts = [0.0, *_cuts(drawing, width), drawing.width]
    starts = [max(left - _OVERLAP, 0.0) for left in cuts[:-1]]
    widest = max(right - start for start, right in zip(starts, cuts[1:], strict=True))
    return tuple(
        _picture(definition, drawing, sides or {}, start, right, width=widest)
        for start, right in zip(starts, cuts[1:], strict=True)
    )


def _cuts(drawing: Drawing, width: float) -> list[float]:
    """Where to cut: the last gap between boxes that still fits the row."""
    cuts: list[float] = []
    left = 0.0
    while drawing.width - left > width:
        limit = left + width - _OVERLAP - HEADER
        gaps = [b.x - 14 for b in drawing.bounds.values() if left + width / 2 < b.x - 14 < limit]
        free = [
            gap for gap in gaps if not any(b.x < gap < b.right for b in drawing.bounds.values())
        ]
        left = max(free, default=limit)
        cuts.append(left)
    return cuts


def _picture(
    definition: Definition,
    drawing: Drawing,
    sides: Mapping[str, Side],
    left: float,
    right: float,
    *,
    width: float,
) -> Picture:
    """What lies between ``left`` and ``right``, on a sheet of the given width."""
    parts = [*_bands(definition, drawing, left), *_flows(definition, drawing)]
    for node in definition.nodes:
        parts += _node(node, drawing, sides.get(node.id))
    if right < left + width:
        blank = Bounds(right, 0.0, left + width - right, drawing.height)
        parts.append(_rectangle(blank, fill="#ffffff", stroke="#ffffff"))
    if left > 0:
        parts += _headers(definition, drawing, left)
    if sides:
        parts += _legend(left, drawing.height)
    height = drawing.height + (_LEGEND if sides else 0.0)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" font-family="{_FONT}" '
        f'font-size="{_TEXT:g}" fill="{_INK}">'
        f"<title>{escape(_printable(definition.name))}</title>{''.join(parts)}</svg>"
    )
    return Picture(
        svg=svg,
        width=width,
        height=height,
        landscape=_text_points(width, _PORTRAIT_POINTS) < _SMALLEST,
        too_wide=_text_points(width, _LANDSCAPE_POINTS) < _SMALLEST,
    )


def _text_points(width: float, page: float) -> float:
    """The size of the text in points when the picture fills a page's width."""
    return _TEXT * min(0.75, page / max(width, 1.0))


def _bands(definition: Definition, drawing: Drawing, left: float) -> list[str]:
    parts = []
    for index, band in enumerate(drawing.bands):
        fill = "#f6f7f9" if index % 2 == 0 else "#ffffff"
        parts.append(_rectangle(band.bounds, fill=fill, stroke="#d5d9e0"))
    return parts if left > 0 else parts + _headers(definition, drawing, 0.0)


def _headers(definition: Definition, drawing: Drawing, left: float) -> list[str]:
    """The participants' names; repeated at the left edge of every row."""
    parts = []
    for band in drawing.bands:
        x = max(band.bounds.x, left)
        header = Bounds(x, band.bounds.y, HEADER, band.bounds.height)
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
        parts.append(f'<polyline points="{path}" fill="none" stroke="{_LINE}" stroke-width="1.4"/>')
        parts.append(_arrow(points[-2], points[-1]))
        if flow.id in drawing.labels:
            parts += _name(flow.name or flow.condition, drawing.labels[flow.id])
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
    return f'<polygon points="{points}" fill="{_LINE}"/>'


def _name(text: str, bounds: Bounds) -> list[str]:
    """A name outside of its shape, in the place that the layout has kept free."""
    lines = _lines(text, bounds.width * _TEXT / _SMALL, max(round(bounds.height / 14), 1))
    x, y = bounds.middle
    top = y - (len(lines) - 1) * 6
    return [_text(line, x, top + 12 * index, size=_SMALL) for index, line in enumerate(lines)]


def _undo(definition: Definition, node: Node, drawing: Drawing) -> list[str]:
    effect = node.requirements.effect if node.requirements else None
    goal = drawing.bounds.get(effect.compensation or "") if effect else None
    if goal is None:
        return []
    host = drawing.bounds[node.id]
    x, _ = host.middle
    straight = ((x, host.bottom), (x, goal.y))
    points = drawing.waypoints.get(f"below {effect.compensation}", straight) if effect else straight
    path = " ".join(f"{across:g},{down:g}" for across, down in points)
    return [
        f'<polyline points="{path}" fill="none" stroke="{_LINE}" stroke-width="1.2" '
        'stroke-dasharray="2 4"/>'
    ]


def _node(node: Node, drawing: Drawing, side: Side | None) -> list[str]:
    bounds = drawing.bounds[node.id]
    if node.is_step:
        return _step(node, bounds, side)
    x, y = bounds.middle
    if node.kind in _EVENT_KINDS:
        shape, mark = _circle(node, bounds), event_mark(node.event, x, y, _INK)
    else:
        corners = ((x, bounds.y), (bounds.right, y), (x, bounds.bottom), (bounds.x, y))
        points = " ".join(f"{across:g},{down:g}" for across, down in corners)
        shape = f'<polygon points="{points}" fill="#ffffff" stroke="{_INK}" stroke-width="1.4"/>'
        mark = gateway_mark(node.kind, x, y, _INK)
    label = drawing.labels.get(node.id)
    return [shape, mark, *(_name(node.name, label) if label else [])]


_EVENT_KINDS = frozenset(
    {NodeKind.START, NodeKind.END, NodeKind.CATCH, NodeKind.THROW, NodeKind.BOUNDARY}
)


def _circle(node: Node, bounds: Bounds) -> str:
    x, y = bounds.middle
    width = 3.2 if node.kind is NodeKind.END else 1.4
    dashes = "" if node.interrupting else ' stroke-dasharray="4 3"'
    outer = (
        f'<circle cx="{x:g}" cy="{y:g}" r="{bounds.width / 2:g}" fill="#ffffff" '
        f'stroke="{_INK}" stroke-width="{width:g}"{dashes}/>'
    )
    if node.kind in (NodeKind.START, NodeKind.END):
        return outer
    return outer + (
        f'<circle cx="{x:g}" cy="{y:g}" r="{bounds.width / 2 - 3.5:g}" fill="none" '
        f'stroke="{_INK}" stroke-width="1"{dashes}/>'
    )


def _step(node: Node, bounds: Bounds, side: Side | None) -> list[str]:
    stroke = _INK if side is None else SIDE_INKS[side]
    dashes = "6 4" if side is Side.EVENT_DRIVEN else ""
    fill = "#ffffff" if side is None else _SIDE_FILLS[side]
    x, y = bounds.middle
    parts = [_rectangle(bounds, fill=fill, stroke=stroke, radius=8, dashes=dashes)]
    marked = side is not None or node.kind is not NodeKind.TASK
    most = int((bounds.height - 14) // 15)
    lines = _lines(node.name or node.id, bounds.width - 10, most - 1 if marked else most)
    top = y - (len(lines) - 1) * 7.5 + (7 if marked and len(lines) > 2 else 0)
    parts += [_text(line, x, top + 15 * index) for index, line in enumerate(lines)]
    if node.kind is NodeKind.USER_TASK:
        parts.append(person(bounds.x + 13, bounds.y + 12, stroke))
    if node.kind is NodeKind.COMPENSATION:
        parts.append(rewind(bounds.x + 14, bounds.y + 11, stroke))
    if side is not None:
        parts.append(side_mark(side, bounds.right - 11, bounds.y + 11))
    return parts


def _legend(left: float, top: float) -> list[str]:
    parts = []
    for x, side in ((left + 40, Side.ORCHESTRATED), (left + 190, Side.EVENT_DRIVEN)):
        parts.append(side_mark(side, x, top + 6))
        parts.append(f'<text x="{x + 12:g}" y="{top + 10:g}">{side.value}</text>')
    return parts


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
