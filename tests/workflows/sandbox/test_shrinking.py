"""Shrinking finds the smallest story that fails, on worlds whose secret the test knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.sandbox.shrinking import Attempt, Run, minimal, shrink

LOST, ERROR, CRASH = FaultKind.MESSAGE_LOST, FaultKind.STEP_ERROR, FaultKind.ORCHESTRATOR_CRASH
NOISE = (Fault(kind=ERROR, share=0.5), Fault(kind=CRASH, share=0.01))


def world(
    *needed: tuple[FaultKind, int],
    occasions: int = 10,
    holds: Callable[[Attempt], bool] | None = None,
) -> Callable[[Attempt], Run]:
    """A case with so many occasions of each kind; it fails once all the ``needed`` ones are
    struck. Faults by share strike everywhere."""

    def run(attempt: Attempt) -> Run:
        struck = {
            (fault.kind, nth)
            for fault in attempt.faults
            for nth in range(1, occasions + 1)
            if fault.nth in {None, nth} and fault.case in {None, attempt.case}
        }
        fails = struck.issuperset(needed) and (holds is None or holds(attempt))
        return Run(fails=fails, struck=Counter(kind.value for kind, _ in struck))

    return run


def attempt(*faults: Fault, seed: int = 7, case: int = 17) -> Attempt:
    return Attempt(seed=seed, case=case, faults=faults)


def test_faults_that_play_no_part_are_dropped() -> None:
    lost = Fault(kind=LOST, share=0.1)

    found = shrink(attempt(*NOISE, lost), world((LOST, 1)), lower=False)
    assert [fault.kind for fault in found.attempt.faults] == [LOST]


def test_a_share_becomes_the_one_occasion_that_matters() -> None:
    found = shrink(attempt(Fault(kind=LOST, share=0.1)), world((LOST, 4)), lower=False)

    assert found.attempt.faults == (Fault(kind=LOST, share=1.0, nth=4, case=17),)


def test_several_occasions_are_kept_where_it_takes_several() -> None:
    secret = world((LOST, 2), (LOST, 5), (ERROR, 3))

    found = shrink(attempt(Fault(kind=LOST, share=0.1), *NOISE), secret, lower=False)
    assert [(fault.kind, fault.nth) for fault in found.attempt.faults] == [
        (LOST, 2),
        (LOST, 5),
        (ERROR, 3),
    ]


def test_a_case_that_fails_without_faults_needs_none() -> None:
    assert shrink(attempt(*NOISE), world(), lower=False).attempt.faults == ()


def test_a_fault_that_cannot_be_narrowed_stays_but_for_its_case() -> None:
    def only_by_share(tried: Attempt) -> bool:
        return any(fault.share < 1 for fault in tried.faults)

    found = shrink(attempt(Fault(kind=LOST, share=0.1)), world(holds=only_by_share), lower=False)
    assert found.attempt.faults == (Fault(kind=LOST, share=0.1, case=17),)


def test_an_outage_keeps_its_length_when_its_window_goes() -> None:
    outage = Fault(kind=FaultKind.BROKER_OUTAGE, window=(60.0, 150.0))

    found = shrink(attempt(outage), world((FaultKind.BROKER_OUTAGE, 2)), lower=False)
    assert found.attempt.faults[0].duration == 90.0
    assert found.attempt.faults[0].window is None


def test_the_lowest_seed_and_case_that_fail_are_found() -> None:
    secret = world((LOST, 1), holds=lambda tried: tried.seed % 3 == 2 and tried.case >= 5)

    found = shrink(attempt(Fault(kind=LOST), seed=8), secret)
    assert (found.attempt.seed, found.attempt.case) == (2, 5)
    assert found.attempt.faults == (Fault(kind=LOST, nth=1, case=5),)


def test_what_does_not_fail_cannot_be_shrunk() -> None:
    with pytest.raises(ValueError, match="case 17 with seed 7 does not fail"):
        shrink(attempt(), world((LOST, 1)))


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_a_minimal_subset_is_just_what_it_takes(needed: set[int], more: set[int]) -> None:
    items = sorted(needed | more)

    assert minimal(items, lambda some: needed.issubset(some)) == sorted(needed)
