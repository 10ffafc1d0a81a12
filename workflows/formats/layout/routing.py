"""The way of every link: which upright pieces it has, in a gap, at a gateway's corner or below a
guest. Heights are known here, places across are not yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from workflows.formats.layout.clusters import STUB, Cluster
from workflows.formats.layout.graph import Box, Graph, Link
from workflows.formats.layout.layers import Cell, Columns
from workflows.formats.layout.tracks import Net

__all__ = ["Jog", "Way", "ways_of"]

_CLEAR = 8.0


@dataclass(slots=True)
class Jog:
    """An upright piece that ends at ``y``: in a ``net`` of a ``gap``, else in the middle of a
    ``column``, else below a ``guest``."""

    y: float
    gap: int = -1
    net: Net | None = None
    column: int = -1
    guest: str = ""


@dataclass(slots=True)
class Way:
    """A link's upright pieces. ``start`` and ``end`` say where it touches its boxes: "right",
    "left", "top", "bottom"; ``stub`` is the height at which it leaves the room below a guest."""

    link: Link
    source: Cell
    target: Cell
    start: str = "right"
    end: str = "left"
    jogs: list[Jog] = field(default_factory=list)


@dataclass(slots=True)
class _Upright:
    top: float
    bottom: float
    owner: tuple[str, str]


class _Router:
    def __init__(self, graph: Graph, columns: Columns, clusters: Mapping[str, Cluster]) -> None:
        self.boxes: dict[str, Box] = {box.id: box for box in graph.boxes}
        self.columns = columns
        self.clusters = clusters
        self.uprights: dict[int, list[_Upright]] = defaultdict(list)
        self.nets: dict[int, dict[object, Net]] = defaultdict(dict)

    def sort_guests(self, links: Mapping[str, list[Link]]) -> None:
        """The rightmost guest is the one whose link turns off first, so that none cross."""
        for cluster in self.clusters.values():
            if len(cluster.guests) > 1:
                cluster.guests.sort(key=lambda guest: self._depth(links.get(guest.id, [])))

    def _depth(self, links: list[Link]) -> tuple[bool, float]:
        """Largest first: what goes straight down far, then what turns off at once."""
        if not links:
            return (False, float("-inf"))
        path = self.columns.paths[links[0].id]
        other = path[1]
        straight = other.y > path[0].y and self._is_clear(path[0], other.y, ("", ""), {other.goal})
        return (not straight, -other.y)

    def way(self, link: Link) -> Way:
        """The way of one link."""
        path = self.columns.paths[link.id]
        way = Way(link, path[0], path[-1])
        pairs = list(pairwise(path))
        for index, (one, other) in enumerate(pairs):
            first, last = index == 0, index == len(pairs) - 1
            if first and self.boxes[link.source].host:
                self._leave_guest(way, one, other)
            elif one.column == other.column:
                self._turn(way, one, other, first=first, itself=path[0] is path[-1])
            elif abs(one.y - other.y) >= 1:
                self._change_row(way, one, other, first=first, last=last)
        return way

    def _leave_guest(self, way: Way, host: Cell, other: Cell) -> None:
        guest = self.boxes[way.link.source]
        way.start = "bottom"
        cluster = self.clusters[host.box]
        below = host.y - cluster.line + cluster.box.height + cluster.stubs - STUB
        free = other.y > below and self._is_clear(
            host, other.y, (guest.id, "out"), {other.goal, way.link.target}
        )
        if free and not cluster.below:
            way.jogs.append(Jog(other.y, guest=guest.id))
            self._occupy(host, other.y, (guest.id, "out"))
            return
        level = len(cluster.guests) - 1 - [one.id for one in cluster.guests].index(guest.id)
        stub = below - STUB * (len(cluster.guests) - 1 - level)
        way.jogs.append(Jog(stub, guest=guest.id))
        gap = host.column + 1
        net = self.nets[gap].setdefault((guest.id, other), Net())
        net.lefts.append(stub)
        (net.rights if other.column > host.column else net.lefts).append(other.y)
        way.jogs.append(Jog(other.y, gap=gap, net=net))

    def _turn(self, way: Way, one: Cell, other: Cell, *, first: bool, itself: bool) -> None:
        """Round a box to or from the bend beside it: straight up or down where nothing is in
        between, else through the gap."""
        box, bend = (one, other) if first else (other, one)
        side = "top" if bend.y < box.y else "bottom"
        owner = (box.box, "out" if first else "in")
        open_ = self._is_open(box, side) and self._is_clear(box, bend.y, owner, {bend.goal})
        if open_ and not (itself and first):
            way.jogs.append(Jog(bend.y if first else box.y, column=box.column))
            self._occupy(box, bend.y, owner)
            if first:
                way.start = side
            else:
                way.end = side
            return
        gap = box.column + 1 if first else box.column
        net = self.nets[gap].setdefault((one, other), Net())
        (net.lefts if first else net.rights).extend((box.y, bend.y))
        way.jogs.append(Jog(other.y, gap=gap, net=net))

    def _is_open(self, cell: Cell, side: str) -> bool:
        cluster = self.clusters[cell.box]
        return not (cluster.above if side == "top" else cluster.guests or cluster.below)

    def _change_row(self, way: Way, one: Cell, other: Cell, *, first: bool, last: bool) -> None:
        forward = other.column > one.column
        if first and forward and self._corner(one, other.y, "out", {other.goal}):
            way.start = "bottom" if other.y > one.y else "top"
            way.jogs.append(Jog(other.y, column=one.column))
        elif last and forward and self._corner(other, one.y, "in", {other.box}):
            way.end = "bottom" if one.y > other.y else "top"
            way.jogs.append(Jog(other.y, column=other.column))
        else:
            gap = max(one.column, other.column)
            net = self.nets[gap].setdefault(self._shared(one, other, forward=forward), Net())
            left, right = (one, other) if forward else (other, one)
            net.lefts.append(left.y)
            net.rights.append(right.y)
            way.jogs.append(Jog(other.y, gap=gap, net=net))

    def _shared(self, one: Cell, other: Cell, *, forward: bool) -> object:
        """Links that part or meet share an upright piece."""
        if not forward:
            return (one, other)
        parting = [n for n in one.after if n.column > one.column]
        if len(parting) > 1 and one.box:
            return one
        return ("to", other) if other.box else (one, other)

    def _corner(self, cell: Cell, y: float, which: str, goals: set[str]) -> bool:
        """Whether a gateway's corner is free for a link to or from ``y``; takes it."""
        if not cell.box or not self.clusters[cell.box].box.pointed:
            return False
        owner = (cell.box, which)
        side = "bottom" if y > cell.y else "top"
        far = abs(y - cell.y) > self.clusters[cell.box].box.height / 2 + 4
        if far and self._is_open(cell, side) and self._is_clear(cell, y, owner, goals):
            self._occupy(cell, y, owner)
            return True
        return False

    def _is_clear(self, cell: Cell, y: float, owner: tuple[str, str], goals: set[str]) -> bool:
        """Whether the middle of a cell's column is free from the cell to a height. What leads to
        one of ``goals`` may be met: flows to the same box run together."""
        top, bottom = min(cell.y, y) - _CLEAR, max(cell.y, y) + _CLEAR
        for other in self.columns.columns[cell.column]:
            shared = not other.box and other.goal in goals
            if other is cell or shared or other.y + other.down <= top:
                continue
            if other.y - other.up < bottom:
                return False
        return not any(
            one.owner != owner and one.top < bottom and top < one.bottom
            for one in self.uprights[cell.column]
        )

    def _occupy(self, cell: Cell, y: float, owner: tuple[str, str]) -> None:
        self.uprights[cell.column].append(_Upright(min(cell.y, y), max(cell.y, y), owner))


def ways_of(
    graph: Graph, columns: Columns, clusters: Mapping[str, Cluster]
) -> tuple[list[Way], dict[int, list[Net]]]:
    """The way of every link, and the nets of every gap (gap i lies left of column i)."""
    router = _Router(graph, columns, clusters)
    by_source: dict[str, list[Link]] = defaultdict(list)
    for link in graph.links:
        by_source[link.source].append(link)
    router.sort_guests(by_source)
    ways = [router.way(link) for link in graph.links]
    return ways, {gap: list(nets.values()) for gap, nets in router.nets.items()}
