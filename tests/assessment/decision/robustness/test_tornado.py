"""One answer or weight at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from scipy import stats

from assessment.decision.robustness.tornado import lead_of, tornado
from tests.assessment.decision.robustness.worlds import TABLE, answers, beliefs, leader


@given(answers)
@settings(max_examples=15, deadline=None)
def test_the_widest_bar_comes_first(values: list[int]) -> None:
    found = beliefs(*values)

    swings = [round(bar.swing, 6) for bar in tornado(found, TABLE, leader(found))]

    assert swings == sorted(swings, reverse=True)
    assert len(swings) == 10


def test_an_answer_is_moved_over_its_range() -> None:
    found = beliefs(3, 3, 3, 3, 3)
    bar = next(b for b in tornado(found, TABLE, leader(found)) if b.what == "answer")

    assert (bar.low, bar.high) == (2, 4)


def test_a_weight_is_moved_over_nine_tenths_of_its_distribution() -> None:
    found = beliefs(3, 3, 3, 3, 3, concentration=40.0)
    bar = next(b for b in tornado(found, TABLE, leader(found)) if b.what == "weight")

    assert bar.low == pytest.approx(100 * stats.beta(8, 32).ppf(0.05))
    assert bar.high == pytest.approx(100 * stats.beta(8, 32).ppf(0.95))


def test_a_certain_answer_moves_nothing() -> None:
    found = beliefs(5, 3, 3, 3, 3, reach=0)

    answered = [b for b in tornado(found, TABLE, leader(found)) if b.what == "answer"]
    assert all(bar.swing == 0 and not bar.overturns for bar in answered)


def test_a_question_with_all_the_weight_has_no_weight_to_move() -> None:
    found = beliefs(3, 3, 3, 3, 3, scale=100.0)

    assert all(bar.what == "answer" for bar in tornado(found, TABLE, leader(found)))


@given(answers)
@settings(max_examples=15, deadline=None)
def test_as_stated_the_leader_leads(values: list[int]) -> None:
    found = beliefs(*values)

    assert lead_of(found, TABLE, leader(found)) >= -1e-9
