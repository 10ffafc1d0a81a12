"""How far figures from a limited number of cases can be trusted: 95 % intervals.

Shares have Wilson's score interval. Differences between models are paired, case by case: the mean
of the differences has Student's interval, and the difference of shares one over discordant cases,
which excludes 0 just when McNemar's exact test is below 5 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt

from workflows.sandbox.pairing import Paired

__all__ = [
    "CONFIDENCE",
    "Interval",
    "difference_of_bad_endings",
    "difference_of_latencies",
    "difference_of_means",
    "mean_of",
    "share_interval",
]

CONFIDENCE = 0.95
_TAIL = (1 - CONFIDENCE) / 2
_Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An estimate and where the true value lies with 95 % confidence."""

    estimate: float
    low: float
    high: float

    @property
    def is_significant(self) -> bool:
        """Whether a difference so estimated is told apart from none."""
        return self.low > 0 or self.high < 0


def share_interval(hits: int, cases: int) -> Interval:
    """Wilson's interval for a share; 0 to 1 where no case ran."""
    if not cases:
        return Interval(estimate=0.0, low=0.0, high=1.0)
    share = hits / cases
    weight = 1 + _Z**2 / cases
    centre = (share + _Z**2 / (2 * cases)) / weight
    half = _Z / weight * sqrt(share * (1 - share) / cases + (_Z / (2 * cases)) ** 2)
    # At the ends of the scale rounding could leave a sliver outside.
    low = 0.0 if hits == 0 else centre - half
    return Interval(estimate=share, low=low, high=1.0 if hits == cases else centre + half)


def difference_of_latencies(pairs: Paired) -> Interval | None:
    """How many seconds longer a case takes here, over the cases that finished under both; None
    for fewer than two of them."""
    count = pairs.finished
    if count < 2:
        return None
    mean = pairs.longer_us / count
    # Whole numbers up to here: the difference of two large sums would lose digits otherwise.
    scatter = (pairs.squares * count - pairs.longer_us**2) / (count * (count - 1))
    return _student(mean / 1e6, scatter / 1e12, count)


def difference_of_bad_endings(pairs: Paired, cases: int) -> Interval:
    """How much larger the share of cases is that end badly here; ``cases`` ran under both.

    Two things are uncertain: how many cases are discordant, and how these fall to either side. The
    interval spans both, and excludes 0 just when the second alone does.
    """
    here, there = pairs.only_here, pairs.only_there
    discordant = share_interval(here + there, cases)
    low, high = (2 * side - 1 for side in _exact(here, here + there))
    return Interval(
        estimate=(here - there) / cases if cases else 0.0,
        low=low * (discordant.high if low < 0 else discordant.low),
        high=high * (discordant.low if high < 0 else discordant.high),
    )


def difference_of_means(here: Counter[int], there: Counter[int]) -> Interval | None:
    """How many seconds more the first histogram of milliseconds has on average (Welch); for
    outcomes whose cases cannot be paired. None for fewer than two cases in either."""
    count, other_count = here.total(), there.total()
    if count < 2 or other_count < 2:
        return None
    mean, variance = _moments(here)
    other_mean, other_variance = _moments(there)
    error = variance / count + other_variance / other_count
    spread = (variance / count) ** 2 / (count - 1) + (other_variance / other_count) ** 2 / (
        other_count - 1
    )
    freedom = error**2 / spread if spread else inf
    return _around(mean - other_mean, _t(freedom) * sqrt(error))


def mean_of(values: Sequence[float]) -> Interval | None:
    """Student's interval for the mean of independent values, such as one a replication; None for
    fewer than two."""
    count = len(values)
    if count < 2:
        return None
    mean = sum(values) / count
    scatter = sum((value - mean) ** 2 for value in values) / (count - 1)
    return _student(mean, scatter, count)


def _student(mean: float, variance: float, count: int) -> Interval:
    return _around(mean, _t(count - 1) * sqrt(max(variance, 0.0) / count))


def _around(mean: float, half: float) -> Interval:
    return Interval(estimate=mean, low=mean - half, high=mean + half)


def _moments(latency_ms: Counter[int]) -> tuple[float, float]:
    """Mean in seconds and variance in square seconds of a histogram of milliseconds."""
    count = latency_ms.total()
    total = sum(ms * n for ms, n in latency_ms.items())
    squares = sum(ms * ms * n for ms, n in latency_ms.items())
    variance = (squares * count - total**2) / (count * (count - 1))
    return total / count / 1e3, variance / 1e6


def _t(freedom: float) -> float:
    """The 97.5th percentile of Student's distribution."""
    if not isfinite(freedom):
        return _Z
    # Imported here because it takes half a second, which most runs can do without.
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 1 - _TAIL))


def _exact(hits: int, trials: int) -> tuple[float, float]:
    """Clopper and Pearson's interval for a share."""
    from scipy.special import betaincinv

    low = float(betaincinv(hits, trials - hits + 1, _TAIL)) if hits else 0.0
    high = float(betaincinv(hits + 1, trials - hits, 1 - _TAIL)) if hits < trials else 1.0
    return low, high
