"""Pools one under another on one sheet, their lanes, and the messages between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workflows.formats.bpmn.diagram import add_edge, add_shape
from workflows.formats.bpmn.document import Element, children, name_of
from workflows.formats.layout import Bounds, Box, Drawing, Graph, Link, Point
from workflows.formats.layout.labels import freed_labels, place_labels
from workflows.formats.layout.lettering import label_size
from workflows.formats.layout.messages import route_messages
from workflows.formats.layout.ordering import order_of
from workflows.formats.layout.placing import HEADER

__all__ = ["Pool", "add_pools"]

_GAP = 60.0
_TRACK = 10.0
_CLOSED = 60.0
_LEAST_WIDTH = 600.0
_PADDING = 18.0
_NAME = 180.0
_TALLEST_NAME = 320.0


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool with its process, graph and drawing; None where it shows no inside."""

    element: Element
    process: Element | None
    graph: Graph | None
    drawing: Drawing | None

    @property
    def id(self) -> str:
        """The id of the participant element."""
        return self.element.get("id") or ""

    @property
    def depth(self) -> int:
        """How many lanes lie within each other."""
        if self.process is None:
            return 0
        return max((depth for _, depth, _ in _lanes(self.process)), default=0)

    def frame(self) -> Bounds:
        """The place of the pool in the coordinates of its own drawing."""
        drawing = self.drawing
        if drawing is None:
            return Bounds(0, 0, _LEAST_WIDTH, _CLOSED)
        if not drawing.bands:
            left = 30.0 - HEADER - _PADDING
            height = max(drawing.height, 120, self._named)
            return Bounds(left, 0, max(drawing.width - left, 300), height)
        first, last = drawing.bands[0].bounds, drawing.bands[-1].bounds
        left = first.x - HEADER * self.depth
        height = max(last.bottom - first.y, self._named)
        return Bounds(left, first.y, first.right - left, height)

    @property
    def _named(self) -> float:
        """How high it has to be for its name, which runs upwards in two lines."""
        return min(label_size(name_of(self.element), 1e6)[0] / 2 + 40, _TALLEST_NAME)


def add_pools(
    plane: Element, collaboration: Element, pools: Sequence[Pool]
) -> Iterator[tuple[Element, Drawing]]:
    """Adds pools, lanes and messages; gives each process with its drawing in place."""
    flows = list(children(collaboration, "messageFlow"))
    width = max([_LEAST_WIDTH, *(pool.frame().width for pool in pools)])
    gap = _GAP + _TRACK * len(flows) / max(len(pools) - 1, 1)
    top = 0.0
    frames: dict[str, Bounds] = {}
    drawings: dict[str, Drawing] = {}
    for pool in _in_order(pools, flows):
        own = pool.frame()
        frames[pool.id] = Bounds(0, top, width, own.height)
        add_shape(plane, pool.id, frames[pool.id], isHorizontal="true")
        if pool.process is not None and pool.drawing is not None:
            drawing = pool.drawing.moved(-own.x, top - own.y)
            drawings[pool.id] = drawing
            _add_lanes(plane, pool.process, drawing, width, top + own.height)
        top += own.height + gap
    links, ways = _messages(flows, frames, list(drawings.values()))
    labels = {
        pool.id: freed_labels(pool.graph, drawings[pool.id], ways)
        for pool in pools
        if pool.graph is not None
    }
    _add_messages(plane, links, ways, frames, drawings.values(), labels.values())
    for pool in pools:
        if pool.process is not None:
            yield pool.process, replace(drawings[pool.id], labels=labels[pool.id])


def _in_order(pools: Sequence[Pool], flows: Sequence[Element]) -> list[Pool]:
    """Those that talk much stand near each other; as in the file where that does not matter."""
    of = {pool.id: index for index, pool in enumerate(pools)}
    for index, pool in enumerate(pools):
        if pool.drawing is not None:
            of |= dict.fromkeys(pool.drawing.bounds, index)
    talks = [(of.get(f.get("sourceRef") or ""), of.get(f.get("targetRef") or "")) for f in flows]
    pairs = [(one, other) for one, other in talks if one is not None and other is not None]
    return [pools[index] for index in order_of(len(pools), pairs)]


def _lanes(process: Element) -> Iterator[tuple[Element, int, list[str]]]:
    """Each lane with its depth and the innermost lanes in it."""

    def inside(holder: Element, depth: int) -> Iterator[tuple[Element, int, list[str]]]:
        for lane in children(holder, "lane"):
            nested = [
                found
                for child in children(lane, "childLaneSet")
                for found in inside(child, depth + 1)
            ]
            leaves = [name for _, _, names in nested for name in names]
            yield lane, depth, list(dict.fromkeys(leaves)) or [lane.get("id") or ""]
            yield from nested

    for lane_set in children(process, "laneSet"):
        yield from inside(lane_set, 1)


def _add_lanes(
    plane: Element, process: Element, drawing: Drawing, width: float, low: float
) -> None:
    """A lane that holds others spans them, one strip further left; the last one reaches down to
    the lower edge of the pool."""
    lowest = max((band.bounds.bottom for band in drawing.bands), default=0.0)
    bands = {band.participant: band.bounds for band in drawing.bands}
    for lane, depth, leaves in _lanes(process):
        own = [bands[name] for name in leaves if name in bands]
        if own:
            left, top = HEADER * depth, min(one.y for one in own)
            bottom = max(one.bottom for one in own)
            if bottom == lowest:
                bottom = max(bottom, low)
            bounds = Bounds(left, top, width - left, bottom - top)
            add_shape(plane, lane.get("id") or "", bounds, isHorizontal="true")


def _messages(
    flows: Sequence[Element], frames: Mapping[str, Bounds], drawings: Sequence[Drawing]
) -> tuple[list[Link], dict[str, tuple[Point, ...]]]:
    links = [
        Link(
            flow.get("id") or "",
            flow.get("sourceRef") or "",
            flow.get("targetRef") or "",
            label_size(name_of(flow), _NAME),
        )
        for flow in flows
    ]
    placed = {name: own for drawing in drawings for name, own in drawing.bounds.items()}
    return links, route_messages(links, frames, placed)


def _add_messages(
    plane: Element,
    links: Sequence[Link],
    ways: Mapping[str, tuple[Point, ...]],
    frames: Mapping[str, Bounds],
    drawings: Iterable[Drawing],
    labels: Iterable[Mapping[str, Bounds]],
) -> None:
    """Their names stand where they hide nothing, best in the gaps."""
    placed = {name: own for drawing in drawings for name, own in drawing.bounds.items()}
    taken = [own for some in labels for own in some.values()]
    taken += [replace(frame, width=HEADER) for frame in frames.values()]
    shapes = [Box(name, own.width, own.height) for name, own in placed.items()]
    places = place_labels(shapes, placed, links, ways, taken=taken)
    for name, points in ways.items():
        add_edge(plane, name, points, label=places.get(name))
