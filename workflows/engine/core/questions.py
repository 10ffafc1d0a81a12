"""What a machine cannot know by itself: the questions that it asks about a case.

Which way a case goes depends on its luck and on its data, and these belong to whoever runs the
case. A question is a value and its answer a pure function of the case and the question, so that a
replay asks the same and hears the same, and the same case takes the same path under every model.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

__all__ = ["Ask", "Question", "QuestionKind"]


class QuestionKind(IntEnum):
    """What is asked, and what an answer means."""

    PICK = 0
    """Which outgoing flow of a decision, by its place among them. ``place`` is where the token
    last rested: coming to a gateway from elsewhere is another occasion."""
    TAKE = 1
    """Whether (1 or 0) an inclusive split takes the outgoing flow at ``place``. ``known`` has one
    entry: where the token last rested."""
    HOLDS = 2
    """Whether (1 or 0) the condition with number ``place`` in the compiled map holds now.
    ``known`` gives, for each variable in the condition in the order of the compiled map, how often
    its source step was done."""
    AGAIN = 3
    """Whether (1 or 0) a standard loop that states only a share goes round again after round
    ``place``."""


class Question(NamedTuple):
    """One question about one occasion in a case."""

    kind: QuestionKind
    node: int
    visit: int
    place: int = 0
    known: tuple[int, ...] = ()


type Ask = Callable[[Question], int]
"""Answers a question about the case that a machine stands for."""
