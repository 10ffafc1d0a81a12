"""The same cases under two models, added up exactly."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.sandbox.pairing import Ending, Paired, Replication, endings_of, paired, replication

CENTRALIZED, CHOREOGRAPHY, _ = OrchestrationModel
COMPLETED, STUCK, INCONSISTENT, WAITING = (
    list(CaseVerdict).index(verdict)
    for verdict in (
        CaseVerdict.COMPLETED,
        CaseVerdict.STUCK,
        CaseVerdict.INCONSISTENT,
        CaseVerdict.WAITING,
    )
)
endings = st.tuples(
    st.sampled_from([COMPLETED, STUCK, INCONSISTENT, WAITING]), st.integers(-1, 10**12)
)


def test_only_cases_that_finish_under_both_count_for_speed() -> None:
    here = [(COMPLETED, 500), (COMPLETED, 300), (STUCK, -1)]
    there = [(COMPLETED, 200), (STUCK, -1), (COMPLETED, 900)]

    found = paired(endings_of(here), endings_of(there))
    assert (found.finished, found.longer_us, found.squares) == (1, 300, 90_000)


def test_differences_of_years_add_up_exactly() -> None:
    year = 365 * 86_400 * 10**6

    found = paired(endings_of([(COMPLETED, year)] * 5), endings_of([(COMPLETED, 0)] * 5))
    assert found.squares == 5 * year**2


def test_cases_that_end_badly_under_one_model_alone_are_told_apart() -> None:
    here = [(STUCK, -1), (INCONSISTENT, -1), (COMPLETED, 1), (STUCK, -1), (WAITING, -1)]
    there = [(COMPLETED, 1), (STUCK, -1), (INCONSISTENT, -1), (WAITING, -1), (COMPLETED, 1)]

    found = paired(endings_of(here), endings_of(there))
    assert (found.only_here, found.only_there) == (2, 1)


def test_models_that_ran_unequally_many_cases_cannot_be_paired() -> None:
    one, two = endings_of([(COMPLETED, 1)]), endings_of([(COMPLETED, 1), (COMPLETED, 1)])

    with pytest.raises(ValueError, match="1 cases cannot be paired with 2"):
        paired(one, two)


@given(st.lists(st.tuples(endings, endings)), st.integers(0, 20))
def test_chunks_add_up_to_the_whole(cases: list[tuple[Ending, Ending]], cut: int) -> None:
    def of(part: list[tuple[Ending, Ending]]) -> Replication:
        theirs = endings_of([there for _, there in part])
        return replication(endings_of([here for here, _ in part]), {CHOREOGRAPHY: theirs})

    assert of(cases[:cut]) + of(cases[cut:]) == of(cases)


def test_a_replication_counts_its_cases() -> None:
    found = replication(endings_of([(COMPLETED, 500), (COMPLETED, 300), (STUCK, -1)]), {})

    assert (found.cases, found.finished, found.latency_us, found.badly) == (3, 2, 800, 1)


def test_json_loses_nothing() -> None:
    huge = Paired(finished=3, longer_us=-(10**15), squares=10**30, only_here=1)
    before = Replication(cases=5, badly=1, against={CENTRALIZED: huge})

    assert Replication.from_json(json.loads(json.dumps(before.as_json()))) == before
