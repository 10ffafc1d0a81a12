"""The order of cells within each column: few crossings, bands apart.

Barycentre sweeps with the best order kept, after Sugiyama, Tagawa and Toda (1981). The first
order is the one of ``layers``, so that a map without crossings keeps its main way on top.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from statistics import fmean

from workflows.formats.layout.layers import Cell, Columns

__all__ = ["crossings", "put_in_order"]

_SWEEPS = 12
_PATIENCE = 3
"""Sweeps without a better order before it stops."""


def put_in_order(columns: Columns) -> None:
    """Orders every column from top to bottom."""
    ordered = columns.columns
    for column in ordered:
        column.sort(key=lambda cell: (cell.band, cell.rank))
    best, least = [list(column) for column in ordered], crossings(ordered)
    idle = 0
    for sweep in range(_SWEEPS):
        if least == 0 or idle > _PATIENCE:
            break
        idle += 1
        _sweep(ordered, forth=sweep % 2 == 0)
        _swap(ordered)
        count = crossings(ordered)
        if count < least:
            best, least, idle = [list(column) for column in ordered], count, 0
    for column, kept in zip(ordered, best, strict=True):
        column[:] = kept


def crossings(ordered: list[list[Cell]]) -> int:
    """How often links cross between neighbouring columns."""
    place = _places(ordered)
    total = 0
    for column in ordered:
        seen: list[int] = []
        for cell in column:
            ends = sorted(place[other] for other in _right(cell))
            total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _places(ordered: list[list[Cell]]) -> dict[Cell, int]:
    return {cell: index for column in ordered for index, cell in enumerate(column)}


def _right(cell: Cell) -> list[Cell]:
    """What it is joined to in the next column, whichever way the links run."""
    return [n for n in cell.after + cell.before if n.column == cell.column + 1]


def _left(cell: Cell) -> list[Cell]:
    return [n for n in cell.after + cell.before if n.column == cell.column - 1]


def _sweep(ordered: list[list[Cell]], *, forth: bool) -> None:
    """Orders each column by where its neighbours on one side stand."""
    place = _places(ordered)
    for column in ordered if forth else ordered[::-1]:
        keys = {}
        for index, cell in enumerate(column):
            near = _left(cell) if forth else _right(cell)
            own = [n for n in cell.before + cell.after if n.column == cell.column and not cell.box]
            places = [float(place[n]) for n in near] + [place[n] - 0.5 for n in own]
            keys[cell] = fmean(places) if places else float(index)
        column.sort(key=lambda cell: (cell.band, keys[cell]))
        place.update({cell: index for index, cell in enumerate(column)})


def _swap(ordered: list[list[Cell]]) -> None:
    """Swaps neighbours within a column where that saves crossings."""
    place = _places(ordered)
    for column in ordered:
        for index in range(len(column) - 1):
            one, other = column[index], column[index + 1]
            if one.band != other.band:
                continue
            if _saved(one, other, place) > 0:
                column[index], column[index + 1] = other, one
                place[one], place[other] = index + 1, index


def _saved(upper: Cell, lower: Cell, place: dict[Cell, int]) -> int:
    """How many crossings less if the two changed places."""
    total = 0
    for side in (_left, _right):
        first, second = [place[n] for n in side(upper)], [place[n] for n in side(lower)]
        total += sum((a > b) - (a < b) for a in first for b in second)
    return total
