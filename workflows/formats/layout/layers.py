"""Columns of a layered layout: which boxes stand above each other, and where links pass between.

After Sugiyama, Tagawa and Toda (1981): links that close a cycle are taken backwards, every box
stands right of all that lead to it, and a link over several columns gets a bend in each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from workflows.formats.layout.graph import Graph, Link

__all__ = ["Cell", "Columns", "columns_of"]


@dataclass(slots=True, eq=False)
class Cell:
    """A place in a column: a box, or the bend of a link that passes by (``box`` is empty).
    ``lean`` draws it downwards: only guests on a lower edge lead to it, or it undoes a step."""

    box: str
    column: int
    band: int
    before: list[Cell] = field(default_factory=list)
    after: list[Cell] = field(default_factory=list)
    row: int = 0
    lean: float = 0.0


@dataclass(slots=True)
class Columns:
    """Cells per column from left to right; ``bends`` lists each link's bends from its source to
    its target; ``backward`` names the links that lead left."""

    columns: list[list[Cell]]
    bends: dict[str, list[Cell]]
    backward: frozenset[str]


def columns_of(graph: Graph) -> Columns:
    """The columns of a graph; links of boxes that sit on a host count as the host's."""
    hosts = {box.id: box.host or box.id for box in graph.boxes}
    placed = [box for box in graph.boxes if not box.host]
    links = [Link(link.id, hosts[link.source], hosts[link.target]) for link in graph.links]
    links += [Link(f"below {box.id}", box.below, box.id) for box in placed if box.below in hosts]
    backward = _backward([box.id for box in placed], links)
    column = _longest_paths([box.id for box in placed], links, backward)
    bands = {name: index for index, name in enumerate(graph.bands)}
    cells = {
        box.id: Cell(box.id, column[box.id], bands.get(box.band, len(bands))) for box in placed
    }
    columns = Columns([[] for _ in range(max(column.values(), default=0) + 1)], {}, backward)
    for cell in cells.values():
        columns.columns[cell.column].append(cell)
    undoing = {box.id for box in placed if box.below}
    for name in (_led_to_by_guests(graph) | undoing) & cells.keys():
        cells[name].lean = 0.6
    for link in links:
        _join(columns, cells[link.source], cells[link.target], link)
    return columns


def _led_to_by_guests(graph: Graph) -> set[str]:
    guests = {box.id for box in graph.boxes if box.host}
    from_guests = {link.target for link in graph.links if link.source in guests}
    return from_guests - {link.target for link in graph.links if link.source not in guests}


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
    first: str, following: dict[str, list[Link]], state: dict[str, int], back: set[str]
) -> None:
    """State 1 is on the current path, 2 is done."""
    stack: list[tuple[str, Iterator[Link]]] = [(first, iter(following[first]))]
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
            stack.append((link.target, iter(following[link.target])))


def _longest_paths(
    names: list[str], links: Iterable[Link], backward: frozenset[str]
) -> dict[str, int]:
    forward = [link for link in links if link.id not in backward and link.source != link.target]
    waiting = dict.fromkeys(names, 0)
    following: dict[str, list[str]] = defaultdict(list)
    for link in forward:
        waiting[link.target] += 1
        following[link.source].append(link.target)
    column = dict.fromkeys(names, 0)
    ready = [name for name in names if not waiting[name]]
    for name in ready:
        for target in following[name]:
            column[target] = max(column[target], column[name] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    _pull_starts(column, forward)
    return column


def _pull_starts(column: dict[str, int], forward: list[Link]) -> None:
    """A box that nothing leads to stands right before what it leads to, not at the far left."""
    entered = {link.target for link in forward}
    nearest: dict[str, int] = {}
    for link in forward:
        if link.source not in entered:
            before = column[link.target] - 1
            nearest[link.source] = min(nearest.get(link.source, before), before)
    column.update(nearest)


def _join(columns: Columns, source: Cell, target: Cell, link: Link) -> None:
    """Connects two cells, with a bend in every column between; a link that leads left bends in
    the columns of its ends as well, so that it passes beside both."""
    if link.id in columns.backward or source is target:
        between = range(source.column, target.column - 1, -1)
    else:
        between = range(source.column + 1, target.column)
    chain = [Cell("", column, source.band) for column in between]
    for cell in chain:
        columns.columns[cell.column].append(cell)
    columns.bends[link.id] = chain
    path = [source, *chain, target]
    for left, right in pairwise(path):
        left.after.append(right)
        right.before.append(left)
