"""Shrinking: from a case that fails among thousands to the smallest story that still fails.

First the faults that play no part are dropped, then what is left is narrowed from shares and
windows to single occasions of the one case ("the 3rd message of case 17"), then the lowest seed
and the lowest case are looked for. Every step is kept only if the case still fails.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from workflows.engine.drivers.faults import Fault, FaultKind

__all__ = ["Attempt", "Run", "Shrunk", "Try", "minimal", "shrink"]

_MOST_OCCASIONS = 60
_MOST_STEPS_DOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One case to be run: its number, the seed and the faults."""

    seed: int
    case: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How an attempt went: whether the case failed, and how often each kind of fault struck."""

    fails: bool
    struck: Mapping[str, int]


type Try = Callable[[Attempt], Run]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """The smallest attempt found that still fails, and how many ``runs`` that took."""

    attempt: Attempt
    runs: int


def shrink(attempt: Attempt, run: Try, *, lower: bool = True) -> Shrunk:
    """The smallest attempt that fails as this one does; ``lower`` also looks for lower seeds and
    cases.

    Raises ``ValueError`` where the attempt does not fail.
    """
    search = _Search(run)
    if not search.fails(attempt):
        raise ValueError(f"case {attempt.case} with seed {attempt.seed} does not fail")
    attempt = search.without_idle_faults(attempt)
    attempt = search.on_single_occasions(attempt)
    attempt = search.without_idle_faults(attempt)
    if lower:
        attempt = search.with_lowest_seed(attempt)
        attempt = search.with_lowest_case(attempt)
    return Shrunk(attempt=attempt, runs=search.runs)


def minimal[Item](items: Sequence[Item], fails: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """A subset that still fails and does not without any one of its items (Zeller's ddmin). The
    whole must fail."""
    kept, parts = list(items), 2
    while len(kept) >= 2:
        size = -(-len(kept) // parts)
        cuts = [kept[:at] + kept[at + size :] for at in range(0, len(kept), size)]
        smaller = next((cut for cut in cuts if fails(cut)), None)
        if smaller is not None:
            kept, parts = smaller, max(2, parts - 1)
        elif size == 1:
            break
        else:
            parts = min(len(kept), 2 * parts)
    return [] if len(kept) == 1 and fails([]) else kept


class _Search:
    """Tries attempts and counts them."""

    def __init__(self, run: Try) -> None:
        self._run = run
        self.runs = 0

    def fails(self, attempt: Attempt) -> bool:
        return self._tried(attempt).fails

    def _tried(self, attempt: Attempt) -> Run:
        self.runs += 1
        return self._run(attempt)

    def without_idle_faults(self, attempt: Attempt) -> Attempt:
        def fails(faults: Sequence[Fault]) -> bool:
            return self.fails(replace(attempt, faults=tuple(faults)))

        return replace(attempt, faults=tuple(minimal(attempt.faults, fails)))

    def on_single_occasions(self, attempt: Attempt) -> Attempt:
        """Each fault narrowed as far as it goes, one after the other."""
        done: tuple[Fault, ...] = ()
        todo = attempt.faults
        while todo:
            fault, *rest = todo
            todo = tuple(rest)
            done += self._narrowed(attempt, fault, done, todo)
        return replace(attempt, faults=done)

    def _narrowed(
        self, attempt: Attempt, fault: Fault, before: tuple[Fault, ...], after: tuple[Fault, ...]
    ) -> tuple[Fault, ...]:
        def attempted(instead: Sequence[Fault]) -> Attempt:
            return replace(attempt, faults=(*before, *instead, *after))

        struck: list[Fault] = []
        for nth in range(1, _MOST_OCCASIONS + 1):
            pinned = _pinned(fault, nth, attempt.case)
            found = self._tried(attempted([pinned]))
            if found.fails:
                return (pinned,)
            if not found.struck.get(fault.kind.value):
                break
            struck.append(pinned)
        if len(struck) > 1 and self.fails(attempted(struck)):
            return tuple(minimal(struck, lambda some: self.fails(attempted(some))))
        return (self._bound(attempted, fault, attempt.case),)

    def _bound(
        self, attempted: Callable[[Sequence[Fault]], Attempt], fault: Fault, case: int
    ) -> Fault:
        """The fault as it is, in the one case alone if that will do."""
        alone = replace(fault, case=case)
        return alone if self.fails(attempted([alone])) else fault

    def with_lowest_seed(self, attempt: Attempt) -> Attempt:
        lower = (replace(attempt, seed=seed) for seed in range(min(attempt.seed, _MOST_STEPS_DOWN)))
        return next((one for one in lower if self.fails(one)), attempt)

    def with_lowest_case(self, attempt: Attempt) -> Attempt:
        lower = (_in_case(attempt, case) for case in range(min(attempt.case, _MOST_STEPS_DOWN)))
        return next((one for one in lower if self.fails(one)), attempt)


def _pinned(fault: Fault, nth: int, case: int) -> Fault:
    pinned = replace(fault, share=1.0, window=None, nth=nth, case=case)
    if fault.kind is FaultKind.BROKER_OUTAGE and fault.window is not None:
        begin, end = fault.window
        return replace(pinned, duration=end - begin)
    return pinned


def _in_case(attempt: Attempt, case: int) -> Attempt:
    faults = tuple(
        fault if fault.case is None else replace(fault, case=case) for fault in attempt.faults
    )
    return replace(attempt, case=case, faults=faults)
