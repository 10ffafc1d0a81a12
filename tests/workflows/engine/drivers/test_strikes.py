"""Which occasions a fault strikes."""

from __future__ import annotations

import numpy as np
import pytest

from tests.workflows.engine.maps import order
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.streams import key_of
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.strikes import Strikes

COMPILED = compile_map(order())
LOST = FaultKind.MESSAGE_LOST


def table(*faults: Fault, seed: int = 7) -> Strikes:
    return Strikes(faults, COMPILED, seed)


def struck(faults: Strikes, kind: FaultKind, node: str, cases: int = 2_000) -> list[int]:
    number = COMPILED.ids.index(node)
    key = key_of(number, 1)
    return [case for case in range(cases) if faults.at(kind, number, case, key, 0)]


def test_a_fault_strikes_its_share_of_occasions() -> None:
    hit = struck(table(Fault(kind=LOST, share=0.1)), LOST, "charge")

    assert 160 < len(hit) < 240


def test_a_fault_that_names_a_step_leaves_the_others_alone() -> None:
    faults = table(Fault(kind=LOST, share=1.0, step="charge"))

    assert len(struck(faults, LOST, "charge")) == 2_000
    assert struck(faults, LOST, "ship") == []


def test_undoing_a_step_counts_as_that_step() -> None:
    faults = table(Fault(kind=LOST, share=1.0, step="charge"))

    assert len(struck(faults, LOST, "undo charge")) == 2_000


def test_a_second_fault_of_a_kind_has_luck_of_its_own() -> None:
    half = Fault(kind=LOST, share=0.5)

    assert 1_400 < len(struck(table(half, half), LOST, "ship")) < 1_600


def test_another_fault_moves_nothing() -> None:
    one = Fault(kind=LOST, share=0.1)
    other = Fault(kind=FaultKind.STEP_ERROR, share=0.5)

    assert struck(table(one), LOST, "ship") == struck(table(other, one), LOST, "ship")


def test_a_kind_without_fault_is_not_active() -> None:
    faults = table(Fault(kind=LOST, share=0.1))

    assert faults.kinds == {LOST}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_ends_of_the_scale_are_never_and_always(share: float) -> None:
    hit = struck(table(Fault(kind=LOST, share=share)), LOST, "ship")

    assert len(hit) == 2_000 * share


def test_a_window_closes_before_its_second_time() -> None:
    faults = table(Fault(kind=LOST, window=(1.0, 2.0)))
    node = COMPILED.ids.index("ship")

    hit = [faults.at(LOST, node, 0, 1, at) is not None for at in (0, 1_000_000, 2_000_000)]

    assert hit == [False, True, False]


def test_the_nth_occasion_is_counted_within_each_case() -> None:
    faults = table(Fault(kind=LOST, nth=2))
    node = COMPILED.ids.index("ship")

    hit = [faults.at(LOST, node, case, 1, 0) is not None for case in (5, 6, 5, 6, 5)]

    assert hit == [False, False, True, True, False]


def test_a_fault_may_name_one_case() -> None:
    assert struck(table(Fault(kind=LOST, case=17)), LOST, "ship") == [17]


def test_a_participant_stands_for_its_steps() -> None:
    faults = table(Fault(kind=LOST, participant="charge"))

    assert struck(faults, LOST, "ship") == []
    assert len(struck(faults, LOST, "charge")) == 2_000


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_what_is_likely_for_a_chunk_is_what_strikes_case_by_case(share: float) -> None:
    faults = table(Fault(kind=LOST, share=share))
    node = COMPILED.ids.index("ship")
    numbers = np.arange(2_000, dtype=np.uint64)

    likely = np.flatnonzero(faults.likely(LOST, node, numbers, key_of(node, 1)))

    assert likely.tolist() == struck(faults, LOST, "ship")


def test_what_depends_on_the_moment_is_likely_for_every_case_concerned() -> None:
    faults = table(Fault(kind=LOST, share=0.1, nth=3, case=4))
    numbers = np.arange(10, dtype=np.uint64)

    assert np.flatnonzero(faults.likely(LOST, 1, numbers, 1)).tolist() == [4]
