"""Triangular draws from streams that depend on nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.costs.draws import DRAWS, drawn, triangular, uniforms
from assessment.decision.costs.inputs import Range
from tests.assessment.decision.costs.cases import estimated, project

spreads = st.lists(st.floats(0, 1e9), min_size=3, max_size=3).map(
    lambda numbers: Range(*sorted(numbers))
)


@settings(max_examples=60, deadline=None)
@given(spreads)
def test_a_draw_never_leaves_its_range(spread: Range) -> None:
    numbers = triangular(spread, uniforms("any", 500))

    slack = 1e-9 * max(1.0, spread.high)
    assert numbers.min() >= spread.low - slack
    assert numbers.max() <= spread.high + slack


@settings(max_examples=60, deadline=None)
@given(spreads)
def test_a_higher_uniform_number_never_gives_a_lower_draw(spread: Range) -> None:
    numbers = triangular(spread, np.linspace(0, 1, 200))

    assert (np.diff(numbers) >= -1e-9 * max(1.0, spread.high)).all()


def test_the_mean_is_a_third_of_the_sum() -> None:
    numbers = triangular(Range(2, 5, 11), uniforms("any", 200_000))

    assert numbers.mean() == pytest.approx((2 + 5 + 11) / 3, rel=0.01)


def test_a_share_of_draws_below_the_likeliest_is_its_place_in_the_range() -> None:
    numbers = triangular(Range(0, 3, 10), uniforms("any", 200_000))

    assert (numbers < 3).mean() == pytest.approx(0.3, abs=0.005)


def test_a_range_of_one_value_is_that_value() -> None:
    assert set(triangular(Range(7, 7, 7), uniforms("any", 50))) == {7.0}


def test_a_stream_is_the_same_every_time_and_another_name_another_stream() -> None:
    again = uniforms.__wrapped__("engineers", DRAWS)

    assert (again == uniforms("engineers")).all()
    assert abs(np.corrcoef(uniforms("engineers"), uniforms("hours"))[0, 1]) < 0.05


def test_a_shorter_stream_is_the_beginning_of_a_longer_one() -> None:
    assert (uniforms("engineers", 100) == uniforms("engineers", 1_000)[:100]).all()


def test_nobody_can_write_into_a_stream() -> None:
    with pytest.raises(ValueError, match="read-only"):
        uniforms("engineers")[0] = 0.5


def test_stating_an_input_moves_no_draw_of_another() -> None:
    before = drawn(estimated(project()).inputs, 100)
    after = drawn(estimated(project(engineers=(1, 2, 3))).inputs, 100)

    moved = [name for name in before if (before[name] != after[name]).any()]
    assert moved == ["engineers"]


def test_every_input_is_drawn() -> None:
    inputs = estimated(project()).inputs

    assert list(drawn(inputs, 5)) == [one.input.id for one in inputs]
