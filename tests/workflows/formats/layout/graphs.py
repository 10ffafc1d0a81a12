"""Graphs of any shape for the layout's tests, and what must hold of every drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import strategies as st

from workflows.formats.layout import Bounds, Box, Drawing, Graph, Link, Point

__all__ = ["faults_of", "graph_of_links", "graphs"]

_SHAPES = (
    Box("", 110.0, 80.0),
    Box("", 50.0, 50.0, pointed=True, label=(70.0, 28.0)),
    Box("", 36.0, 36.0, label=(60.0, 14.0)),
)


def graph_of_links(*links: str) -> Graph:
    """Tasks joined by links written ``a>b``."""
    pairs = [link.split(">") for link in links]
    names = dict.fromkeys(name for pair in pairs for name in pair)
    boxes = tuple(Box(name, 100, 60) for name in names)
    return Graph(boxes, tuple(Link(f"{a}>{b}", a, b) for a, b in pairs))


@st.composite
def graphs(draw: st.DrawFn, *, prefix: str = "n", depth: int = 1) -> Graph:
    """Boxes of every kind with any links: loops, guests, what undoes, notes, bands, scopes."""
    bands = tuple(f"{prefix}band{i}" for i in range(draw(st.sampled_from((0, 0, 2, 3)))))
    boxes: list[Box] = []
    for number in range(draw(st.integers(1, 9))):
        boxes.append(draw(_boxes(f"{prefix}{number}", bands, boxes, depth)))
    ends = [box.id for box in boxes if not box.host]
    links = [
        Link(f"{prefix}f{i}", draw(st.sampled_from(boxes)).id, draw(st.sampled_from(ends)), label)
        for i, label in enumerate(
            draw(st.lists(st.sampled_from(((0.0, 0.0), (40.0, 14.0))), max_size=14))
        )
    ]
    return Graph(tuple(boxes), tuple(links), bands)


@st.composite
def _boxes(
    draw: st.DrawFn, name: str, bands: tuple[str, ...], before: list[Box], depth: int
) -> Box:
    hosts = [box for box in before if not box.host]
    role = draw(st.sampled_from(("plain", "plain", "plain", "guest", "below", "above", "scope")))
    if hosts and role in ("guest", "below", "above"):
        other = draw(st.sampled_from(hosts))
        if role == "guest":
            return Box(name, 36, 36, band=other.band, host=other.id, label=(50.0, 28.0))
        below, above = (other.id, "") if role == "below" else ("", other.id)
        return Box(name, 90, 60, band=other.band, below=below, above=above)
    band = draw(st.sampled_from((*bands, ""))) if bands else ""
    if role == "scope" and depth:
        inside = draw(graphs(prefix=f"{name}.", depth=depth - 1))
        return Box(name, 110, 80, band=band, inside=Graph(inside.boxes, inside.links))
    return replace(draw(st.sampled_from(_SHAPES)), id=name, band=band)


def faults_of(graph: Graph, drawing: Drawing) -> Iterator[str]:
    """What is wrong with a drawing, at any depth."""
    own = {box.id: drawing.bounds[box.id] for box in graph.boxes}
    hosts = {box.id: box.host for box in graph.boxes}
    standing = [name for name in own if not hosts[name]]
    for one, other in combinations(standing, 2):
        if own[one].meets(own[other]):
            yield f"{one} overlaps {other}"
    for box in graph.boxes:
        if box.host and own[box.id].middle[1] != own[box.host].bottom:
            yield f"{box.id} is not on the lower edge of {box.host}"
        yield from _faults_inside(box, drawing)
    for link in graph.links:
        yield from _faults_of_link(
            link,
            drawing,
            [own[n] for n in standing if n not in (hosts[link.source], hosts[link.target])],
        )


def _faults_inside(box: Box, drawing: Drawing) -> Iterator[str]:
    if box.inside is None:
        return
    around = drawing.bounds[box.id]
    for inner in box.inside.boxes:
        if not _holds(around, drawing.bounds[inner.id]):
            yield f"{inner.id} is not inside of {box.id}"
    yield from faults_of(box.inside, drawing)


def _faults_of_link(link: Link, drawing: Drawing, boxes: list[Bounds]) -> Iterator[str]:
    points = drawing.waypoints[link.id]
    if any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(points)):
        yield f"{link.id} is not square"
    if not _on_border(points[0], drawing.bounds[link.source]):
        yield f"{link.id} does not begin at {link.source}"
    if not _on_border(points[-1], drawing.bounds[link.target]):
        yield f"{link.id} does not end at {link.target}"
    for one, other in pairwise(points):
        piece = Bounds(
            min(one[0], other[0]),
            min(one[1], other[1]),
            abs(one[0] - other[0]),
            abs(one[1] - other[1]),
        )
        if any(piece.meets(box, -1.0) for box in boxes):
            yield f"{link.id} runs through a box"


def _holds(outer: Bounds, inner: Bounds) -> bool:
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def _on_border(point: Point, box: Bounds) -> bool:
    x, y = point
    level = min(abs(y - box.y), abs(y - box.bottom)) < 0.1 and box.x <= x <= box.right
    upright = min(abs(x - box.x), abs(x - box.right)) < 0.1 and box.y <= y <= box.bottom
    return level or upright
