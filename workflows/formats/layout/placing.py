"""From columns and rows to pixels: bounds of boxes and bands, square waypoints of links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from workflows.formats.layout.graph import Band, Bounds, Box, Drawing, Graph, Link, Point
from workflows.formats.layout.layers import Cell, Columns, columns_of
from workflows.formats.layout.rows import assign_rows

__all__ = ["HEADER", "draw"]

HEADER = 30.0
"""Width of the strip that names a band."""

_MARGIN = 30.0
_COLUMN_GAP = 64.0
_BEFORE_TRACKS = 18.0
_BOX_ROW = 120.0
_BEND_ROW = 24.0
_BAND_PADDING = 14.0
_TRACK = 8.0


def draw(graph: Graph) -> Drawing:
    """A drawing of all boxes and links of a graph."""
    if not graph.boxes:
        return Drawing({}, {})
    columns = columns_of(graph)
    rows = assign_rows(columns)
    sheet = _Sheet(graph, columns, rows)
    bounds = sheet.bounds()
    waypoints = {link.id: sheet.waypoints(link, bounds) for link in graph.links}
    return Drawing(bounds, waypoints, sheet.bands(), sheet.width, sheet.height)


class _Sheet:
    """Pixels of every column and row."""

    def __init__(self, graph: Graph, columns: Columns, rows: list[int]) -> None:
        self.graph = graph
        self.columns = columns
        self.boxes = {box.id: box for box in graph.boxes}
        self.cells = {cell.box: cell for column in columns.columns for cell in column if cell.box}
        self._lay_columns()
        self._lay_rows(rows)
        self.tracks = _tracks(self)

    def _lay_columns(self) -> None:
        x = _MARGIN + (HEADER if self.graph.bands else 0.0)
        self.left: list[float] = []
        self.wide: list[float] = []
        crowd = _crowding(self.columns)
        for index, column in enumerate(self.columns.columns):
            wide = max((self.boxes[cell.box].width for cell in column if cell.box), default=20.0)
            x += _COLUMN_GAP + _TRACK * crowd[index]
            self.left.append(x)
            self.wide.append(wide)
            x += wide
        self.width = x + _COLUMN_GAP + _TRACK * crowd[-1]

    def _lay_rows(self, rows: list[int]) -> None:
        """A row of bends only is low, so that passing flows cost little height."""
        boxed = {(cell.band, cell.row) for cell in self.cells.values()}
        self.row_middle: dict[tuple[int, int], float] = {}
        self.band_top: list[float] = []
        y = _MARGIN
        for band, count in enumerate(rows):
            self.band_top.append(y)
            y += _BAND_PADDING
            for row in range(count):
                height = _BOX_ROW if (band, row) in boxed else _BEND_ROW
                self.row_middle[band, row] = y + height / 2
                y += height
            if count == 0 and band < len(self.graph.bands):
                y += _BOX_ROW / 2
            y += _BAND_PADDING
        self.band_top.append(y)
        self.height = y + _MARGIN

    def middle(self, cell: Cell) -> Point:
        """The centre of a cell."""
        x = self.left[cell.column] + self.wide[cell.column] / 2
        return x, self.row_middle[cell.band, cell.row]

    def right_of(self, column: int) -> float:
        """The right edge of a column; of the strip with the names for the one before the first."""
        if column < 0:
            return _MARGIN + (HEADER if self.graph.bands else 0.0)
        return self.left[column] + self.wide[column]

    def bounds(self) -> dict[str, Bounds]:
        """Bounds of every box; those on a host share its lower edge."""
        found: dict[str, Bounds] = {}
        for name, cell in self.cells.items():
            box, (x, y) = self.boxes[name], self.middle(cell)
            found[name] = Bounds(x - box.width / 2, y - box.height / 2, box.width, box.height)
        for host, guests in _guests(self.graph.boxes).items():
            for index, box in enumerate(guests):
                share = (index + 1) / (len(guests) + 1)
                x = found[host].x + found[host].width * share - box.width / 2
                y = found[host].bottom - box.height / 2
                found[box.id] = Bounds(x, y, box.width, box.height)
        return found

    def bands(self) -> tuple[Band, ...]:
        """A stripe per participant; what belongs to nobody stands below them, without one."""
        return tuple(
            Band(
                name,
                Bounds(
                    _MARGIN,
                    self.band_top[index],
                    self.width - 2 * _MARGIN,
                    self.band_top[index + 1] - self.band_top[index],
                ),
            )
            for index, name in enumerate(self.graph.bands)
            if index + 1 < len(self.band_top)
        )

    def waypoints(self, link: Link, bounds: dict[str, Bounds]) -> tuple[Point, ...]:
        """From the source's right edge (a guest's lower edge) to the target's left edge, square."""
        source, target = self.boxes[link.source], self.boxes[link.target]
        here = self.cells[source.host or source.id]
        path = [here, *self.columns.bends[link.id], self.cells[target.host or target.id]]
        start = bounds[source.id]
        if source.host:
            points = [(start.middle[0], start.bottom), (start.middle[0], start.bottom + 14.0)]
        else:
            points = [(start.right, start.middle[1])]
        for one, other in pairwise(path):
            x = self.tracks[one, other]
            points += [(x, points[-1][1]), (x, self.middle(other)[1])]
        end = bounds[target.id]
        points.append((end.x, end.middle[1]))
        return _simplified(points)


