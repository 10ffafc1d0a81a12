"""What a layout takes and gives: boxes and links in, bounds and waypoints out. Lengths are pixels
of BPMN's drawing plane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Band", "Bounds", "Box", "Drawing", "Graph", "Link", "Point"]

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Something to place. ``band`` is its participant (empty: none); ``host`` the box on whose
    lower edge it sits; ``below`` the box under which it belongs although no link leads there."""

    id: str
    width: float
    height: float
    band: str = ""
    host: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A flow between two boxes."""

    id: str
    source: str
    target: str


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


@dataclass(frozen=True, slots=True)
class Band:
    """The stripe of one participant, over the whole width."""

    participant: str
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bounds by box id, waypoints by link id, bands from top to bottom, and the size of it all."""

    bounds: Mapping[str, Bounds]
    waypoints: Mapping[str, tuple[Point, ...]]
    bands: tuple[Band, ...] = ()
    width: float = 0.0
    height: float = 0.0
