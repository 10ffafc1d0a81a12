"""Two models on the same cases: what one did with each case against what the other did.

The same case meets the same luck under every model, so most of what makes cases differ cancels out
of the difference between models. All sums are whole microseconds and cases, so that they add up
exactly across chunks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict

__all__ = [
    "BAD_ENDINGS",
    "FINISHED",
    "Ending",
    "Endings",
    "Paired",
    "Replication",
    "endings_of",
    "paired",
    "replication",
]

type Ending = tuple[int, int]
"""How a case ended: the verdict's place among ``CaseVerdict``, and its latency in microseconds,
-1 where it did not finish."""

type Endings = NDArray[np.int64]
"""Endings of cases in their order: a row per case, its verdict's place and its latency."""

BAD_ENDINGS = (CaseVerdict.INCONSISTENT, CaseVerdict.STUCK)
"""The verdicts that nobody wants: money is wrong, or a case is forgotten."""

FINISHED = (CaseVerdict.COMPLETED, CaseVerdict.COMPENSATED)
"""The verdicts of cases that came to a sound end, and so have a latency."""

_BAD = [list(CaseVerdict).index(verdict) for verdict in BAD_ENDINGS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """One model against another. ``finished`` cases finished under both; ``longer_us`` sums how
    much longer they took here, ``squares`` the squares of that. ``only_here`` and ``only_there``
    count the cases that ended badly under one of the two alone."""

    finished: int = 0
    longer_us: int = 0
    squares: int = 0
    only_here: int = 0
    only_there: int = 0

    def __add__(self, other: Paired) -> Paired:
        return Paired(
            finished=self.finished + other.finished,
            longer_us=self.longer_us + other.longer_us,
            squares=self.squares + other.squares,
            only_here=self.only_here + other.only_here,
            only_there=self.only_there + other.only_there,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replication:
    """What one replication of a model came to: its ``cases``, those that ``finished`` with the sum
    of their latencies, those that ended ``badly``, and the model ``against`` each other one."""

    cases: int = 0
    finished: int = 0
    latency_us: int = 0
    badly: int = 0
    against: Mapping[OrchestrationModel, Paired] = field(default_factory=dict)

    def __add__(self, other: Replication) -> Replication:
        models = dict.fromkeys((*self.against, *other.against))
        return Replication(
            cases=self.cases + other.cases,
            finished=self.finished + other.finished,
            latency_us=self.latency_us + other.latency_us,
            badly=self.badly + other.badly,
            against={
                model: self.against.get(model, Paired()) + other.against.get(model, Paired())
                for model in models
            },
        )

    def as_json(self) -> dict[str, Any]:
        """Plain data that ``from_json`` reads back without loss."""
        return asdict(self) | {
            "against": {model.value: asdict(one) for model, one in self.against.items()}
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Replication:
        """The replication that ``as_json`` wrote."""
        against = {OrchestrationModel(m): Paired(**one) for m, one in data["against"].items()}
        return cls(**{**data, "against": against})


def endings_of(cases: Sequence[Ending]) -> Endings:
    """The endings as an array."""
    return np.array(cases, dtype=np.int64).reshape(-1, 2)


def replication(endings: Endings, others: Mapping[OrchestrationModel, Endings]) -> Replication:
    """What the cases of a chunk came to, given how the same ones ended under other models."""
    verdicts, latencies = endings.T
    return Replication(
        cases=len(endings),
        finished=int((latencies >= 0).sum()),
        latency_us=int(latencies[latencies >= 0].sum()),
        badly=int(np.isin(verdicts, _BAD).sum()),
        against={model: paired(endings, theirs) for model, theirs in others.items()},
    )


def paired(here: Endings, there: Endings) -> Paired:
    """The same cases, in the same order, under two models.

    Raises ``ValueError`` where there are not equally many.
    """
    if len(here) != len(there):
        raise ValueError(f"{len(here)} cases cannot be paired with {len(there)}")
    both = (here[:, 1] >= 0) & (there[:, 1] >= 0)
    longer = here[both, 1] - there[both, 1]
    bad, other_bad = np.isin(here[:, 0], _BAD), np.isin(there[:, 0], _BAD)
    return Paired(
        finished=len(longer),
        longer_us=int(longer.sum()),
        squares=_squares(longer),
        only_here=int((bad & ~other_bad).sum()),
        only_there=int((other_bad & ~bad).sum()),
    )


def _squares(values: NDArray[np.int64]) -> int:
    """The exact sum of squares; days in microseconds do not fit 64 bits once they are squared."""
    largest = int(np.abs(values).max(initial=0))
    if largest**2 * len(values) < 2**63:
        return int(values @ values)
    return sum(value * value for value in values.tolist())
