"""The cheapest division of steps into two sides, as a minimum cut.

Steps are nodes between a source (orchestrated) and a sink (event-driven). The arc from the source
to a step carries the points that draw it to the orchestrated side, so that it is cut, and paid,
when the step stands on the other; the arc to the sink likewise. A hand-over is an arc both ways.
An outbox is paid once however many followers stand on the other side: two extra nodes a step.

By the theorem of Ford and Fulkerson (1956) the cheapest division is the minimum cut; networkx
finds it by the algorithm of Boykov and Kolmogorov (2004), the quickest of its own on such graphs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
from networkx.algorithms.flow import boykov_kolmogorov

from workflows.definition.model import Side

__all__ = ["Division", "Problem", "cheapest", "price_of"]

_FINENESS = 1000
"""Points are weighed in thousandths, as whole numbers, so that a cut is exact."""

type _Vertex = str | tuple[str, ...]
"""A step by its id, or an extra vertex as a tuple, which no id can equal."""

_SOURCE, _SINK = ("source",), ("sink",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is to be divided. ``drawn`` holds the points that draw each step to each side, in the
    order of the map; ``after`` the steps that come next; ``message`` the price of one hand-over
    if it crosses, by (step, follower); ``outbox`` the price for a step that hands over at all."""

    drawn: Mapping[str, Mapping[Side, float]]
    after: Mapping[str, tuple[str, ...]]
    message: Mapping[tuple[str, str], float]
    outbox: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A side for every step and what that costs: ``unserved`` points of steps that stand where
    they are not drawn to, and the ``price`` of the crossings."""

    sides: Mapping[str, Side]
    unserved: float
    price: float
    crossings: int

    @property
    def cost(self) -> float:
        """All of it, in points."""
        return self.unserved + self.price


def price_of(problem: Problem, sides: Mapping[str, Side]) -> Division:
    """What a given division costs."""
    unserved = sum(
        points
        for step, drawn in problem.drawn.items()
        for side, points in drawn.items()
        if side is not sides[step]
    )
    crossing = [
        (step, follower)
        for step, followers in problem.after.items()
        for follower in followers
        if sides[step] is not sides[follower]
    ]
    outboxes = len({step for step, _ in crossing})
    price = sum(problem.message[pair] for pair in crossing) + problem.outbox * outboxes
    return Division(sides=sides, unserved=unserved, price=price, crossings=len(crossing))


def cheapest(problem: Problem) -> Division:
    """The division that costs least; of several, one with the fewest crossings; of those, the one
    with the fewest event-driven steps. The same problem always gives the same division."""
    _, (conducted, _) = nx.minimum_cut(_graph(problem), _SOURCE, _SINK, flow_func=boykov_kolmogorov)
    sides = {
        step: Side.ORCHESTRATED if step in conducted else Side.EVENT_DRIVEN
        for step in problem.drawn
    }
    return price_of(problem, sides)


def _graph(problem: Problem) -> nx.DiGraph[_Vertex]:
    graph: nx.DiGraph[_Vertex] = nx.DiGraph()
    graph.add_nodes_from((_SOURCE, _SINK))
    # One crossing more weighs less than the smallest difference in points.
    finer = len(problem.message) + 1
    for step, drawn in problem.drawn.items():
        graph.add_edge(_SOURCE, step, capacity=_whole(drawn[Side.ORCHESTRATED]) * finer)
        graph.add_edge(step, _SINK, capacity=_whole(drawn[Side.EVENT_DRIVEN]) * finer)
    for (step, follower), price in problem.message.items():
        _add(graph, step, follower, _whole(price) * finer + 1)
        _add(graph, follower, step, _whole(price) * finer + 1)
    for step, followers in problem.after.items():
        if followers:
            _add_outbox(graph, step, followers, _whole(problem.outbox) * finer)
    return graph


def _add_outbox(
    graph: nx.DiGraph[_Vertex], step: str, followers: tuple[str, ...], capacity: int
) -> None:
    """Pay once where at least one follower stands across, whichever side the step is on. An arc
    without a capacity counts as infinite: the extra node goes with a follower that is across."""
    away, back = ("from", step), ("to", step)
    graph.add_edge(step, away, capacity=capacity)
    graph.add_edge(back, step, capacity=capacity)
    for follower in followers:
        graph.add_edge(away, follower)
        graph.add_edge(follower, back)


def _add(graph: nx.DiGraph[_Vertex], source: str, target: str, capacity: int) -> None:
    """Two hand-overs between the same steps, one each way, share their arcs."""
    before = graph.get_edge_data(source, target, {"capacity": 0})["capacity"]
    graph.add_edge(source, target, capacity=before + capacity)


def _whole(points: float) -> int:
    return round(points * _FINENESS)
