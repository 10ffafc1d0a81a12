"""Columns of a layered layout: which boxes stand above each other, and where links pass between.

After Sugiyama, Tagawa and Toda (1981): links that close a cycle are taken backwards, every box
stands right of all that lead to it, and a link over several columns gets a bend in each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from workflows.formats.layout.graph import Graph, Link

__all__ = ["MOST_BENDS", "Cell", "Columns", "columns_of"]

_SHORT = 4


@dataclass(slots=True, eq=False)
class Cell:
    """A place in a column: a box, or the bend of a link that passes by (``box`` is empty).

    ``up`` and ``down`` are what it needs above and below its line, ``left`` and ``right`` beside
    its middle. ``goal`` is the target of a bend's link. ``y`` counts from the top of its band.
    """

    box: str
    column: int
    band: int
    goal: str = ""
    before: list[Cell] = field(default_factory=list)
    after: list[Cell] = field(default_factory=list)
    up: float = 0.0
    down: float = 0.0
    left: float = 0.0
    right: float = 0.0
    rank: float = 0.0
    y: float = 0.0


@dataclass(slots=True)
class Columns:
    """Cells per column from left to right; ``paths`` lists the cells of each link from its source
    to its target; ``backward`` names the links that lead left, ``main`` those on the way that
    most cases take, ``guests`` those that leave a guest. ``rails`` are the two bends of each link
    that runs below everything else of its band instead of through the columns."""

    columns: list[list[Cell]]
    cells: dict[str, Cell]
    paths: dict[str, list[Cell]]
    backward: frozenset[str]
    main: frozenset[str]
    guests: frozenset[str]
    rails: list[tuple[Cell, Cell]] = field(default_factory=list)


MOST_BENDS = 4_000
"""Of a graph that would need more bends, the longest links run below the rest: time and memory
grow with nodes and flows then, not with their product."""


def columns_of(graph: Graph) -> Columns:
    """The columns of a graph; links of boxes that sit on a host count as the host's."""
    hosts = {box.id: box.host or box.id for box in graph.boxes}
    placed = [box for box in graph.boxes if not box.host]
    names = [box.id for box in placed]
    links = [
        Link(link.id, hosts[link.source], hosts[link.target], link.label, link.weight)
        for link in graph.links
    ]
    guests = frozenset(link.id for link in graph.links if hosts[link.source] != link.source)
    backward = _backward(names, links)
    column = _longest_paths(names, links, backward)
    main = _main(names, [link for link in links if link.id not in guests], backward)
    bands = {name: index for index, name in enumerate(graph.bands)}
    cells = {
        box.id: Cell(box.id, column[box.id], bands.get(box.band, len(bands))) for box in placed
    }
    _rank(cells, links, backward, main, guests)
    columns = Columns(
        [[] for _ in range(max(column.values(), default=0) + 1)],
        cells,
        {},
        backward,
        main,
        guests,
    )
    for cell in cells.values():
        columns.columns[cell.column].append(cell)
    rails = _too_long(links, column)
    for link in links:
        source, target = cells[link.source], cells[link.target]
        if link.id in rails:
            _join_below(columns, source, target, link)
        else:
            _join(columns, source, target, link, guest=link.id in guests)
    return columns


def _too_long(links: list[Link], column: Mapping[str, int]) -> frozenset[str]:
    """The links that run below the rest, the longest first."""
    spans = {link.id: abs(column[link.target] - column[link.source]) for link in links}
    total, found = sum(spans.values()), set()
    for name in sorted(spans, key=lambda name: -spans[name]):
        if total <= MOST_BENDS or spans[name] < _SHORT:
            break
        total -= spans[name]
        found.add(name)
    return frozenset(found)


def _join_below(columns: Columns, source: Cell, target: Cell, link: Link) -> None:
    step = -1 if link.id in columns.backward else 1
    # A link to the left turns beside its ends, one to the right between them.
    away = 0 if step < 0 else 1
    out, into = source.column + away, target.column - away
    rail = tuple(Cell("", column, source.band, goal=target.box) for column in (out, into))
    columns.rails.append((rail[0], rail[1]))
    columns.paths[link.id] = [source, *rail, target]


def _backward(names: list[str], links: Iterable[Link]) -> frozenset[str]:
    """Links that close a cycle, found depth first in the order of the map."""
    following: dict[str, list[Link]] = defaultdict(list)
    entered = set()
    for link in links:
        following[link.source].append(link)
        entered.add(link.target)
    back: set[str] = set()
    state: dict[str, int] = {}
    for name in sorted(names, key=lambda name: name in entered):
        if name not in state:
            _visit(name, following, state, back)
    return frozenset(back)


