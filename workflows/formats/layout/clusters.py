"""A box with what belongs to it and moves with it: the guests on its lower edge, what undoes it
below, notes above.

A cluster stands on a *line*: the height at which flows enter and leave its box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workflows.formats.layout.graph import Bounds, Box, Graph, Size

__all__ = ["STUB", "Cluster", "attached", "clusters_of", "footprint"]

GUEST_GAP = 8.0
STUB = 10.0
_BELOW = 26.0
_ABOVE = 20.0
_BESIDE = 14.0
_EDGE = 10.0
_LABEL_GAP = 4.0


@dataclass(slots=True)
class Cluster:
    """``line`` is how far below the box's upper edge its flows enter; ``guests`` stand from left
    to right."""

    box: Box
    line: float
    guests: list[Box] = field(default_factory=list)
    below: list[Box] = field(default_factory=list)
    above: list[Box] = field(default_factory=list)

    @property
    def stubs(self) -> float:
        """The room below the lower edge for guests, their names and what leaves them."""
        if not self.guests:
            return 0.0
        deepest = max(guest.height / 2 + guest.label[1] for guest in self.guests)
        return deepest + _LABEL_GAP + STUB * (len(self.guests) + 1)

    @property
    def up(self) -> float:
        """What it needs above its line."""
        notes = max((footprint(one)[1] + _ABOVE for one in self.above), default=0.0)
        name = self.box.label[1] + _LABEL_GAP if self.box.pointed and self.box.label[1] else 0.0
        return self.line + name + notes

    @property
    def down(self) -> float:
        """What it needs below its line."""
        name = 0.0 if self.box.pointed or not self.box.label[1] else self.box.label[1] + _LABEL_GAP
        under = sum(_BELOW + footprint(one)[1] for one in self.below)
        return self.box.height - self.line + max(self.stubs, name) + under

    @property
    def half(self) -> float:
        """What it needs left and right of its middle."""
        widths = [self.box.width, self.box.label[0], *(footprint(one)[0] for one in self.below)]
        widths.append(sum(footprint(one)[0] + _BESIDE for one in self.above) - _BESIDE)
        return max(widths) / 2

    def place(self, x: float, y: float) -> dict[str, Bounds]:
        """The bounds of all its boxes where its line is at ``y`` and its middle at ``x``."""
        box = self.box
        own = Bounds(x - box.width / 2, y - self.line, box.width, box.height)
        found = {box.id: own}
        right = own.right - _EDGE
        for guest in reversed(self.guests):
            left = right - guest.width
            found[guest.id] = Bounds(left, own.bottom - guest.height / 2, guest.width, guest.height)
            right -= _pitch(guest)
        top = own.bottom + self.stubs
        for one in self.below:
            height = footprint(one)[1]
            found[one.id] = Bounds(x - one.width / 2, top + _BELOW, one.width, one.height)
            top += _BELOW + height
        self._hang(found, x, y - self.up)
        return found

    def _hang(self, found: dict[str, Bounds], x: float, top: float) -> None:
        widths = [footprint(one)[0] for one in self.above]
        left = x - (sum(widths) + _BESIDE * (len(widths) - 1)) / 2
        for one, width in zip(self.above, widths, strict=True):
            name = footprint(one)[1] - one.height
            place = left + (width - one.width) / 2
            found[one.id] = Bounds(place, top + name, one.width, one.height)
            left += width + _BESIDE


def footprint(box: Box) -> Size:
    """The size of a box with its name above or below it."""
    name = box.label[1] + _LABEL_GAP if box.label[1] else 0.0
    return max(box.width, box.label[0]), box.height + name


def clusters_of(graph: Graph, lines: Mapping[str, float]) -> dict[str, Cluster]:
    """The clusters of a graph by the id of their box; ``lines`` gives the line of boxes that do
    not have it in the middle."""
    linked = {end for link in graph.links for end in (link.source, link.target)}
    linked |= {box.host for box in graph.boxes}
    boxes = {box.id: box for box in graph.boxes}
    guests: dict[str, list[Box]] = defaultdict(list)
    for box in graph.boxes:
        if box.host in boxes:
            guests[box.host].append(box)
    moving = {box.id: _carrier(box, boxes, linked) for box in graph.boxes if not box.host}
    found = {
        name: Cluster(_wide_enough(boxes[name], guests[name]), 0.0, guests[name])
        for name, carrier in moving.items()
        if not carrier
    }
    for name, carrier in moving.items():
        if carrier:
            box = boxes[name]
            (found[carrier].below if box.below else found[carrier].above).append(box)
    for name, cluster in found.items():
        cluster.line = lines.get(name, cluster.box.height / 2)
    return found


def _carrier(box: Box, boxes: Mapping[str, Box], linked: set[str]) -> str:
    """The box with which this one moves; empty where it stands by itself, as whatever has flows
    or guests does."""
    named = box.below or box.above
    carrier = boxes.get(named)
    if carrier is None or box.id in linked or box.host:
        return ""
    carrier = boxes.get(carrier.host, carrier)
    moves = (carrier.below or carrier.above) and carrier.id not in linked
    return "" if moves or carrier.band != box.band or carrier is box else carrier.id


def _wide_enough(box: Box, guests: Sequence[Box]) -> Box:
    needed = sum(map(_pitch, guests)) + 2 * _EDGE - (GUEST_GAP if guests else 0.0)
    return replace(box, width=max(box.width, needed))


def _pitch(guest: Box) -> float:
    return GUEST_GAP + max(guest.width, guest.label[0] + guest.width / 2 - 12)


def attached(clusters: Iterable[Cluster]) -> dict[str, str]:
    """Every box that moves with another, with the box it moves with."""
    return {
        one.id: cluster.box.id
        for cluster in clusters
        for one in (*cluster.guests, *cluster.below, *cluster.above)
    }
