"""Rows of a layered layout: the order within each column, with few crossings and straight flows."""

from __future__ import annotations

from statistics import fmean, median

from workflows.formats.layout.layers import Cell, Columns

__all__ = ["assign_rows"]

_SWEEPS = 12


def assign_rows(columns: Columns) -> list[int]:
    """Gives every cell its row within its band; returns how many rows each band has."""
    for column in columns.columns:
        column.sort(key=lambda cell: cell.band)
    for sweep in range(_SWEEPS):
        _sweep(columns.columns if sweep % 2 == 0 else columns.columns[::-1])
    cells = [cell for column in columns.columns for cell in column]
    bands = max((cell.band for cell in cells), default=0) + 1
    for column in columns.columns:
        _stack(column)
    for sweep in range(_SWEEPS):
        for column in columns.columns if sweep % 2 == 0 else columns.columns[::-1]:
            _straighten(column)
    return [_close_gaps([cell for cell in cells if cell.band == band]) for band in range(bands)]


def _sweep(ordered: list[list[Cell]]) -> None:
    """Orders each column by where its neighbours stand; the order itself is the position."""
    position = {cell: index for column in ordered for index, cell in enumerate(column)}
    for column in ordered:
        keys = {cell: _centre(cell, position) for cell in column}
        column.sort(key=lambda cell: (cell.band, keys[cell]))
        position.update({cell: index for index, cell in enumerate(column)})


def _centre(cell: Cell, position: dict[Cell, int]) -> float:
    near = [n for n in cell.before + cell.after if n.column != cell.column]
    return (fmean(position[n] for n in near) if near else position[cell]) + cell.lean


def _stack(column: list[Cell]) -> None:
    next_row: dict[int, int] = {}
    for cell in column:
        cell.row = next_row.get(cell.band, 0)
        next_row[cell.band] = cell.row + 1


def _straighten(column: list[Cell]) -> None:
    """Moves each cell towards the row of its neighbours in the same band, keeping the order."""
    by_band: dict[int, list[Cell]] = {}
    for cell in column:
        by_band.setdefault(cell.band, []).append(cell)
    for cells in by_band.values():
        wanted = [_wanted(cell) for cell in cells]
        for cell, row in zip(cells, _in_order(wanted), strict=True):
            cell.row = row


def _wanted(cell: Cell) -> int:
    near = [n for n in cell.before + cell.after if n.band == cell.band and n is not cell]
    # The flow that goes on straight should be the one between boxes, so bends count less.
    boxes = [n.row for n in near if n.box] or [n.row for n in near]
    return round(median(boxes) + cell.lean) if boxes else cell.row


def _in_order(wanted: list[int]) -> list[int]:
    """Rows as near to those wanted as a strictly rising order allows (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for index, row in enumerate(wanted):
        blocks.append([row - index, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, count = blocks.pop()
            total = blocks[-1][1] + count
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + value * count) / total, total]
    levels = [round(value) for value, count in blocks for _ in range(int(count))]
    return [level + index for index, level in enumerate(levels)]


def _close_gaps(cells: list[Cell]) -> int:
    """Renumbers the rows in use from 0; returns how many there are."""
    used = {row: index for index, row in enumerate(sorted({cell.row for cell in cells}))}
    for cell in cells:
        cell.row = used[cell.row]
    return len(used)
