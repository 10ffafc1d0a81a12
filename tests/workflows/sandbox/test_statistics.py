"""Intervals agree with tables, and cover the truth as often as they say."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workflows.sandbox.pairing import Paired
from workflows.sandbox.statistics import (
    Interval,
    difference_of_bad_endings,
    difference_of_latencies,
    difference_of_means,
    mean_of,
    share_interval,
)


@pytest.mark.parametrize(("hits", "cases"), [(0, 10), (1, 1_000), (5, 100), (50, 50)])
def test_a_share_has_wilsons_interval(hits: int, cases: int) -> None:
    expected = stats.binomtest(hits, cases).proportion_ci(method="wilson")

    found = share_interval(hits, cases)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_without_cases_a_share_can_be_anything() -> None:
    assert share_interval(0, 0) == Interval(estimate=0.0, low=0.0, high=1.0)


@given(st.lists(st.integers(-(10**7), 10**7), min_size=3, max_size=50, unique=True))
def test_a_mean_difference_has_students_interval(differences: list[int]) -> None:
    pairs = Paired(
        finished=len(differences),
        longer_us=sum(differences),
        squares=sum(one * one for one in differences),
    )
    expected = stats.ttest_1samp([one / 1e6 for one in differences], 0).confidence_interval()

    found = difference_of_latencies(pairs)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_one_case_says_nothing_about_a_difference() -> None:
    assert difference_of_latencies(Paired(finished=1, longer_us=5, squares=25)) is None
    assert mean_of([3.0]) is None
    assert difference_of_means(Counter([5]), Counter([1, 2])) is None


@given(st.integers(0, 40), st.integers(0, 40))
def test_bad_endings_differ_just_when_mcnemars_exact_test_says_so(here: int, there: int) -> None:
    found = difference_of_bad_endings(Paired(only_here=here, only_there=there), 1_000)

    discordant = here + there
    chance = stats.binomtest(here, discordant).pvalue if discordant else 1.0
    assert found.is_significant == (chance < 0.05)


def test_a_difference_of_bad_endings_is_a_share_of_all_cases() -> None:
    found = difference_of_bad_endings(Paired(only_here=30, only_there=10), 1_000)

    assert found.estimate == 0.02
    assert 0.0 < found.low < 0.02 < found.high < 0.05


@pytest.mark.parametrize(("here", "there"), [(0.02, 0.0), (0.02, 0.01), (0.3, 0.2)])
def test_the_difference_of_bad_endings_is_covered_in_95_of_100_experiments(
    here: float, there: float
) -> None:
    luck, cases, trials = np.random.default_rng(7), 500, 2_000
    counts = luck.multinomial(cases, [here, there, 1 - here - there], size=trials)
    found = [
        difference_of_bad_endings(Paired(only_here=int(a), only_there=int(b)), cases)
        for a, b, _ in counts
    ]

    covered = sum(one.low <= here - there <= one.high for one in found)
    assert covered / trials >= 0.94


def test_unpaired_means_have_welchs_interval() -> None:
    here, there = [100, 250, 250, 900], [50, 60, 70]
    expected = stats.ttest_ind(here, there, equal_var=False).confidence_interval()

    found = difference_of_means(Counter(here), Counter(there))
    assert found is not None
    assert (found.low * 1e3, found.high * 1e3) == pytest.approx((expected.low, expected.high))


def test_equal_values_leave_no_doubt() -> None:
    found = difference_of_means(Counter({500: 10}), Counter({300: 10}))

    assert found == Interval(estimate=0.2, low=0.2, high=0.2)


def test_the_mean_over_replications_is_covered_in_95_of_100_experiments() -> None:
    luck = random.Random(7)
    trials = 2_000
    covered = 0
    for _ in range(trials):
        found = mean_of([luck.gauss(10, 3) for _ in range(5)])
        assert found is not None
        covered += found.low <= 10 <= found.high

    assert covered / trials == pytest.approx(0.95, abs=0.015)
