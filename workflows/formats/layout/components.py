"""Parts of a graph that no link joins: each is laid out by itself, then they share the sheet."""

from __future__ import annotations

from collections import defaultdict

from workflows.formats.layout.graph import Graph

__all__ = ["components_of"]


def components_of(graph: Graph, carried: dict[str, str]) -> list[Graph]:
    """The parts in the order of the map, the one with most boxes first; ``carried`` names boxes
    that move with another."""
    near: dict[str, list[str]] = defaultdict(list)
    pairs = [(link.source, link.target) for link in graph.links]
    for one, other in [*pairs, *carried.items()]:
        near[one].append(other)
        near[other].append(one)
    group: dict[str, int] = {}
    count = 0
    for box in graph.boxes:
        if box.id not in group:
            _spread(box.id, count, near, group)
            count += 1
    boxes, links = defaultdict(list), defaultdict(list)
    for box in graph.boxes:
        boxes[group[box.id]].append(box)
    for link in graph.links:
        links[group[link.source]].append(link)
    parts = [Graph(tuple(boxes[i]), tuple(links[i]), graph.bands) for i in range(count)]
    return sorted(parts, key=lambda part: not part.links)


def _spread(first: str, number: int, near: dict[str, list[str]], group: dict[str, int]) -> None:
    stack = [first]
    while stack:
        name = stack.pop()
        if name not in group:
            group[name] = number
            stack += near[name]
