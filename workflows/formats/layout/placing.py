"""A whole drawing: what is inside boxes first, then each part, then all on one sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflows.formats.layout.clusters import attached, clusters_of
from workflows.formats.layout.components import components_of
from workflows.formats.layout.graph import Band, Bounds, Box, Drawing, Graph, Point
from workflows.formats.layout.parts import Part, Sketch, sketch_of

__all__ = ["HEADER", "INSIDE", "draw"]

HEADER = 30.0
"""Width of the strip that names a band."""

INSIDE = (24.0, 34.0, 24.0, 24.0)
"""Room around what is drawn in a box: left, above (its name stands there), right, below."""

_MARGIN = 30.0
_BAND_PADDING = 18.0
_EMPTY_BAND = 80.0
_BETWEEN_PARTS = 40.0
_SHELF = 900.0


def draw(graph: Graph) -> Drawing:
    """A drawing of all boxes and links of a graph, with a margin around it.

    The same graph gives the same drawing, to the last digit.
    """
    if not graph.boxes:
        return Drawing({}, {})
    insides = {box.id: _draw_inside(box.inside) for box in graph.boxes if box.inside}
    graph = replace(graph, boxes=tuple(_fitted(box, insides) for box in graph.boxes))
    lines = {name: INSIDE[1] + inside.axis for name, inside in insides.items()}
    drawing = _Sheet(graph, lines).drawing()
    bounds, waypoints, labels = (
        dict(drawing.bounds),
        dict(drawing.waypoints),
        dict(drawing.labels),
    )
    for name, inside in insides.items():
        moved = inside.moved(bounds[name].x + INSIDE[0], bounds[name].y + INSIDE[1])
        bounds |= moved.bounds
        waypoints |= moved.waypoints
        labels |= moved.labels
    return replace(drawing, bounds=bounds, waypoints=waypoints, labels=labels)


def _draw_inside(graph: Graph) -> Drawing:
    """A drawing without a margin."""
    drawing = draw(graph)
    return replace(
        drawing.moved(-_MARGIN, -_MARGIN),
        width=drawing.width - 2 * _MARGIN,
        height=drawing.height - 2 * _MARGIN,
    )


def _fitted(box: Box, insides: Mapping[str, Drawing]) -> Box:
    inside = insides.get(box.id)
    if inside is None:
        return box
    left, above, right, below = INSIDE
    return replace(
        box,
        width=max(inside.width + left + right, box.width),
        height=max(inside.height + above + below, box.height),
    )


class _Sheet:
    """Parts and bands in their places."""

    def __init__(self, graph: Graph, lines: Mapping[str, float]) -> None:
        self.graph = graph
        clusters = clusters_of(graph, lines)
        parts = components_of(graph, attached(clusters.values()))
        count = len(graph.bands) + 1
        self.sketches = [sketch_of(part, clusters, count) for part in parts]
        self.left = _MARGIN + (HEADER + _BAND_PADDING if graph.bands else 0.0)
        self.count = count

    def drawing(self) -> Drawing:
        """Everything on one sheet."""
        placed, tops, bottom = self._arrange()
        bounds: dict[str, Bounds] = {}
        waypoints: dict[str, tuple[Point, ...]] = {}
        labels: dict[str, Bounds] = {}
        right = 0.0
        for x, part in placed:
            bounds |= {name: one.moved(x, 0) for name, one in part.bounds.items()}
            labels |= {name: one.moved(x, 0) for name, one in part.labels.items()}
            waypoints |= {
                name: tuple((across + x, down) for across, down in points)
                for name, points in part.waypoints.items()
            }
            right = max(right, x + part.width)
        width = right + _MARGIN + (_BAND_PADDING if self.graph.bands else 0.0)
        bands = tuple(
            Band(name, Bounds(_MARGIN, tops[i], width - 2 * _MARGIN, tops[i + 1] - tops[i]))
            for i, name in enumerate(self.graph.bands)
        )
        return Drawing(bounds, waypoints, bands, width, bottom + _MARGIN, labels, placed[0][1].axis)

    def _arrange(self) -> tuple[list[tuple[float, Part]], list[float], float]:
        """Parts with their x, the top of each band, and the lower end of all.

        Parts that span several bands stand side by side, and right of them whatever else is in
        those bands, so that no flow from band to band runs through another part.
        """
        spans = [sketch.bands for sketch in self.sketches if len(sketch.bands) > 1]
        crossed = {band for span in spans for band in range(span[0], span[-1] + 1)}
        shelves = _Shelves(self.count)
        places = [
            shelves.span(sketch)
            if len(sketch.bands) > 1
            else shelves.put(sketch, _width(sketch) if len(self.sketches) > 1 else 0.0)
            for sketch in self.sketches
        ]
        tops, bottom = self._tops(shelves.bottom)
        padding = _BAND_PADDING if self.graph.bands else 0.0
        cursor = 0.0
        placed: list[tuple[float, Part]] = []
        several_first = sorted(
            zip(self.sketches, places, strict=True), key=lambda one: len(one[0].bands) < 2
        )
        for sketch, (x, downs) in several_first:
            lines = [
                tops[band] + padding + downs.get(band, 0.0) - sketch.reach[band][0]
                for band in range(self.count)
            ]
            alone = len(sketch.bands) == 1
            free = alone and sketch.bands[0] not in crossed
            part = sketch.draw(lines)
            placed.append((self.left + x + (0.0 if free else cursor), part))
            if not alone:
                cursor += part.width + _BETWEEN_PARTS
        return placed, tops, bottom

    def _tops(self, heights: Sequence[float]) -> tuple[list[float], float]:
        tops = []
        y = _MARGIN
        padding = _BAND_PADDING if self.graph.bands else 0.0
        for band, height in enumerate(heights):
            tops.append(y)
            if band < len(self.graph.bands):
                y += max(height + 2 * padding, _EMPTY_BAND)
            elif height:
                y += height + padding
        return tops, y


class _Shelves:
    """How far each band is filled: rows of parts that stand in one band alone."""

    def __init__(self, bands: int) -> None:
        self.bottom = [0.0] * bands
        self.top = [0.0] * bands
        self.x = [0.0] * bands

    def span(self, sketch: Sketch) -> tuple[float, dict[int, float]]:
        """Where a part in several bands goes: at the top of each."""
        for band in sketch.bands:
            self.bottom[band] = max(self.bottom[band], _height(sketch, band))
        return 0.0, {}

    def put(self, sketch: Sketch, width: float) -> tuple[float, dict[int, float]]:
        """Where a part in one band goes: its x, and how far down in the band."""
        band = sketch.bands[0]
        if self.x[band] and self.x[band] + width > _SHELF:
            self.x[band], self.top[band] = 0.0, self.bottom[band] + _BETWEEN_PARTS
        x, down = self.x[band], self.top[band]
        # What has flows keeps its row to itself: the rest stands below.
        self.x[band] = _SHELF if sketch.graph.links else x + width + _BETWEEN_PARTS
        self.bottom[band] = max(self.bottom[band], down + _height(sketch, band))
        return x, {band: down}


def _height(sketch: Sketch, band: int) -> float:
    highest, lowest = sketch.reach[band]
    return lowest - highest


def _width(sketch: Sketch) -> float:
    """How wide a part is; its heights stay as they are."""
    heights = [(cell, cell.y) for cell in sketch.cells]
    width = sketch.draw([0.0] * len(sketch.reach)).width
    for cell, y in heights:
        cell.y = y
    return width
