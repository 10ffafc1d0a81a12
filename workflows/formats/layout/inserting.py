"""Something new in a drawing that is there already, which nobody wants to see moved.

The places tried are those where a person would put it; each is taken only if nothing is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workflows.formats.layout.graph import Bounds, Point, Size

__all__ = ["place_after", "place_between", "square_way"]

_GAP = 50.0
_ROW = 20.0
_MARGIN = 10.0
_ROWS = 60
_ASIDE = 20.0
_LEVELS = 12


def place_after(
    taken: Iterable[Bounds], anchor: Bounds, size: Size, within: Bounds | None = None
) -> Bounds:
    """Where a box of a size goes behind another: right of it on its line, else the free place
    nearest to that below or above; ``within`` is the lane or sub-process that has to hold it,
    where there is room in it."""
    x, y = anchor.right + _GAP, anchor.middle[1] - size[1] / 2
    return _nearest_free(list(taken), Bounds(x, y, *size), within)


def place_between(
    taken: Iterable[Bounds],
    before: Bounds,
    after: Bounds,
    size: Size,
    within: Bounds | None = None,
) -> Bounds:
    """Where a box goes between two others: in the middle of the gap where it fits into it, else as
    behind the first."""
    boxes = list(taken)
    room = after.x - before.right
    if room >= size[0] + 2 * _MARGIN:
        x = before.right + (room - size[0]) / 2
        y = before.middle[1] - size[1] / 2
        place = Bounds(x, y, *size)
        if _is_free(boxes, place, within):
            return place
    return place_after(boxes, before, size, within)


def _nearest_free(taken: Sequence[Bounds], wanted: Bounds, within: Bounds | None) -> Bounds:
    for place in _around(wanted):
        if _is_free(taken, place, within):
            return place
    for place in _around(wanted):
        if _is_free(taken, place, None):
            return place
    right = max((one.right for one in taken), default=wanted.x)
    return wanted.moved(right + _GAP - wanted.x, 0)


def _around(wanted: Bounds) -> Iterator[Bounds]:
    """The place itself, then below and above by rows, then the same further right."""
    for across in range(4):
        for row in range(_ROWS):
            moved = wanted.moved(across * (wanted.width + _GAP), row * _ROW)
            yield moved
            if row:
                yield moved.moved(0, -2 * row * _ROW)


def _is_free(taken: Sequence[Bounds], place: Bounds, within: Bounds | None) -> bool:
    if within is not None and not (
        within.x <= place.x
        and place.right <= within.right
        and within.y + _MARGIN <= place.y
        and place.bottom + _MARGIN <= within.bottom
    ):
        return False
    return not any(place.meets(other, _MARGIN) for other in taken)


def square_way(source: Bounds, target: Bounds, taken: Iterable[Bounds] = ()) -> tuple[Point, ...]:
    """A square flow from one box to another that runs through as few of the others as can be:
    rightwards from edge to edge where the target lies right, else round above or below."""
    others = [box for box in taken if not (_same(box, source) or _same(box, target))]
    best: tuple[Point, ...] = ()
    least = -1
    for way in _ways(source, target):
        points = _plain(way)
        hits = sum(_runs_through(points, box) for box in others)
        if not hits:
            return points
        if least < 0 or hits < least:
            best, least = points, hits
    return best


def _ways(source: Bounds, target: Bounds) -> Iterator[tuple[Point, ...]]:
    start, end = (source.right, source.middle[1]), (target.x, target.middle[1])
    if target.x >= source.right + _MARGIN and not _same(source, target):
        room = end[0] - start[0]
        for share in (0.5, 0.25, 0.75, 0.1, 0.9):
            x = start[0] + room * share
            yield start, (x, start[1]), (x, end[1]), end
    yield from _round(source, target)
    yield from _detours(source, target)


def _round(source: Bounds, target: Bounds) -> Iterator[tuple[Point, ...]]:
    """From below to below or from above to above."""
    if _same(source, target):
        x, y = source.right + _ASIDE, source.bottom + _ASIDE
        yield (
            (source.right, source.middle[1]),
            (x, source.middle[1]),
            (x, y),
            (source.middle[0], y),
            (source.middle[0], source.bottom),
        )
        return
    (x1, _), (x2, _) = source.middle, target.middle
    for level in range(1, _LEVELS):
        low = max(source.bottom, target.bottom) + _ASIDE * level
        yield (x1, source.bottom), (x1, low), (x2, low), (x2, target.bottom)
        high = min(source.y, target.y) - _ASIDE * level
        yield (x1, source.y), (x1, high), (x2, high), (x2, target.y)


def _detours(source: Bounds, target: Bounds) -> Iterator[tuple[Point, ...]]:
    """Out on the right, round, and in from the left."""
    out, into = source.right + _ASIDE, target.x - _ASIDE
    start, end = (source.right, source.middle[1]), (target.x, target.middle[1])
    for level in range(1, _LEVELS):
        for y in (
            max(source.bottom, target.bottom) + _ASIDE * level,
            min(source.y, target.y) - _ASIDE * level,
        ):
            yield start, (out, start[1]), (out, y), (into, y), (into, end[1]), end


def _runs_through(points: Sequence[Point], box: Bounds) -> bool:
    for (x1, y1), (x2, y2) in pairwise(points):
        piece = Bounds(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
        if piece.meets(box, -1.0):
            return True
    return False


def _same(one: Bounds, other: Bounds) -> bool:
    return (one.x, one.y, one.width, one.height) == (other.x, other.y, other.width, other.height)


def _plain(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without points in the middle of a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)
