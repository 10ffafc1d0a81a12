"""Choices: what grows a random map or scenario takes its decisions from.

A grower asks for whole numbers below a bound, where 0 is the plainest answer. The numbers come
from a seed, from a list of earlier ones, or from hypothesis, so that one grower serves the soak,
its shrinking and the test suite.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Protocol

from hypothesis import strategies as st

__all__ = ["Choices", "Drawn", "Given", "Seeded", "chance", "pick"]


class Choices(Protocol):
    """Answers ``below``: a whole number from 0 to ``bound`` - 1."""

    def below(self, bound: int) -> int: ...


class Seeded:
    """Choices out of a seed; ``taken`` keeps them for replay."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.taken: list[int] = []

    def below(self, bound: int) -> int:
        self.taken.append(self._random.randrange(bound))
        return self.taken[-1]


class Given:
    """The choices of a list, each cut to its bound; 0 once the list has come to its end."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self.asked = 0

    def below(self, bound: int) -> int:
        place = self.asked
        self.asked += 1
        return min(self._numbers[place], bound - 1) if place < len(self._numbers) else 0


class Drawn:
    """Choices that hypothesis draws and shrinks."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def below(self, bound: int) -> int:
        return self._draw(st.integers(0, bound - 1))


def pick[T](choices: Choices, options: Sequence[T]) -> T:
    """One of the options; the first is the plainest."""
    return options[choices.below(len(options))]


def chance(choices: Choices, one_in: int) -> bool:
    """True once in so many times; False is plainer."""
    return choices.below(one_in) == one_in - 1
