"""What a merge comes to: the merged file, and what both sides changed in different ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Choice", "Choices", "Conflict", "Merge"]


class Choice(StrEnum):
    """Which side of a conflict holds."""

    MINE = "mine"
    THEIRS = "theirs"


type Choices = Mapping[str, Choice]
"""What a person chose, by ``Conflict.key``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Something that both sides changed, each in its own way. ``key`` names it in a form,
    ``element`` is the id of what it is about, ``where`` and ``field`` say so in words, ``before``,
    ``mine`` and ``theirs`` its values in words. ``choice`` is which side holds in the merged file,
    ``is_chosen`` whether a person said so; else mine holds."""

    key: str
    element: str
    where: str
    field: str
    before: str
    mine: str
    theirs: str
    choice: Choice = Choice.MINE
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The merged file with its conflicts, in the order of the file."""

    content: bytes
    conflicts: tuple[Conflict, ...] = ()

    @property
    def open(self) -> tuple[Conflict, ...]:
        """The conflicts that nobody has decided."""
        return tuple(conflict for conflict in self.conflicts if not conflict.is_chosen)
