"""What an experiment measured: one ``ModelOutcome`` per orchestration model.

Outcomes of disjoint chunks merge exactly: counts add, latencies are kept as a count per
millisecond, so a quantile of the merged outcome is the quantile of all cases together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.samples import SAMPLES, CaseSample

__all__ = ["CaseSample", "CaseVerdict", "Experiment", "ModelOutcome"]


@dataclass(slots=True, kw_only=True)
class ModelOutcome:
    """Counts of one model. ``latency_ms`` counts finished cases (completed or compensated) per
    millisecond from start to end; ``silent_us`` sums the microseconds that stuck cases stood still
    before anybody could notice: until their SLA ran out or, without an SLA, until their chunk
    ended. ``samples`` keeps the first few cases that are not well, in the order of cases."""

    model: OrchestrationModel
    cases: int = 0
    verdicts: Counter[CaseVerdict] = field(default_factory=Counter)
    latency_ms: Counter[int] = field(default_factory=Counter)
    messages: int = 0
    durable_writes: int = 0
    retries: int = 0
    compensations: int = 0
    silent_us: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    samples: tuple[CaseSample, ...] = ()

    @property
    def silent_s(self) -> float:
        """The silent time of all stuck cases together, in seconds."""
        return self.silent_us / 1_000_000

    @property
    def finished(self) -> int:
        """Cases that completed or were compensated."""
        return self.latency_ms.total()

    def share(self, verdict: CaseVerdict) -> float:
        """Share of cases that ended so; 0.0 where no case ran."""
        return self.verdicts[verdict] / self.cases if self.cases else 0.0

    def per_case(self, count: int) -> float:
        """A count of this outcome divided by its cases; 0.0 where no case ran."""
        return count / self.cases if self.cases else 0.0

    def quantile(self, q: float) -> float | None:
        """Latency in seconds that a share ``q`` of the finished cases does not exceed (nearest
        rank); None where no case finished."""
        rank = max(1, ceil(q * self.finished))
        for latency in sorted(self.latency_ms):
            rank -= self.latency_ms[latency]
            if rank <= 0:
                return latency / 1000
        return None

    def merge(self, other: ModelOutcome) -> ModelOutcome:
        """The outcome of both chunks together.

        Raises ``ValueError`` where the models differ.
        """
        if self.model is not other.model:
            raise ValueError(f"cannot merge {self.model} with {other.model}")
        samples = sorted(self.samples + other.samples, key=lambda sample: sample.case)
        return ModelOutcome(
            model=self.model,
            cases=self.cases + other.cases,
            verdicts=self.verdicts + other.verdicts,
            latency_ms=self.latency_ms + other.latency_ms,
            messages=self.messages + other.messages,
            durable_writes=self.durable_writes + other.durable_writes,
            retries=self.retries + other.retries,
            compensations=self.compensations + other.compensations,
            silent_us=self.silent_us + other.silent_us,
            injected=self.injected + other.injected,
            samples=tuple(samples[:SAMPLES]),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain data that ``from_json`` reads back without loss; keys in a fixed order."""
        return {
            "model": self.model.value,
            "cases": self.cases,
            "verdicts": {v.value: self.verdicts[v] for v in CaseVerdict if self.verdicts[v]},
            "latency_ms": [[ms, self.latency_ms[ms]] for ms in sorted(self.latency_ms)],
            "messages": self.messages,
            "durable_writes": self.durable_writes,
            "retries": self.retries,
            "compensations": self.compensations,
            "silent_us": self.silent_us,
            "injected": {kind: self.injected[kind] for kind in sorted(self.injected)},
            "samples": [_sample_json(sample) for sample in self.samples],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ModelOutcome:
        """The outcome that ``as_json`` wrote."""
        return cls(
            model=OrchestrationModel(data["model"]),
            cases=data["cases"],
            verdicts=Counter({CaseVerdict(name): n for name, n in data["verdicts"].items()}),
            latency_ms=Counter(dict(data["latency_ms"])),
            messages=data["messages"],
            durable_writes=data["durable_writes"],
            retries=data["retries"],
            compensations=data["compensations"],
            silent_us=data["silent_us"],
            injected=Counter(data["injected"]),
            samples=tuple(_sample(sample) for sample in data["samples"]),
        )


def _sample_json(sample: CaseSample) -> dict[str, Any]:
    return {
        "case": sample.case,
        "verdict": sample.verdict.value,
        "what": sample.what,
        "because": list(sample.because),
    }


def _sample(data: Mapping[str, Any]) -> CaseSample:
    return CaseSample(
        case=data["case"],
        verdict=CaseVerdict(data["verdict"]),
        what=data["what"],
        because=tuple(data["because"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A finished experiment: what ran and what came out, per model in the order asked for."""

    seed: int
    cases: int
    outcomes: Mapping[OrchestrationModel, ModelOutcome]
    sentence: str
