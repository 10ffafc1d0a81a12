"""Requirements as integers: working times and retry intervals."""

from __future__ import annotations

import pytest

from workflows.definition.model import Duration, Jitter, Retry
from workflows.engine.core.rules import SECOND, interval, service_times

STEADY = Retry(initial_interval=1.0, backoff=2.0, max_interval=5.0, jitter=Jitter.NONE)


def test_working_times_have_the_stated_mean_and_95th_percentile() -> None:
    times = service_times(Duration(mean=0.2, p95=0.6))

    assert sum(times) / len(times) == pytest.approx(0.2 * SECOND, rel=1e-3)
    assert times[round(0.95 * len(times))] == pytest.approx(0.6 * SECOND, rel=0.05)


def test_a_95th_percentile_below_the_mean_gives_a_steady_time() -> None:
    assert set(service_times(Duration(mean=1.0, p95=0.5))) == {SECOND}


def test_a_ratio_that_no_lognormal_has_still_keeps_the_mean() -> None:
    times = service_times(Duration(mean=1.0, p95=100.0))

    assert sum(times) / len(times) == pytest.approx(SECOND, rel=1e-3)


def test_intervals_grow_up_to_their_maximum() -> None:
    assert [interval(STEADY, n) // SECOND for n in (1, 2, 3, 4, 500)] == [1, 2, 4, 5, 5]
