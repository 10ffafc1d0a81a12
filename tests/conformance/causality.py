"""What a trace says about cause and effect, and whether another run of the same map agrees.

Two runs of one map may interleave what is independent in any way. What depends on something else
may not: ``Cause`` pairs a mark with the marks that lead to it, directly, by what connects the
elements in the map. The k-th effect comes after the k-th cause: where the trace shows that, the
run must show it too. ``Gathering`` pairs a mark with those it waits for: a join, or a scope that is
left. As many of them must have happened before it in the run as in the trace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.conformance.traces import ENTER, EXIT, Mark

__all__ = ["Cause", "Gathering", "differences"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Any of ``causes`` leads to ``effect``, one to one."""

    causes: frozenset[Mark]
    effect: Mark

    def violations(self, expected: Sequence[Mark], actual: Sequence[Mark]) -> Iterator[str]:
        """A line per effect that came before its cause."""
        found = zip(self._in_order(expected), self._in_order(actual), strict=False)
        for number, (in_trace, in_run) in enumerate(found, start=1):
            if in_trace and not in_run:
                names = " or ".join(sorted(str(cause) for cause in self.causes))
                yield f"{self.effect} ({number}.) must come after {names}"

    def _in_order(self, marks: Sequence[Mark]) -> list[bool]:
        """Per effect, whether as many causes came before it."""
        causes = effects = 0
        found: list[bool] = []
        for mark in marks:
            if mark == self.effect:
                effects += 1
                found.append(causes >= effects)
            elif mark in self.causes:
                causes += 1
        return found


@dataclass(frozen=True, slots=True)
class Gathering:
    """``whole`` waits for ``parts``."""

    parts: frozenset[Mark]
    whole: Mark

    def violations(self, expected: Sequence[Mark], actual: Sequence[Mark]) -> Iterator[str]:
        """A line per time that it waited for more or for less."""
        found = zip(self._before(expected), self._before(actual), strict=False)
        for number, (in_trace, in_run) in enumerate(found, start=1):
            if in_trace != in_run:
                names = " or ".join(sorted(str(part) for part in self.parts))
                yield f"{self.whole} ({number}.) came after {in_run} × {names}, not {in_trace} ×"

    def _before(self, marks: Sequence[Mark]) -> list[int]:
        parts = 0
        found: list[int] = []
        for mark in marks:
            if mark == self.whole:
                found.append(parts)
            elif mark in self.parts:
                parts += 1
        return found


def differences(
    relations: Iterable[Cause | Gathering], expected: Sequence[Mark], actual: Sequence[Mark]
) -> list[str]:
    """Everything in which a run differs from a trace: how often each element is entered and left,
    and in which causal order."""
    wanted, got = _counts(expected), _counts(actual)
    found = [
        f"{mark} happened {got[mark]} instead of {wanted[mark]} times"
        for mark in sorted(wanted.keys() | got.keys())
        if wanted[mark] != got[mark]
    ]
    for relation in relations:
        found += relation.violations(expected, actual)
    return found


def _counts(marks: Iterable[Mark]) -> Counter[Mark]:
    return Counter(mark for mark in marks if mark.kind in (ENTER, EXIT))
