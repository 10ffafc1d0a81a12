"""What a layout takes and gives: boxes and links in, bounds and waypoints out. Lengths are pixels
of BPMN's drawing plane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["Band", "Bounds", "Box", "Drawing", "Graph", "Link", "Point", "Size"]

type Point = tuple[float, float]
type Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Something to place. ``band`` is its participant (empty: none); ``host`` the box on whose
    lower edge it sits; ``below`` the box under which it belongs although no flow leads there,
    ``above`` the one over which it hangs as a note.

    ``label`` is the size of a name written outside of it (0, 0: none, or inside). ``pointed``
    marks a gateway, whose flows may leave at its upper and lower corner. ``inside`` is what is
    drawn in it; its width and height then follow from that.
    """

    id: str
    width: float
    height: float
    band: str = ""
    host: str = ""
    below: str = ""
    above: str = ""
    label: Size = (0.0, 0.0)
    pointed: bool = False
    inside: Graph | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A flow between two boxes. ``label`` is the size of its name; where flows part, the one with
    the greatest ``weight`` goes straight on (equal: the one with the longest way to go)."""

    id: str
    source: str
    target: str
    label: Size = (0.0, 0.0)
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes and links in the order of the map, bands from top to bottom."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, across: float, down: float) -> Bounds:
        """The same size elsewhere."""
        return Bounds(self.x + across, self.y + down, self.width, self.height)

    def meets(self, other: Bounds, margin: float = 0.0) -> bool:
        """Whether the two share an area, or come nearer than ``margin``."""
        return (
            self.x < other.right + margin
            and other.x < self.right + margin
            and self.y < other.bottom + margin
            and other.y < self.bottom + margin
        )


@dataclass(frozen=True, slots=True)
class Band:
    """The stripe of one participant, over the whole width."""

    participant: str
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bounds by box id (those inside others as well), waypoints by link id, the places of names
    by box or link id, bands from top to bottom, and the size of it all. ``axis`` is the y of the
    line on which the case runs straight on."""

    bounds: Mapping[str, Bounds]
    waypoints: Mapping[str, tuple[Point, ...]]
    bands: tuple[Band, ...] = ()
    width: float = 0.0
    height: float = 0.0
    labels: Mapping[str, Bounds] = MappingProxyType({})
    axis: float = 0.0

    def moved(self, across: float, down: float) -> Drawing:
        """The same drawing elsewhere."""
        return Drawing(
            {name: bounds.moved(across, down) for name, bounds in self.bounds.items()},
            {
                name: tuple((x + across, y + down) for x, y in points)
                for name, points in self.waypoints.items()
            },
            tuple(Band(b.participant, b.bounds.moved(across, down)) for b in self.bands),
            self.width,
            self.height,
            {name: bounds.moved(across, down) for name, bounds in self.labels.items()},
            self.axis + down,
        )
