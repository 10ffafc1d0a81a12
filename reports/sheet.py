"""The sheet that a workflow map is printed on: as small as its text allows.

A map that stays readable stands in the running text of A4 pages; a tall one, of many participants,
gets larger pages of its own. Lengths are millimetres on paper.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Sheet", "sheet_for"]

_MILLIMETRES_PER_POINT = 25.4 / 72
_TEXT_IN_DRAWING = 12.0  # the size of the map's text in units of the drawing
_SMALLEST_TEXT = 6.0  # points on paper
_MARGIN, _HEADING = 18.0, 30.0  # what a page of its own needs round the drawing, and above it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page size; ``apart`` says that the map needs a page of its own."""

    width: float
    height: float
    apart: bool = True

    @property
    def room(self) -> tuple[float, float]:
        """The width and height left for the drawing."""
        return self.width - 2 * _MARGIN, self.height - 2 * _MARGIN - _HEADING

    @property
    def css(self) -> str:
        """A stylesheet that gives pages named ``map`` this size and the drawing its room."""
        width, height = self.room
        return (
            f"@page map {{ size: {self.width:g}mm {self.height:g}mm }}\n"
            f".drawing {{ max-width: {width:g}mm; max-height: {height:g}mm }}\n"
        )


_USUAL = (
    Sheet(width=210, height=297, apart=False),
    Sheet(width=297, height=420),
)


def sheet_for(width: float, height: float) -> Sheet:
    """The first usual sheet on which a drawing of this size (in its own units) has readable text;
    past A3 a sheet made to measure."""
    scale = _SMALLEST_TEXT / _TEXT_IN_DRAWING * _MILLIMETRES_PER_POINT
    needed = width * scale, height * scale
    for sheet in _USUAL:
        if all(part <= room for part, room in zip(needed, sheet.room, strict=True)):
            return sheet
    return Sheet(
        width=max(_USUAL[-1].width, round(needed[0] + 2 * _MARGIN + 0.5)),
        height=max(_USUAL[-1].height, round(needed[1] + 2 * _MARGIN + _HEADING + 0.5)),
    )
