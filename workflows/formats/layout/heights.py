"""The height of every cell within its band: straight flows first, nothing nearer than it may be.

Cells that a flow joins straight form a *block*; blocks keep their order in every column. After
Brandes and Köpf (2001) and Sander (1996), with room of any size and bands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean

from workflows.formats.layout.layers import Cell, Columns

__all__ = ["assign_heights"]

_SWEEPS = 8
_BETWEEN_BOXES = 28.0
_BESIDE_BEND = 16.0
_BETWEEN_BENDS = 14.0


@dataclass(slots=True, eq=False)
class _Block:
    cells: list[Cell]
    main: bool = False
    above: list[tuple[_Block, float]] = field(default_factory=list)
    below: list[tuple[_Block, float]] = field(default_factory=list)
    y: float = 0.0
    waiting: int = 0


def assign_heights(columns: Columns, bands: int) -> list[tuple[float, float]]:
    """Gives every cell its ``y``; returns, per band, how far it reaches up and down."""
    blocks = _blocks(columns)
    of = {cell: block for block in blocks for cell in block.cells}
    _hold_apart(columns, of)
    order = _from_top(blocks)
    _lower_what_guests_lead_to(columns, of, order)
    for block in order:
        block.y = max((one.y + room for one, room in block.above), default=0.0)
    wishes = {block: _wishes(block, of) for block in order}
    for sweep in range(_SWEEPS):
        for block in order[::-1] if sweep % 2 == 0 else order:
            _move(block, wishes[block])
    for block in order:
        for cell in block.cells:
            cell.y = block.y
    reach = [_reach(cell for cell in of if cell.band == band) for band in range(bands)]
    return [_with_rails(columns, band, *found) for band, found in enumerate(reach)]


def _with_rails(columns: Columns, band: int, top: float, bottom: float) -> tuple[float, float]:
    """Puts the rails of a band below everything else in it; those that do not meet share a
    height."""
    ends: list[int] = []
    own = [rail for rail in columns.rails if rail[0].band == band]
    for rail in sorted(own, key=lambda rail: min(cell.column for cell in rail)):
        left, right = sorted(cell.column for cell in rail)
        row = next((row for row, end in enumerate(ends) if end < left - 1), len(ends))
        ends[row : row + 1] = [right]
        for cell in rail:
            cell.y = bottom + _BESIDE_BEND + row * _BETWEEN_BENDS
    return top, bottom + (_BESIDE_BEND + len(ends) * _BETWEEN_BENDS if ends else 0.0)


def _reach(cells: Iterable[Cell]) -> tuple[float, float]:
    found = list(cells)
    top = min((cell.y - cell.up for cell in found), default=0.0)
    return top, max((cell.y + cell.down for cell in found), default=0.0)


def _blocks(columns: Columns) -> list[_Block]:
    """Cells joined straight from left to right: the main way, then bends, then plain rows. What
    leaves a guest turns at once."""
    main = {pair for name in columns.main for pair in pairwise(columns.paths[name])}
    turning = {(path[0], path[1]) for path in map(columns.paths.get, columns.guests) if path}
    wanted = [
        (_weight(cell, other, main), index, cell, other)
        for index, (cell, other) in enumerate(_pairs(columns))
        if cell.band == other.band and (cell, other) not in turning
    ]
    place = {cell: i for column in columns.columns for i, cell in enumerate(column)}
    right: dict[Cell, Cell] = {}
    left: dict[Cell, Cell] = {}
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for _, _, cell, other in sorted(wanted, key=lambda one: one[:2]):
        ends = place[cell], place[other]
        crossed = any((ends[0] - a) * (ends[1] - b) <= 0 for a, b in taken[cell.column])
        if cell not in right and other not in left and not crossed:
            right[cell], left[other] = other, cell
            taken[cell.column].append(ends)
    on_main = {cell for pair in main for cell in pair}
    found = []
    for column in columns.columns:
        for cell in column:
            if cell not in left:
                chain = [cell]
                while chain[-1] in right:
                    chain.append(right[chain[-1]])
                found.append(_Block(chain, main=not on_main.isdisjoint(chain)))
    return found


def _pairs(columns: Columns) -> Iterable[tuple[Cell, Cell]]:
    """Neighbours in two columns that a link joins, the left one first."""
    for column in columns.columns:
        for cell in column:
            for other in cell.after:
                if other.column != cell.column:
                    yield (cell, other) if other.column > cell.column else (other, cell)


def _weight(cell: Cell, other: Cell, main: set[tuple[Cell, Cell]]) -> int:
    """The less, the sooner it is drawn straight."""
    if (cell, other) in main:
        return 0
    if not cell.box and not other.box:
        return 1
    if len(cell.after) == 1 and len(other.before) == 1:
        return 2
    return 3


def _hold_apart(columns: Columns, of: dict[Cell, _Block]) -> None:
    for column in columns.columns:
        for upper, lower in pairwise(column):
            if upper.band == lower.band:
                room = upper.down + lower.up + _gap(upper, lower)
                of[upper].below.append((of[lower], room))
                of[lower].above.append((of[upper], room))


def _lower_what_guests_lead_to(
    columns: Columns, of: dict[Cell, _Block], order: list[_Block]
) -> None:
    """A link from a guest goes down and then right, where the order of the columns allows it."""
    place = {block: index for index, block in enumerate(order)}
    for name in sorted(columns.guests):
        host, other = columns.paths[name][:2]
        if other not in of:
            continue
        upper, lower = of[host], of[other]
        if host.band == other.band and place[upper] < place[lower]:
            upper.below.append((lower, host.down))
            lower.above.append((upper, host.down))


def _gap(upper: Cell, lower: Cell) -> float:
    if upper.box and lower.box:
        return _BETWEEN_BOXES
    return _BESIDE_BEND if upper.box or lower.box else _BETWEEN_BENDS


def _from_top(blocks: list[_Block]) -> list[_Block]:
    """Every block after all that stand above it. Straight flows do not cross, so there is such
    an order; the rest of a cycle would be appended."""
    for block in blocks:
        block.waiting = len(block.above)
    ready = [block for block in blocks if not block.waiting]
    for block in ready:
        for other, _ in block.below:
            other.waiting -= 1
            if not other.waiting:
                ready.append(other)
    return ready


def _wishes(block: _Block, of: dict[Cell, _Block]) -> list[_Block]:
    near = [
        of[other]
        for cell in block.cells
        for other in cell.before + cell.after
        if of[other] is not block and other.band == cell.band
    ]
    return [one for one in near if one.main] or near


def _move(block: _Block, wishes: list[_Block]) -> None:
    """Moves a block towards what it is joined to, as far as its neighbours let it."""
    if block.main or not wishes:
        return
    lowest = min((one.y - room for one, room in block.below), default=float("inf"))
    highest = max((one.y + room for one, room in block.above), default=float("-inf"))
    wish = fmean(one.y for one in wishes)
    block.y = max(min(wish, lowest), highest)
