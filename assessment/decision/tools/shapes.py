"""The advice as immutable data: ratings, combinations, and what nobody has said."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.tools.exclusions import RuledOut
from assessment.decision.tools.marks import UNKNOWN, Mark
from assessment.decision.tools.toolbox import Role, Tool
from workflows.definition.model import OrchestrationModel

__all__ = ["Combination", "Rating", "ToolAdvice", "Unknown"]

_SPEAKS_FOR = 80.0
_SPEAKS_AGAINST = 40.0
_SAYS_NOTHING = frozenset({UNKNOWN, "not-needed", "open", "any", "brief", "anywhere"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A tool's rating, 0 to 100, with the lines that make it and what rules the tool out."""

    tool: Tool
    score: float
    marks: tuple[Mark, ...]
    ruled_out: tuple[RuledOut, ...]

    @property
    def speaks_for(self) -> tuple[Mark, ...]:
        """The lines that speak for it, the weightiest first."""
        found = [m for m in self._telling if m.value >= _SPEAKS_FOR]
        return tuple(sorted(found, key=lambda m: -m.points))

    @property
    def speaks_against(self) -> tuple[Mark, ...]:
        """The lines that speak against it, the most expensive first."""
        found = [m for m in self._telling if m.value <= _SPEAKS_AGAINST]
        return tuple(sorted(found, key=lambda m: m.points - m.weight))

    @property
    def unknown(self) -> tuple[Mark, ...]:
        """The lines that nobody has said anything about."""
        return tuple(m for m in self.marks if m.level == UNKNOWN and m.weight)

    @property
    def _telling(self) -> list[Mark]:
        return [m for m in self.marks if m.weight and m.level not in _SAYS_NOTHING]


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """What a model would be built from: an orchestrator, a broker, or one of each."""

    tools: tuple[Rating, ...]
    score: float
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]

    @property
    def name(self) -> str:
        """As people call it: ``Temporal with Kafka``."""
        return " with ".join(rating.tool.short for rating in self.tools)

    @property
    def id(self) -> str:
        """The tools' ids, joined: ``temporal-cloud+kafka``."""
        return "+".join(rating.tool.id for rating in self.tools)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A fact that nobody has stated, and the tools that cannot be judged on it."""

    text: str
    fact: str
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolAdvice:
    """The advice for one model. ``ratings`` holds the tools of the ``roles`` that the model needs,
    what is not ruled out first, the best first; ``combinations`` the best of them, empty where
    every tool of a role is ruled out."""

    model: OrchestrationModel
    roles: tuple[Role, ...]
    sentence: str
    combinations: tuple[Combination, ...]
    ratings: tuple[Rating, ...]
    unknown: tuple[Unknown, ...]

    @property
    def best(self) -> Combination | None:
        """What is recommended; None where nothing fits."""
        return self.combinations[0] if self.combinations else None

    @property
    def fitting(self) -> tuple[Rating, ...]:
        """The tools that nothing rules out."""
        return tuple(rating for rating in self.ratings if not rating.ruled_out)

    @property
    def out(self) -> tuple[Rating, ...]:
        """The tools that are ruled out."""
        return tuple(rating for rating in self.ratings if rating.ruled_out)
