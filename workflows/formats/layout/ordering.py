"""The order of bands and pools: those that talk to each other near each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflows.formats.layout.graph import Graph

__all__ = ["bands_in_order", "order_of"]

_ROUNDS = 20
_MOST = 16
"""More are left as they are: the search takes time with the fourth power of the count."""


def bands_in_order(graph: Graph) -> Graph:
    """The same graph with its bands in an order that shortens the flows between them."""
    place = {band: index for index, band in enumerate(graph.bands)}
    of = {box.id: place[box.band] for box in graph.boxes if box.band in place}
    pairs = [
        (of[link.source], of[link.target])
        for link in graph.links
        if link.source in of and link.target in of
    ]
    order = order_of(len(graph.bands), pairs)
    return replace(graph, bands=tuple(graph.bands[index] for index in order))


def order_of(count: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers from 0 in an order in which the pairs lie nearer to each other: as they are,
    with single ones moved as long as that shortens the whole way."""
    order = list(range(count))
    if count > _MOST:
        return order
    talks = [[0] * count for _ in range(count)]
    for one, other in pairs:
        if one != other:
            talks[one][other] += 1
            talks[other][one] += 1
    least = _way(order, talks)
    for _ in range(_ROUNDS):
        moves = [
            _moved(order, start, goal)
            for start in range(count)
            for goal in range(count)
            if start != goal
        ]
        # Of equal orders the one that is nearest to the map's own.
        best = min(moves, key=lambda move: (_way(move, talks), _turned(move)), default=order)
        if _way(best, talks) >= least:
            break
        order, least = best, _way(best, talks)
    return order


def _moved(order: list[int], start: int, goal: int) -> list[int]:
    rest = order[:start] + order[start + 1 :]
    return [*rest[:goal], order[start], *rest[goal:]]


def _turned(order: list[int]) -> int:
    return sum(b < a for i, a in enumerate(order) for b in order[i + 1 :])


def _way(order: list[int], talks: list[list[int]]) -> int:
    return sum(
        (j - i) * talks[order[i]][order[j]]
        for i in range(len(order))
        for j in range(i + 1, len(order))
    )