def _guests(boxes: Iterable[Box]) -> dict[str, list[Box]]:
    found: dict[str, list[Box]] = defaultdict(list)
    for box in boxes:
        if box.host:
            found[box.host].append(box)
    return found


def _gap(one: Cell, other: Cell) -> int:
    """The gap in which a link changes its row: gap i lies left of column i."""
    if other.column > one.column:
        return one.column + 1
    # Turning round beside the source on its right, beside the target on its left.
    return one.column + 1 if one.box else other.column


def _pieces(columns: Columns) -> dict[int, dict[Cell, list[Cell]]]:
    """Per gap the upright pieces: from a cell to its followers, which share one track."""
    found: dict[int, dict[Cell, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for column in columns.columns:
        for cell in column:
            for other in cell.after:
                found[_gap(cell, other)][cell].append(other)
    return found


def _crowding(columns: Columns) -> list[int]:
    """How many tracks each gap may need."""
    pieces = _pieces(columns)
    return [
        sum(_turns(cell, others) for cell, others in pieces[gap].items())
        for gap in range(len(columns.columns) + 1)
    ]


def _turns(cell: Cell, others: list[Cell]) -> bool:
    return any((other.band, other.row) != (cell.band, cell.row) for other in others)


def _tracks(sheet: _Sheet) -> dict[tuple[Cell, Cell], float]:
    """The x of every upright piece. Within a gap, pieces that lead up come from right to
    left and those that lead down from left to right, which keeps them from crossing needlessly."""
    found: dict[tuple[Cell, Cell], float] = {}
    for gap, groups in _pieces(sheet.columns).items():
        turning = [cell for cell, others in groups.items() if _turns(cell, others)]
        turning.sort(key=lambda cell: _track_order(sheet, cell, groups[cell]))
        first = sheet.right_of(gap - 1) + _BEFORE_TRACKS
        for cell, others in groups.items():
            x = first + _TRACK * turning.index(cell) if cell in turning else first
            found.update({(cell, other): x for other in others})
    return found


def _track_order(sheet: _Sheet, cell: Cell, others: list[Cell]) -> float:
    y = sheet.middle(cell)[1]
    rises = sum(sheet.middle(other)[1] - y for other in others) < 0
    return y if rises else -y


def _simplified(points: list[Point]) -> tuple[Point, ...]:
    """Without points that repeat or lie on a straight line between their neighbours."""
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
