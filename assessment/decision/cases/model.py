"""Cases as immutable data: the guide's rules, and what others have published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from assessment.decision.assessment import Context
from assessment.decision.cases.facts import CaseFact, FactValue
from assessment.decision.cases.sketch import Sketch
from workflows.definition.model import OrchestrationModel

__all__ = [
    "CaseBook",
    "Change",
    "Condition",
    "Expectation",
    "GuideCase",
    "KnownCase",
    "Range",
    "Reference",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must hold of a fact: at least ``start``, under ``below``, or one of ``options``."""

    fact: str
    start: float | None = None
    below: float | None = None
    options: frozenset[str] = frozenset()

    def holds(self, value: FactValue) -> bool:
        """Whether a stated value meets it."""
        if isinstance(value, float):
            low, high = self.start, self.below
            return (low is None or value >= low) and (high is None or value < high)
        return bool(self.options & (value if isinstance(value, frozenset) else {value}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must follow. ``orchestrated`` and ``event_driven`` name steps; ``loses`` the models
    that must get fewer points once the case's change is made."""

    recommended: OrchestrationModel | None = None
    never: tuple[OrchestrationModel, ...] = ()
    orchestrated: tuple[str, ...] = ()
    event_driven: tuple[str, ...] = ()
    loses: tuple[OrchestrationModel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Where a rule must hold besides its own facts: numbers of steps, factors on the volume."""

    fewest_steps: int
    most_steps: int
    least_volume: float
    most_volume: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is changed in a context: the named fields take the values of ``context``."""

    fields: tuple[str, ...]
    context: Context

    def __call__(self, sketch: Sketch) -> Sketch:
        """The sketch after the change."""
        values = {name: getattr(self.context, name) for name in self.fields}
        return replace(sketch, context=replace(sketch.context, **values))


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideCase:
    """A rule of the guide. ``when`` says for which projects it speaks, ``favours`` and ``against``
    for whom; ``change`` is made to its facts where somebody loses points by it."""

    id: str
    title: str
    rule: str
    source: str
    favours: tuple[OrchestrationModel, ...]
    against: tuple[OrchestrationModel, ...]
    when: tuple[Condition, ...]
    sketch: Sketch
    change: Change | None = None
    expect: Expectation
    vary: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a case is published. ``date`` is as exact as the copy that was read shows; it says
    ``undated`` where that shows none."""

    url: str
    title: str
    author: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCase:
    """What somebody chose and why, in our words.

    ``chose`` is None where it is none of the three models. ``assumed`` are the facts that only
    our drawing of the case says; they are not compared. ``runs`` is False where too little is
    known to judge it; ``note`` then says why.
    """

    id: str
    who: str
    process: str
    chose: OrchestrationModel | None
    because: str
    later: str
    sources: tuple[Reference, ...]
    sketch: Sketch
    assumed: frozenset[str]
    runs: bool
    held_out: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class CaseBook:
    """All cases and the facts by which they are compared. ``enough`` is how many facts two cases
    must both state before their likeness says something."""

    facts: tuple[CaseFact, ...]
    guide: tuple[GuideCase, ...]
    known: tuple[KnownCase, ...]
    enough: int

    @cached_property
    def fact_by_id(self) -> Mapping[str, CaseFact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}
