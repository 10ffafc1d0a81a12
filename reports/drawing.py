"""What all printed charts share: size, letters, colours and marks, and the way into SVG.

The three models keep one colour and one marker each (Okabe-Ito), as on every page. Text stays text,
set in the letters that the report brings along; the same figures give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from reports.figures import MODEL_TITLES
from workflows.definition.model import OrchestrationModel

__all__ = [
    "INK",
    "MODEL_LOOKS",
    "QUIET",
    "RULE",
    "Look",
    "canvas",
    "is_dark",
    "label_rows",
    "mark_rows",
    "shade",
    "style",
    "svg",
]

_WIDTH_INCHES = 6.69  # the text width of an A4 page with 20 mm margins
INK, QUIET, RULE = "#1a2233", "#5b6478", "#e3e6ec"
_FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "inter-print"
_STYLE = {
    "font.family": "Inter",
    "font.size": 8.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "podium",
    "axes.edgecolor": RULE,
    "axes.labelcolor": QUIET,
    "text.color": INK,
    "xtick.color": QUIET,
    "ytick.color": INK,
}


class Look(NamedTuple):
    """How a model is drawn everywhere: colour and matplotlib marker."""

    colour: str
    marker: str


MODEL_LOOKS = {
    OrchestrationModel.CENTRALIZED: Look("#0072B2", "o"),
    OrchestrationModel.CHOREOGRAPHY: Look("#D55E00", "^"),
    OrchestrationModel.HYBRID: Look("#009E73", "s"),
}


def canvas(*, rows: int, extra: float) -> tuple[Figure, Axes]:
    height = 0.36 * rows + 0.45 + extra
    figure = Figure(figsize=(_WIDTH_INCHES, height), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="x", color=RULE, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    return figure, axes


def label_rows(axes: Axes, labels: Sequence[str]) -> None:
    """One row a label, the first on top."""
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)


def mark_rows(axes: Axes, models: Sequence[OrchestrationModel]) -> None:
    """One row a model, the first on top, its name and its mark at the left."""
    label_rows(axes, [MODEL_TITLES[model] for model in models])
    axes.tick_params(axis="y", pad=12)
    for row, model in enumerate(models):
        look = MODEL_LOOKS[model]
        axes.plot(
            -0.012,
            row,
            look.marker,
            color=look.colour,
            markersize=5.5,
            transform=axes.get_yaxis_transform(),
            clip_on=False,
        )


def shade(colour: str, position: int, of: int) -> tuple[float, float, float]:
    """The model's colour, from darkened for the first question to pale for the last."""
    red, green, blue = to_rgb(colour)
    lightness = -0.3 + 1.05 * position / max(of - 1, 1)
    target, amount = (0.0, -lightness) if lightness < 0 else (1.0, lightness)
    return (
        red + (target - red) * amount,
        green + (target - green) * amount,
        blue + (target - blue) * amount,
    )


def is_dark(colour: tuple[float, float, float]) -> bool:
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue < 0.55


@cache
def style() -> Any:  # matplotlib knows each setting by name, and a dict of them by none
    """The drawing style, with the bundled letters made known to matplotlib once."""
    for font in sorted(_FONTS.glob("*.ttf")):
        fontManager.addfont(font)
    return dict(_STYLE)


def svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()
