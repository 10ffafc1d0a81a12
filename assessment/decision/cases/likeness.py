"""How alike two cases are: Gower's coefficient over the facts that both state.

likeness = Σ w·s / Σ w over the facts known of both, where w is the fact's weight and s runs from 0
to 1: numbers and shares 1 − |a − b| / range on their scale (beyond its ends: at the end), orders
the same on ranks, choices 1 or 0, sets |a ∩ b| / |a ∪ b| (two empty ones are alike), flags 1 where
both hold. A fact that one of the two does not state is ignored.

Source: J. C. Gower, A general coefficient of similarity and some of its properties, Biometrics 27
(1971), pages 857–871. Ranges and weights are ours and fixed (``knowledge/case_facts.toml``), so
that a further case never changes the likeness of two others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assessment.decision.assessment import Assessment
from assessment.decision.cases.facts import CaseFact, FactKind, FactValue, facts_of
from assessment.decision.cases.model import CaseBook, KnownCase
from assessment.decision.cases.sketch import assessment_of

__all__ = ["Compared", "Likeness", "case_facts", "compare", "gower", "nearest"]

_ALIKE = 0.75
_APART = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One fact of two cases: both values, how alike they are, 0 to 1, and its weight."""

    fact: CaseFact
    own: FactValue
    other: FactValue
    likeness: float

    @property
    def counts(self) -> float:
        """What it adds to the likeness of the two, before it is shared out."""
        return self.fact.weight * self.likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A known case and how alike it is, 0 to 1; ``compared`` of the ``facts`` are known of both.
    ``alike`` and ``apart`` hold the facts that speak most for and most against it."""

    case: KnownCase
    likeness: float
    compared: int
    facts: int
    alike: tuple[Compared, ...]
    apart: tuple[Compared, ...]


def nearest(assessment: Assessment, book: CaseBook, limit: int = 3) -> tuple[Likeness, ...]:
    """The known cases most like an assessment, the likest first; ties go by the case's id. Cases
    with too few facts in common, or whose choice is none of the models, are left out."""
    own = facts_of(assessment)
    candidates = [_likeness(own, case, book) for case in book.known if case.chose]
    enough = [one for one in candidates if one.compared >= book.enough]
    return tuple(sorted(enough, key=lambda one: (-round(one.likeness, 9), one.case.id))[:limit])


def gower(compared: tuple[Compared, ...]) -> float:
    """The weighted mean likeness; 0 where nothing counts."""
    weight = math.fsum(one.fact.weight for one in compared)
    return math.fsum(one.counts for one in compared) / weight if weight else 0.0


def compare(
    own: Mapping[str, FactValue], other: Mapping[str, FactValue], facts: tuple[CaseFact, ...]
) -> tuple[Compared, ...]:
    """The facts that both state and that count, in the order of the file."""
    return tuple(
        Compared(
            fact=fact,
            own=own[fact.id],
            other=other[fact.id],
            likeness=_alike(fact, own[fact.id], other[fact.id]),
        )
        for fact in facts
        if fact.weight and fact.id in own and fact.id in other
    )


@lru_cache(maxsize=256)
def case_facts(case: KnownCase) -> Mapping[str, FactValue]:
    """The facts that are told about a case; what only our drawing says is left out."""
    found = facts_of(assessment_of(case.sketch, case.who))
    return {name: value for name, value in found.items() if name not in case.assumed}


def _likeness(own: Mapping[str, FactValue], case: KnownCase, book: CaseBook) -> Likeness:
    compared = compare(own, case_facts(case), book.facts)
    return Likeness(
        case=case,
        likeness=gower(compared),
        compared=len(compared),
        facts=sum(fact.weight > 0 for fact in book.facts),
        alike=_most(compared, lambda one: one.counts if one.likeness >= _ALIKE else 0.0),
        apart=_most(
            compared,
            lambda one: one.fact.weight - one.counts if one.likeness <= _APART else 0.0,
        ),
    )


def _most(
    compared: tuple[Compared, ...], amount: Callable[[Compared], float]
) -> tuple[Compared, ...]:
    """The facts with an amount, the largest first."""
    return tuple(sorted((one for one in compared if amount(one) > 0), key=lambda o: -amount(o)))


def _alike(fact: CaseFact, own: FactValue, other: FactValue) -> float:
    if isinstance(own, frozenset) and isinstance(other, frozenset):
        return len(own & other) / len(own | other) if own | other else 1.0
    if isinstance(own, str) or isinstance(other, str):
        if fact.kind is not FactKind.ORDER:
            return float(own == other)
        ranks = [fact.options.index(str(value)) for value in (own, other)]
        return 1 - abs(ranks[0] - ranks[1]) / max(1, len(fact.options) - 1)
    if isinstance(own, frozenset) or isinstance(other, frozenset):
        return 0.0
    return 1 - abs(_placed(fact, own) - _placed(fact, other))


def _placed(fact: CaseFact, value: float) -> float:
    """Where a number stands between the ends of its scale, 0 to 1."""
    inside = min(max(value, fact.low), fact.high)
    low, high = fact.low, fact.high
    if fact.log:
        inside, low, high = math.log(inside), math.log(low), math.log(high)
    return (inside - low) / (high - low)
