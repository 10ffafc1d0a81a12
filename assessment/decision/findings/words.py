"""Words that several rules share."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.decision.phrases import listed, quoted
from workflows.definition.model import Node

__all__ = ["feels", "sentence_case", "step_name", "step_names"]

_FELT = ("not at all", "a little", "clearly", "badly")


def step_name(step: Node) -> str:
    """A step's name set apart from the sentence."""
    return quoted(step.name or step.id)


def step_names(steps: Sequence[Node]) -> str:
    """The names of steps as a sentence lists them."""
    return listed([step_name(step) for step in steps])


def feels(severity: int) -> str:
    """How much a severity from 0 to 3 is, in words."""
    return _FELT[severity]


def sentence_case(text: str) -> str:
    """The text with a capital at its front and all else as it is."""
    return text[:1].upper() + text[1:]
