"""How much room a name takes, without a font at hand: an estimate for bpmn-js's 12 px Arial."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from workflows.formats.layout.graph import Size

__all__ = ["FLOW_LABEL", "GUEST_LABEL", "LABEL_WIDTH", "label_size", "step_size"]

LABEL_WIDTH = 100.0
FLOW_LABEL = 150.0
"""Conditions are long, and there is room along a flow."""

GUEST_LABEL = 76.0
"""Names of boundary events are broken sooner: they stand side by side."""

_LETTER = 6.2
_WIDEST = 6.9
"""What a letter may take in the fonts that stand in for Arial."""
_LINE = 14.0
_STEPS: tuple[Size, ...] = ((110.0, 80.0), (140.0, 80.0), (160.0, 96.0))
_PADDING = 14.0


@lru_cache(maxsize=4096)
def label_size(text: str, width: float = LABEL_WIDTH) -> Size:
    """Width and height of a name outside of its shape, broken at ``width``; at most
    eight lines."""
    lines = textwrap.wrap(text, max(int(width / _WIDEST), 4))[:8]
    if not lines:
        return (0.0, 0.0)
    return (max(map(len, lines)) * _WIDEST + 6, len(lines) * _LINE)


@lru_cache(maxsize=4096)
def step_size(name: str) -> Size:
    """The smallest of three sizes in which the name of a step can be read, best without breaking
    a word."""
    fitting = [size for size in _STEPS if _fits(name, size)] or [_STEPS[-1]]
    longest = max(map(len, name.split()), default=0)
    whole = [size for size in fitting if longest * _WIDEST <= size[0] - _PADDING]
    return (whole or fitting)[0]


def _fits(name: str, size: Size) -> bool:
    lines = textwrap.wrap(name, int((size[0] - _PADDING) / _LETTER))
    return len(lines) * _LINE <= size[1] - 2 * _PADDING
