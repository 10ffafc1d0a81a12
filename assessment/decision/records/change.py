"""A difference between two assessments, and the group of inputs that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Change", "Group", "differences"]


class Group(StrEnum):
    """Inputs that change together, in the order in which a comparison applies them."""

    FACTS = "facts"
    """Context and symptoms."""
    ANSWERS = "answers"
    """The stated answers."""
    WEIGHTS = "weights"
    """The weights and how they were found."""
    MAP = "map and boundary"
    """The map, its requirements, and the sides that the team chose."""
    EXPERIMENT = "experiment"
    """The scenario and what came out of it."""
    FURTHER = "further inputs"
    """Everything else that an assessment states."""
    KNOWLEDGE = "knowledge"
    """The suitability table and the wording of the questions."""
    SOFTWARE = "software"
    """Podium itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``what`` changed, from ``before`` to ``after``, all three in words."""

    group: Group
    what: str
    before: str
    after: str


def differences[K: Hashable, V](
    group: Group,
    before: Mapping[K, V],
    after: Mapping[K, V],
    *,
    what: Callable[[K], str],
    words: Callable[[K, V | None], str],
) -> Iterator[Change]:
    """A change for each key whose value is not in both: those of ``after`` in its order, then those
    that are gone. ``words`` gets None for a value that is not there."""
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield Change(group=group, what=what(key), before=words(key, old), after=words(key, new))
