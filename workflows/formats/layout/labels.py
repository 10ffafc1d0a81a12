"""Places for names outside of their shapes and on flows, where they hide nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, pairwise

from workflows.formats.layout.graph import Bounds, Box, Drawing, Graph, Link, Point, Size

__all__ = ["freed_labels", "place_labels"]

_CELL = 120.0
_MOST_CELLS = 400
_MOST_TRIES = 30_000
_GAP = 4.0


class _Sheet:
    """What has been drawn, found by place."""

    def __init__(self, size: float, tries: int) -> None:
        self.size = size
        self.tries = tries
        self.cells: dict[tuple[int, int], list[tuple[Bounds, str]]] = defaultdict(list)

    def add(self, bounds: Bounds, owner: str = "") -> None:
        """Draws a rectangle."""
        for cell in self._cells(bounds):
            self.cells[cell].append((bounds, owner))

    def hidden(self, bounds: Bounds, owner: str = "") -> float:
        """How much of what others drew would be covered; lines count by their length."""
        found = {
            id(other): _shared(bounds, other)
            for cell in self._cells(bounds)
            for other, drawn_by in self.cells.get(cell, ())
            if drawn_by != owner or not owner
        }
        return sum(found.values())

    def _cells(self, bounds: Bounds) -> Iterator[tuple[int, int]]:
        for across in range(int(bounds.x // self.size), int(bounds.right // self.size) + 1):
            for down in range(int(bounds.y // self.size), int(bounds.bottom // self.size) + 1):
                yield across, down


def _shared(one: Bounds, other: Bounds) -> float:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return (across + 1) * (down + 1) if across > 0 and down > 0 else 0.0


def place_labels(
    boxes: Iterable[Box],
    bounds: Mapping[str, Bounds],
    links: Iterable[Link],
    waypoints: Mapping[str, tuple[Point, ...]],
    *,
    taken: Iterable[Bounds] = (),
) -> dict[str, Bounds]:
    """The places of the names of boxes and links that have one outside; what is ``taken`` stays
    free."""
    named = [box for box in boxes if box.id in bounds]
    links = [link for link in links if link.id in waypoints]
    count = sum(1 for box in named if box.label[1]) + sum(1 for link in links if link.label[1])
    if not count:
        return {}
    # Long lines lie in many cells: a large drawing gets larger ones.
    widest = max((box.right for box in bounds.values()), default=0.0)
    sheet = _Sheet(max(_CELL, widest / _MOST_CELLS), tries=max(_MOST_TRIES // count, 1))
    for one in taken:
        sheet.add(one)
    for box in named:
        sheet.add(bounds[box.id])
    for link in links:
        for piece in _pieces(waypoints[link.id]):
            sheet.add(piece, link.id)
    found: dict[str, Bounds] = {}
    for box in named:
        if box.label[1]:
            found[box.id] = _best(sheet, _around(box, bounds[box.id]), "")
            sheet.add(found[box.id])
    for link in links:
        if link.label[1]:
            places = _along(link.label, waypoints[link.id])
            found[link.id] = _best(sheet, places, link.id)
            sheet.add(found[link.id])
    return found


def freed_labels(
    graph: Graph, drawing: Drawing, ways: Mapping[str, tuple[Point, ...]]
) -> dict[str, Bounds]:
    """The places of the names in a drawing, where further lines run across it: those that a line
    would cross move."""
    lines = [piece for points in ways.values() for piece in _pieces(points)]
    hit = {name for name, own in drawing.labels.items() if any(own.meets(line) for line in lines)}
    if not hit:
        return dict(drawing.labels)
    boxes, links = _everything(graph)
    plain = [one if one.id in hit else replace(one, label=(0.0, 0.0)) for one in boxes]
    joined = [one if one.id in hit else replace(one, label=(0.0, 0.0)) for one in links]
    kept = {name: own for name, own in drawing.labels.items() if name not in hit}
    taken = [*kept.values(), *lines]
    return kept | place_labels(plain, drawing.bounds, joined, drawing.waypoints, taken=taken)


def _everything(graph: Graph) -> tuple[list[Box], list[Link]]:
    """Boxes and links at any depth, without the boxes that hold others."""
    boxes = [box for box in graph.boxes if box.inside is None]
    links = list(graph.links)
    for box in graph.boxes:
        if box.inside is not None:
            more = _everything(box.inside)
            boxes += more[0]
            links += more[1]
    return boxes, links


def _pieces(points: tuple[Point, ...]) -> Iterator[Bounds]:
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Bounds(min(x1, x2) - 1, min(y1, y2) - 1, abs(x2 - x1) + 2, abs(y2 - y1) + 2)


def _best(sheet: _Sheet, places: Iterable[Bounds], owner: str) -> Bounds:
    """The first place that hides nothing, else the one that hides least."""
    tried: list[tuple[float, Bounds]] = []
    for place in islice(places, sheet.tries):
        tried.append((sheet.hidden(place, owner), place))
        if not tried[-1][0]:
            break
    return min(tried, key=lambda one: one[0])[1]


def _around(box: Box, own: Bounds) -> Iterator[Bounds]:
    """Below an event, above a gateway, left of what leaves a guest; then wherever there is room."""
    width, height = box.label
    x, _ = own.middle
    below = Bounds(x - width / 2, own.bottom + _GAP, width, height)
    above = Bounds(x - width / 2, own.y - _GAP - height, width, height)
    if box.host:
        yield Bounds(x - width - _GAP, own.bottom + 2, width, height)
        yield Bounds(x + _GAP, own.bottom + 2, width, height)
    yield from (above, below) if box.pointed or box.above else (below, above)
    for y in (own.y - _GAP - height, own.bottom + _GAP):
        yield Bounds(x - width - _GAP, y, width, height)
        yield Bounds(x + _GAP, y, width, height)
    for step in range(1, 6):
        yield below.moved(0, 14 * step)
        yield above.moved(0, -14 * step)


def _along(size: Size, points: tuple[Point, ...]) -> Iterator[Bounds]:
    """Above the first level piece that is long enough, below it, or beside an upright one."""
    width, height = size
    level = [(a, b) for a, b in pairwise(points) if a[1] == b[1]]
    level.sort(key=lambda piece: abs(piece[1][0] - piece[0][0]) < width + 8)
    for (x1, y), (x2, _) in level:
        left, right = min(x1, x2), max(x1, x2)
        starts = [left + 5 + 12 * step for step in range(max(int((right - left - width) // 12), 1))]
        starts = starts[:12] if x1 < x2 else starts[-12:][::-1]
        yield from (Bounds(x, y - height - 2, width, height) for x in starts)
        yield from (Bounds(x, y + 3, width, height) for x in starts)
    for (x1, y1), (x2, y2) in pairwise(points):
        if x1 == x2:
            for step in range(min(int(abs(y2 - y1) // 14), 12)):
                y = min(y1, y2) + 4 + 14 * step
                yield Bounds(x1 + _GAP, y, width, height)
                yield Bounds(x1 - _GAP - width, y, width, height)
    (x1, y1), (x2, _) = level[0] if level else (points[0], points[-1])
    for step in range(1, 8):
        yield Bounds(min(x1, x2) + 5, y1 - height - 2 - 14 * step, width, height)
        yield Bounds(min(x1, x2) + 5, y1 + 3 + 14 * step, width, height)
