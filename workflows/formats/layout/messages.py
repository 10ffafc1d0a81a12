"""Messages between pools: upright through the pools, level in the gaps between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.formats.layout.graph import Bounds, Link, Point

__all__ = ["route_messages"]

_TRACK = 10.0
_STEP = 12.0
_ASIDE = 14.0
_CLEAR = 3.0


@dataclass(slots=True)
class _End:
    """One end: its bounds, the pool it is in, and the upright line to the edge of that pool.
    ``pool`` is the place of the pool from the top."""

    bounds: Bounds
    pool: int
    whole: bool
    x: float = 0.0
    aside: bool = False


def route_messages(
    messages: Iterable[Link], frames: Mapping[str, Bounds], placed: Mapping[str, Bounds]
) -> dict[str, tuple[Point, ...]]:
    """Waypoints by message id. ``frames`` are the pools from top to bottom, ``placed`` all boxes
    in them; what has an end in neither is left out."""
    router = _Router(list(frames.values()), list(placed.values()))
    ways = {}
    for message in messages:
        ends = [
            _End(placed[name], router.pool_of(placed[name]), whole=False)
            if name in placed
            else _End(frames[name], list(frames).index(name), whole=True)
            for name in (message.source, message.target)
            if name in placed or name in frames
        ]
        if len(ends) == 2:
            ways[message.id] = router.way(*ends)
    return ways


class _Router:
    def __init__(self, pools: Sequence[Bounds], boxes: Sequence[Bounds]) -> None:
        self.pools = pools
        self.boxes = boxes
        self.used: dict[int, int] = defaultdict(int)
        self.lines: list[tuple[float, float, float]] = []

    def pool_of(self, box: Bounds) -> int:
        """The place of the pool around a box."""
        return next(
            (i for i, pool in enumerate(self.pools) if pool.y <= box.middle[1] <= pool.bottom), 0
        )

    def way(self, source: _End, target: _End) -> tuple[Point, ...]:
        """From one end to the other; within one pool straight over its edge and back."""
        down = source.pool <= target.pool
        for end, other, leaving in ((source, target, down), (target, source, not down)):
            if not end.whole:
                self._choose(end, other, down=leaving)
        if source.whole:
            source.x = self._free(self._over(target, source), target.x)
        if target.whole:
            target.x = self._free(self._over(source, target), source.x)
        points = [*self._out(source, down=down)]
        if abs(source.x - target.x) >= 1 or abs(source.pool - target.pool) > 1:
            points += self._across(source, target, down=down)
        points += [*self._out(target, down=not down)][::-1]
        return _simplified(points)

    def _over(self, end: _End, other: _End) -> list[Bounds]:
        """What stands in the pools between two ends."""
        low, high = sorted((end.pool, other.pool))
        return [box for box in self.boxes if low < self.pool_of(box) < high]

    def _choose(self, end: _End, other: _End, *, down: bool) -> None:
        """The x at which the line reaches the edge of the pool without meeting a box."""
        pool = self.pools[end.pool]
        top, bottom = (end.bounds.bottom, pool.bottom) if down else (pool.y, end.bounds.y)
        holds = [
            box
            for box in self.boxes
            if box is not end.bounds
            and box.bottom > top
            and box.y < bottom
            and not _around(box, end.bounds)
        ]
        tries = list(self._tries(end.bounds, other))
        for x, aside in tries:
            if not _hits(holds, x) and not self._is_taken(x, top, bottom):
                end.x, end.aside = x, aside
                break
        else:
            end.x, end.aside = min(tries, key=lambda one: _hits(holds, one[0]))
        self.lines.append((end.x, top, bottom))

    def _is_taken(self, x: float, top: float, bottom: float) -> bool:
        return any(
            abs(x - at) < _CLEAR * 2 and low < bottom and top < high for at, low, high in self.lines
        )

    def _tries(self, own: Bounds, other: _End) -> Iterator[tuple[float, bool]]:
        """Within the width of the box, the middle first or where the other end already is; then
        beside it, further and further."""
        middle, room = own.middle[0], max(own.width / 2 - 8, 0.0)
        if other.x and abs(other.x - middle) <= room:
            yield other.x, False
        steps = int(room // _STEP)
        for step in range(steps + 1):
            yield middle + step * _STEP, False
            if step:
                yield middle - step * _STEP, False
        for step in range(40):
            yield own.right + _ASIDE + step * _STEP, True
            yield own.x - _ASIDE - step * _STEP, True

    def _free(self, boxes: Sequence[Bounds], x: float) -> float:
        """The x nearest to this one at which an upright line meets no box."""
        for step in range(200):
            for at in (x + step * _STEP, x - step * _STEP):
                if at > 40 and not _hits(boxes, at):
                    return at
        return x

    def _out(self, end: _End, *, down: bool) -> Iterator[Point]:
        """From the box to where it leaves the pool."""
        pool = self.pools[end.pool]
        edge = pool.bottom if down else pool.y
        if end.whole:
            yield end.x, edge
            return
        side = end.bounds.bottom if down else end.bounds.y
        if end.aside:
            # From the side of the box, so that the level piece crosses nothing below it.
            right = end.x > end.bounds.middle[0]
            y = end.bounds.middle[1] + (12 if down else -12)
            yield end.bounds.right if right else end.bounds.x, y
            yield end.x, y
        else:
            yield end.x, side
        yield end.x, edge

    def _across(self, source: _End, target: _End, *, down: bool) -> Iterator[Point]:
        """Level pieces in the gaps, upright between pools that it passes."""
        step = 1 if down else -1
        first = self._level(source.pool, step)
        if abs(source.pool - target.pool) <= 1:
            yield source.x, first
            yield target.x, first
            return
        last = self._level(target.pool, -step)
        x = self._free(self._over(source, target), target.x)
        yield source.x, first
        yield x, first
        yield x, last
        yield target.x, last

    def _level(self, pool: int, step: int) -> float:
        """A free height in the gap beyond a pool."""
        gap = pool if step > 0 else pool - 1
        edge = self.pools[pool].bottom if step > 0 else self.pools[pool].y
        start = self.pools[gap].bottom if 0 <= gap < len(self.pools) else edge - 40
        self.used[gap] += 1
        return start + 8 + _TRACK * self.used[gap]


def _around(box: Bounds, own: Bounds) -> bool:
    """Whether a box holds another."""
    return box.x <= own.x and box.y <= own.y and box.right >= own.right and box.bottom >= own.bottom


def _hits(boxes: Iterable[Bounds], x: float) -> int:
    return sum(box.x - _CLEAR < x < box.right + _CLEAR for box in boxes)


def _simplified(points: Sequence[Point]) -> tuple[Point, ...]:
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) >= 2 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)
