"""Draws of the inputs: triangular, from streams of uniform numbers that depend on nothing else.

Each input has a stream of its own, seeded by its name, so that adding or stating one input moves
no draw of another. What the models share (volume, the cost of an hour, prices) is drawn once for
all of them (common random numbers: Glasserman and Yao 1992, "Some guidelines and guarantees for
common random numbers", Management Science 38(6)), so that a draw is one world in which the models
are compared, and differences are paired. What differs per model is drawn for each: nobody knows
one from the other.

The triangular distribution is what three stated numbers allow (Johnson 1997, "The triangular
distribution as a proxy for the beta distribution in risk analysis", The Statistician 46(3)); its
inverse is closed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assessment.decision.costs.inputs import KnownInput, Range

__all__ = ["DRAWS", "SEED", "Numbers", "Values", "drawn", "triangular", "uniforms"]

DRAWS = 10_000
"""How many worlds are drawn."""

SEED = 1997
"""The seed of all streams."""

type Numbers = NDArray[np.float64]
"""One figure per draw."""

type Values = Mapping[str, Numbers]
"""The draws of each input by its id."""


def drawn(inputs: Iterable[KnownInput], draws: int = DRAWS) -> Values:
    """The same number of draws for every input."""
    return {one.input.id: triangular(one.range, uniforms(one.stream, draws)) for one in inputs}


@cache
def uniforms(name: str, draws: int = DRAWS) -> Numbers:
    """The uniform numbers of a stream, read-only: the same for the same name, always. A shorter
    stream is the beginning of a longer one."""
    stream = np.random.default_rng([SEED, zlib.crc32(name.encode())])
    numbers = stream.random(draws)
    numbers.flags.writeable = False
    return numbers


def triangular(spread: Range, uniform: Numbers) -> Numbers:
    """The quantiles of the triangular distribution over a range: its inverse distribution
    function at ``uniform``. A range of one value gives that value."""
    low, likely, high = spread.values
    if high <= low:
        return np.full_like(uniform, likely)
    bend = (likely - low) / (high - low)
    rising = low + np.sqrt(uniform * ((high - low) * (likely - low)))
    falling = high - np.sqrt((1.0 - uniform) * ((high - low) * (high - likely)))
    return np.where(uniform < bend, rising, falling)
