"""A place for a new shape near its neighbours, and a square way for a new flow."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.formats.layout import Bounds, Point

__all__ = ["beside", "centred", "free_place", "upright", "way"]

_GAP = 50.0
_STEP = 20.0
_MARGIN = 10.0
_MOST = 60


def beside(bounds: Bounds, size: tuple[float, float], *, left: bool = False) -> Bounds:
    """Right (or left) of a shape, at the same height."""
    width, height = size
    x = bounds.x - _GAP - width if left else bounds.right + _GAP
    return Bounds(x, bounds.middle[1] - height / 2, width, height)


def centred(bounds: Bounds, size: tuple[float, float]) -> Bounds:
    """Of another size around the same middle."""
    x, y = bounds.middle
    return Bounds(x - size[0] / 2, y - size[1] / 2, *size)


def free_place(wanted: Bounds, taken: Sequence[Bounds], area: Bounds | None) -> Bounds:
    """The place nearest to the wanted one that nothing covers: below it, and in an area (a lane)
    to the right where that is too low."""
    place = wanted
    for _ in range(_MOST):
        if not any(_overlap(place, other) for other in taken):
            return place
        lower = Bounds(place.x, place.y + _STEP, place.width, place.height)
        if area is not None and lower.bottom > area.bottom:
            lower = Bounds(place.x + _GAP, wanted.y, place.width, place.height)
        place = lower
    right = max(one.right for one in taken)
    return Bounds(right + _GAP, wanted.y, wanted.width, wanted.height)


def _overlap(one: Bounds, other: Bounds) -> bool:
    return (
        one.x - _MARGIN < other.right
        and other.x < one.right + _MARGIN
        and one.y - _MARGIN < other.bottom
        and other.y < one.bottom + _MARGIN
    )


def way(source: Bounds, target: Bounds) -> tuple[Point, ...]:
    """From the right edge of one shape to the left edge of another; straight down or up where they
    stand above each other; else below both."""
    if target.x >= source.right:
        start, end = (source.right, source.middle[1]), (target.x, target.middle[1])
        if abs(start[1] - end[1]) < 1:
            return (start, end)
        middle = (start[0] + end[0]) / 2
        return (start, (middle, start[1]), (middle, end[1]), end)
    if _same(source, target):
        right, low = source.right + _STEP, source.bottom + _STEP
        x, y = source.middle
        return ((source.right, y), (right, y), (right, low), (x, low), (x, source.bottom))
    if target.y > source.bottom or source.y > target.bottom:
        return upright(source, target)
    low = max(source.bottom, target.bottom) + _STEP
    start, end = (source.middle[0], source.bottom), (target.middle[0], target.bottom)
    return (start, (start[0], low), (end[0], low), end)


def upright(source: Bounds, target: Bounds) -> tuple[Point, ...]:
    """From the upper or lower edge of one shape to the facing edge of another."""
    down = source.middle[1] < target.middle[1]
    end = (target.middle[0], target.y if down else target.bottom)
    faces = source.x < end[0] < source.right
    start = (end[0] if faces else source.middle[0], source.bottom if down else source.y)
    if faces:
        return (start, end)
    middle = (start[1] + end[1]) / 2
    return (start, (start[0], middle), (end[0], middle), end)


def _same(one: Bounds, other: Bounds) -> bool:
    return (one.x, one.y, one.width, one.height) == (other.x, other.y, other.width, other.height)
