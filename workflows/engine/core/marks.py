"""Marks: what one ``receive`` of the machine passed through, for those who watch a case."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Mark", "MarkKind"]


class MarkKind(StrEnum):
    """What happened at an element of the map."""

    ENTERED = "enter"
    """A token came in."""
    LEFT = "exit"
    """A token went on, ended here, or was taken away from an activity."""
    SIGNALLED = "signal"
    """What the element waits for, or begins with, has happened."""


class Mark(NamedTuple):
    """One mark. ``element`` is the id of a node, flow, message flow or process in the map that
    the author drew."""

    kind: MarkKind
    element: str