def _visit(
    first: str, following: Mapping[str, list[Link]], state: dict[str, int], back: set[str]
) -> None:
    """State 1 is on the current path, 2 is done."""
    stack: list[tuple[str, Iterator[Link]]] = [(first, iter(following.get(first, ())))]
    state[first] = 1
    while stack:
        name, links = stack[-1]
        link = next(links, None)
        if link is None:
            state[name] = 2
            stack.pop()
        elif state.get(link.target) == 1:
            back.add(link.id)
        elif link.target not in state:
            state[link.target] = 1
            stack.append((link.target, iter(following.get(link.target, ()))))


def _longest_paths(
    names: list[str], links: Iterable[Link], backward: frozenset[str]
) -> dict[str, int]:
    forward = [link for link in links if link.id not in backward and link.source != link.target]
    column = dict.fromkeys(names, 0)
    for name, following in _in_order(names, forward):
        for link in following:
            column[link.target] = max(column[link.target], column[name] + 1)
    _pull_starts(column, forward)
    return column


def _in_order(names: list[str], forward: list[Link]) -> list[tuple[str, list[Link]]]:
    """Every box after all that lead to it, with the links that leave it."""
    waiting = dict.fromkeys(names, 0)
    following: dict[str, list[Link]] = {name: [] for name in names}
    for link in forward:
        waiting[link.target] += 1
        following[link.source].append(link)
    ready = [name for name in names if not waiting[name]]
    for name in ready:
        for link in following[name]:
            waiting[link.target] -= 1
            if not waiting[link.target]:
                ready.append(link.target)
    return [(name, following[name]) for name in ready]


def _pull_starts(column: dict[str, int], forward: list[Link]) -> None:
    """A box that nothing leads to stands right before what it leads to, not at the far left."""
    entered = {link.target for link in forward}
    nearest: dict[str, int] = {}
    for link in forward:
        if link.source not in entered:
            before = column[link.target] - 1
            nearest[link.source] = min(nearest.get(link.source, before), before)
    column.update(nearest)


def _main(names: list[str], links: list[Link], backward: frozenset[str]) -> frozenset[str]:
    """The links of the way that goes straight on: from where the longest way begins, always by
    the heaviest link, then by the longest way to go."""
    forward = [link for link in links if link.id not in backward and link.source != link.target]
    order = _in_order(names, forward)
    reach = dict.fromkeys(names, 0)
    chosen: dict[str, Link] = {}
    for name, following in reversed(order):
        if following:
            reach[name] = 1 + max(reach[link.target] for link in following)
            chosen[name] = max(following, key=lambda link: (link.weight, reach[link.target]))
    entered = {link.target for link in forward}
    starts = [name for name in names if name not in entered]
    at = max(starts, key=lambda name: reach[name], default="")
    found = set()
    while at in chosen:
        found.add(chosen[at].id)
        at = chosen[at].target
    return frozenset(found)


def _rank(
    cells: dict[str, Cell],
    links: list[Link],
    backward: frozenset[str],
    main: frozenset[str],
    guests: frozenset[str],
) -> None:
    """A first order from top to bottom: depth first, the way most cases take before all others,
    what a guest leads to last."""
    following: dict[str, list[Link]] = defaultdict(list)
    entered = set()
    for link in links:
        if link.id not in backward:
            following[link.source].append(link)
            entered.add(link.target)
    for found in following.values():
        found.sort(key=lambda link: (link.id not in main, link.id in guests))
    seen: dict[str, int] = {}
    for first in sorted(cells, key=lambda name: name in entered):
        stack = [first]
        while stack:
            name = stack.pop()
            if name not in seen:
                seen[name] = len(seen)
                stack += [link.target for link in reversed(following[name])]
    for name, place in seen.items():
        cells[name].rank = float(place)


def _join(columns: Columns, source: Cell, target: Cell, link: Link, *, guest: bool) -> None:
    """Connects two cells, with a bend in every column between; a link that leads left bends in
    the columns of its ends as well, so that it passes beside both."""
    turns = link.id in columns.backward or source is target
    if turns:
        between = range(source.column, target.column - 1, -1)
    else:
        between = range(source.column + 1, target.column)
    # A loop runs above what it repeats; what a guest leads back to runs below.
    rank = target.rank if not turns else source.rank + 0.5 if guest else target.rank - 0.5
    chain = [Cell("", column, source.band, goal=target.box, rank=rank) for column in between]
    for cell in chain:
        columns.columns[cell.column].append(cell)
    path = [source, *chain, target]
    columns.paths[link.id] = path
    for left, right in pairwise(path):
        left.after.append(right)
        right.before.append(left)
