"""How far two models differ in an experiment, with 95 % intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import ModelOutcome
from workflows.sandbox.pairing import Paired
from workflows.sandbox.statistics import (
    Interval,
    difference_of_bad_endings,
    difference_of_latencies,
    difference_of_means,
    mean_of,
)

__all__ = ["Contrast", "contrast", "contrasts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """``here`` against ``there``: by how much larger the share of cases is that end badly, and
    how many seconds longer a case takes that finishes under both (None: too few do)."""

    here: OrchestrationModel
    there: OrchestrationModel
    badly: Interval
    longer_s: Interval | None


def contrasts(outcomes: Iterable[ModelOutcome]) -> tuple[Contrast, ...]:
    """Every two models once, in the order of the experiment."""
    return tuple(contrast(here, there) for here, there in combinations(outcomes, 2))


def contrast(here: ModelOutcome, there: ModelOutcome) -> Contrast:
    """One model against another.

    From several replications the intervals come from one figure a replication, which asks nothing
    of the cases inside one: they meet in queues and are not independent. From a single replication
    they come from its cases. Outcomes that were never paired are compared by their totals.
    """
    pairs = [
        (ours.against[there.model], ours.cases)
        for ours in here.replications.values()
        if there.model in ours.against
    ]
    badly, longer = _over_replications(pairs) if len(pairs) > 1 else _over_cases(here, there)
    return Contrast(here=here.model, there=there.model, badly=badly, longer_s=longer)


def _over_replications(pairs: list[tuple[Paired, int]]) -> tuple[Interval, Interval | None]:
    shares = [(p.only_here - p.only_there) / cases for p, cases in pairs if cases]
    longer = [p.longer_us / p.finished / 1e6 for p, _ in pairs if p.finished]
    badly = mean_of(shares) or Interval(estimate=0.0, low=-1.0, high=1.0)
    return badly, mean_of(longer)


def _over_cases(here: ModelOutcome, there: ModelOutcome) -> tuple[Interval, Interval | None]:
    pairs = here.against(there.model)
    if pairs is not None:
        return difference_of_bad_endings(pairs, here.cases), difference_of_latencies(pairs)
    # Not knowing which cases went wrong under both, take it that none did.
    apart = Paired(only_here=here.badly, only_there=there.badly)
    longer = difference_of_means(here.latency_ms, there.latency_ms)
    return difference_of_bad_endings(apart, min(here.cases, there.cases)), longer
