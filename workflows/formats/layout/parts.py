"""One connected part of a graph in pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.formats.layout.clusters import Cluster
from workflows.formats.layout.graph import Bounds, Graph, Link, Point
from workflows.formats.layout.heights import assign_heights
from workflows.formats.layout.labels import place_labels
from workflows.formats.layout.layers import Cell, Columns, columns_of
from workflows.formats.layout.routing import Jog, Way, ways_of
from workflows.formats.layout.rows import put_in_order
from workflows.formats.layout.tracks import assign_tracks

__all__ = ["Part", "Sketch", "sketch_of"]

_BEFORE = 18.0
_AFTER = 24.0
_TRACK = 9.0


@dataclass(slots=True)
class Part:
    """A part drawn from x = 0; heights are those that were given."""

    bounds: dict[str, Bounds]
    waypoints: dict[str, tuple[Point, ...]]
    labels: dict[str, Bounds]
    width: float
    axis: float


@dataclass(slots=True)
class Sketch:
    """A part of which only the heights within each band are known: ``reach`` says how far it
    goes up and down in each."""

    graph: Graph
    columns: Columns
    clusters: Mapping[str, Cluster]
    reach: list[tuple[float, float]]

    @property
    def bands(self) -> list[int]:
        """The bands in which something stands."""
        return sorted({cell.band for column in self.columns.columns for cell in column})

    @property
    def cells(self) -> list[Cell]:
        """All boxes and bends."""
        standing = [cell for column in self.columns.columns for cell in column]
        return standing + [cell for rail in self.columns.rails for cell in rail]

    def draw(self, lines: Sequence[float]) -> Part:
        """The part, with height 0 of each band at the given heights."""
        for cell in self.cells:
            cell.y += lines[cell.band]
        ways, nets = ways_of(self.graph, self.columns, self.clusters)
        tracks = {gap: assign_tracks(found) for gap, found in nets.items()}
        across = _Across(self.columns, tracks, _label_room(ways))
        bounds: dict[str, Bounds] = {}
        for name, cell in self.columns.cells.items():
            bounds |= self.clusters[name].place(across.middle[cell.column], cell.y)
        waypoints = {way.link.id: _waypoints(way, across, bounds) for way in ways}
        labels = place_labels(self.graph.boxes, bounds, self.graph.links, waypoints)
        axis = next(iter(self.columns.cells.values())).y
        if self.columns.main:
            axis = self._main_start()
        return Part(bounds, waypoints, labels, across.width, axis)

    def _main_start(self) -> float:
        paths = [self.columns.paths[name] for name in self.columns.main]
        return min(paths, key=lambda path: path[0].column)[0].y


def sketch_of(graph: Graph, clusters: Mapping[str, Cluster], bands: int) -> Sketch:
    """Columns, order and heights of a part."""
    own = {box.id: clusters[box.id] for box in graph.boxes if box.id in clusters}
    standing = tuple(box for box in graph.boxes if box.id in own or box.host in own)
    ids = {box.id for box in standing}
    extra = tuple(
        Link(f"below {box.id}", box.below or box.above, box.id)
        for box in standing
        if (box.below or box.above) in ids and box.id in own
    )
    graph = Graph(graph.boxes, graph.links + extra, graph.bands)
    columns = columns_of(Graph(standing, graph.links, graph.bands))
    for name, cell in columns.cells.items():
        cluster = own[name]
        cell.up, cell.down = cluster.up, cluster.down
        cell.left = cell.right = cluster.half
    _room_for_labels(graph, columns)
    put_in_order(columns)
    return Sketch(graph, columns, own, assign_heights(columns, bands))


def _room_for_labels(graph: Graph, columns: Columns) -> None:
    """A name stands above its link where that enters the next column."""
    for link in graph.links:
        for cell in columns.paths[link.id][1:2]:
            if link.label[1]:
                cell.up = max(cell.up, link.label[1] + 2)


def _label_room(ways: Sequence[Way]) -> dict[int, float]:
    """How wide the names are that stand in each gap."""
    found: dict[int, float] = {}
    for way in ways:
        if way.link.label[1] and way.target.column != way.source.column:
            forward = way.target.column > way.source.column
            gap = way.source.column + 1 if forward else way.source.column
            found[gap] = max(found.get(gap, 0.0), way.link.label[0] + 6)
    return found


class _Across:
    """The places across of columns and tracks."""

    def __init__(
        self, columns: Columns, tracks: Mapping[int, int], labels: Mapping[int, float]
    ) -> None:
        self.middle: list[float] = []
        self.gap: list[float] = []
        x = 0.0
        for index, column in enumerate(columns.columns):
            self.gap.append(x + (_BEFORE if index else 0.0))
            x = self.gap[-1] + tracks.get(index, 0) * _TRACK
            x += _AFTER + labels.get(index, 0.0) if index else 0.0
            self.middle.append(x + max(cell.left for cell in column))
            x = self.middle[-1] + max(cell.right for cell in column)
        self.gap.append(x + _BEFORE)
        last = tracks.get(len(columns.columns), 0)
        self.width = x + (_BEFORE + last * _TRACK if last else 0.0)

    def jog(self, jog: Jog, bounds: Mapping[str, Bounds]) -> float:
        """The x of an upright piece."""
        if jog.net is not None:
            return self.gap[jog.gap] + jog.net.track * _TRACK
        return bounds[jog.guest].middle[0] if jog.guest else self.middle[jog.column]


def _waypoints(way: Way, across: _Across, bounds: Mapping[str, Bounds]) -> tuple[Point, ...]:
    source, target = bounds[way.link.source], bounds[way.link.target]
    if way.start == "right":
        points = [(source.right, way.source.y)]
    else:
        points = [(source.middle[0], source.y if way.start == "top" else source.bottom)]
    for jog in way.jogs:
        x = across.jog(jog, bounds)
        points += [(x, points[-1][1]), (x, jog.y)]
    if way.end == "left":
        points.append((target.x, way.target.y))
    else:
        # The last piece runs up or down into the middle of the target.
        points[-1] = (points[-1][0], target.y if way.end == "top" else target.bottom)
    return _simplified(points)


def _simplified(points: list[Point]) -> tuple[Point, ...]:
    """Without points that repeat or lie on a straight line between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) + abs(kept[-1][1] - point[1]) < 0.01:
            continue
        if len(kept) >= 2 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)
