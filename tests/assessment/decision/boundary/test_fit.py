"""What a boundary is worth: nothing where all steps are alike, all where core and rim part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.boundary import BoundaryFit, boundary_plan
from tests.assessment.decision.maps import assessed, line, order, step
from workflows.definition.model import Definition, OrchestrationModel

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel


def fit(definition: Definition) -> BoundaryFit:
    return boundary_plan(assessed(definition)).fit


def alike(count: int, *, immediate: bool) -> Definition:
    return line(*(step(f"s{number}", immediate=immediate) for number in range(count)))


@pytest.mark.parametrize("count", [1, 3, 12])
def test_steps_that_all_must_agree_leave_nothing_to_divide(count: int) -> None:
    found = fit(alike(count, immediate=True))

    assert (found.fit, found.says) == (0.0, CENTRALIZED)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_steps_that_may_all_follow_leave_nothing_to_divide(count: int) -> None:
    found = fit(alike(count, immediate=False))

    assert (found.fit, found.says) == (0.0, CHOREOGRAPHY)


def test_a_core_with_a_loose_rim_asks_for_a_hybrid() -> None:
    found = fit(order())

    assert found.says is HYBRID
    assert found.net > 0


def test_a_map_without_steps_says_nothing() -> None:
    found = fit(line())

    assert (found.fit, found.says) == (0.0, None)


def test_loose_steps_between_strict_ones_are_no_rim() -> None:
    mixed = (step(f"s{number}", immediate=number % 2 == 0) for number in range(9))

    assert fit(line(*mixed)).says is CENTRALIZED


@given(st.lists(st.booleans(), min_size=1, max_size=10))
@settings(max_examples=30, deadline=None)
def test_the_gain_always_pays_for_the_price(immediate: list[bool]) -> None:
    steps = (step(f"s{number}", immediate=own) for number, own in enumerate(immediate))
    found = fit(line(*steps))

    assert found.gain >= found.price >= 0
    assert 0 <= found.fit <= 1
