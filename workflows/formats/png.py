"""Writes a map as a PNG picture: the SVG, rendered by resvg with the fonts that Podium brings."""

from __future__ import annotations

import math
from pathlib import Path

import resvg_py

from workflows.definition.findings import Severity
from workflows.definition.model import Definition
from workflows.formats.support import lost
from workflows.formats.svg import SUPPORTS, draw, unsaid
from workflows.formats.writing import Writing

__all__ = ["SUPPORTS", "write"]

_FONTS = Path(__file__).parents[2] / "static" / "vendor" / "inter-print"
# Two pixels for each of the drawing are sharp on any screen; more than this many fill the memory.
_SHARP = 2.0
_MOST_PIXELS = 30_000_000


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The map as one picture on white, two pixels per unit of the drawing; fewer where that would
    be more than 30 million, which the loss report then says."""
    picture = draw(definition)
    zoom = min(_SHARP, math.sqrt(_MOST_PIXELS / max(picture.width * picture.height, 1.0)))
    content = resvg_py.svg_to_bytes(
        svg_string=picture.svg,
        background="#ffffff",
        width=max(1, round(picture.width * zoom)),
        skip_system_fonts=True,
        font_dirs=[str(_FONTS)],
        font_family="Inter",
        sans_serif_family="Inter",
    )
    losses = list(unsaid(definition, "PNG"))
    if zoom < 1.0:
        message = "The map is too large for a sharp picture; its text may be hard to read."
        losses.append(lost("", message, mend="Take the SVG.", severity=Severity.LOW))
    return Writing(content=bytes(content), losses=tuple(losses))
