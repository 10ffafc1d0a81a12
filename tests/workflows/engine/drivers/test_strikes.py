"""Which occasions a fault strikes."""

from __future__ import annotations

import pytest

from tests.workflows.engine.maps import order
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.streams import key_of
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.strikes import FaultTable

COMPILED = compile_map(order())
LOST = FaultKind.MESSAGE_LOST


def table(*faults: Fault, seed: int = 7) -> FaultTable:
    return FaultTable(faults, COMPILED, seed)


def struck(faults: FaultTable, kind: FaultKind, node: str, cases: int = 2_000) -> list[int]:
    number = COMPILED.ids.index(node)
    key = key_of(number, 1)
    return [case for case in range(cases) if faults.strikes(kind, number, case, key)]


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


def test_two_faults_of_a_kind_add_their_shares() -> None:
    half = Fault(kind=LOST, share=0.5)

    assert len(struck(table(half, half), LOST, "ship")) == 2_000


def test_another_fault_moves_nothing() -> None:
    one = Fault(kind=LOST, share=0.1)
    other = Fault(kind=FaultKind.STEP_ERROR, share=0.5)

    assert struck(table(one), LOST, "ship") == struck(table(other, one), LOST, "ship")


def test_a_kind_without_fault_is_not_active() -> None:
    faults = table(Fault(kind=LOST, share=0.1))

    assert [kind for kind in FaultKind if faults.active[kind]] == [LOST]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_ends_of_the_scale_are_never_and_always(share: float) -> None:
    hit = struck(table(Fault(kind=LOST, share=share)), LOST, "ship")

    assert len(hit) == 2_000 * share
