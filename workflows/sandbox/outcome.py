"""What an experiment measured: one ``ModelOutcome`` per orchestration model.

Outcomes of disjoint chunks merge exactly: counts and whole microseconds add, latencies are counted
per ``latency_bin``, so a quantile of the merged outcome is the quantile of all cases together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from math import ceil
from typing import Any

from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.samples import SAMPLES, CaseSample
from workflows.sandbox.pairing import BAD_ENDINGS, Paired, Replication

__all__ = [
    "CaseSample",
    "CaseVerdict",
    "Experiment",
    "ModelOutcome",
    "latency_bin",
    "quantile",
]


@dataclass(slots=True, kw_only=True)
class ModelOutcome:
    """Counts of one model. Names that end in ``_us`` are sums of whole microseconds.

    ``latency_ms`` counts finished cases (completed or compensated) per bin of milliseconds from
    start to end, ``compensated_ms`` the compensated ones among them, ``step_ms`` the attempts at
    each step from arrival to end. ``time_us`` says where time went, by the names in ``TIMES``.

    ``silent_us`` sums how long stuck cases stood still before anybody could notice: until a
    watchdog or their SLA told, or until their chunk ended; ``detected`` of them were noticed
    before that. ``recoveries`` counts how often somebody came back after a crash, ``recovery_us``
    how long they were away. ``late_answers`` were rejected because nobody waited for them.

    ``busy_us`` sums per resource (the orchestrator, each participant) how long its servers worked,
    ``capacity_us`` how long they could have, over ``span_us`` of simulated time. ``injected``
    counts the faults that struck. ``replications`` holds sums per replication, counted from 0;
    ``samples`` keeps the first few cases that are not well, in the order of cases.

    ``warm_up`` cases ran first and are in no verdict, latency, comparison or sample; in counts of
    messages and work, and in times, they are.
    """

    model: OrchestrationModel
    cases: int = 0
    warm_up: int = 0
    verdicts: Counter[CaseVerdict] = field(default_factory=Counter)
    latency_ms: Counter[int] = field(default_factory=Counter)
    compensated_ms: Counter[int] = field(default_factory=Counter)
    step_ms: dict[str, Counter[int]] = field(default_factory=dict)
    time_us: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    durable_writes: int = 0
    retries: int = 0
    compensations: int = 0
    dead_letters: int = 0
    late_answers: int = 0
    silent_us: int = 0
    detected: int = 0
    recoveries: int = 0
    recovery_us: int = 0
    span_us: int = 0
    busy_us: Counter[str] = field(default_factory=Counter)
    capacity_us: Counter[str] = field(default_factory=Counter)
    injected: Counter[str] = field(default_factory=Counter)
    replications: dict[int, Replication] = field(default_factory=dict)
    samples: tuple[CaseSample, ...] = ()

    @property
    def silent_s(self) -> float:
        """The silent time of all stuck cases together, in seconds."""
        return self.silent_us / 1_000_000

    @property
    def finished(self) -> int:
        """Cases that completed or were compensated."""
        return self.latency_ms.total()

    @property
    def badly(self) -> int:
        """Cases that ended inconsistent or stuck."""
        return sum(self.verdicts[verdict] for verdict in BAD_ENDINGS)

    def share(self, verdict: CaseVerdict) -> float:
        """Share of cases that ended so; 0.0 where no case ran."""
        return self.verdicts[verdict] / self.cases if self.cases else 0.0

    def per_case(self, count: int) -> float:
        """A count of this outcome divided by the cases behind it; 0.0 where no case ran."""
        ran = self.cases + self.warm_up
        return count / ran if ran else 0.0

    def quantile(self, q: float) -> float | None:
        """Latency in seconds that a share ``q`` of the finished cases does not exceed (nearest
        rank); None where no case finished."""
        return quantile(self.latency_ms, q)

    def utilisation(self, resource: str) -> float:
        """Share of its time that a resource worked; 0.0 for one that is not known."""
        capacity = self.capacity_us[resource]
        return self.busy_us[resource] / capacity if capacity else 0.0

    def against(self, model: OrchestrationModel) -> Paired | None:
        """This model against another on the same cases; None where they were not compared."""
        found = [r.against[model] for r in self.replications.values() if model in r.against]
        return sum(found, Paired()) if found else None

    def merge(self, other: ModelOutcome) -> ModelOutcome:
        """The outcome of both chunks together.

        Raises ``ValueError`` where the models differ.
        """
        if self.model is not other.model:
            raise ValueError(f"cannot merge {self.model} with {other.model}")
        merged: dict[str, Any] = {
            name: _sum(getattr(self, name), getattr(other, name)) for name in _ADDITIVE
        }
        samples = sorted(self.samples + other.samples, key=lambda sample: sample.case)
        return ModelOutcome(model=self.model, samples=tuple(samples[:SAMPLES]), **merged)

    def as_json(self) -> dict[str, Any]:
        """Plain data that ``from_json`` reads back without loss; keys in a fixed order."""
        return {
            "model": self.model.value,
            **{name: _plain(getattr(self, name)) for name in _ADDITIVE},
            "samples": [_sample_json(sample) for sample in self.samples],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ModelOutcome:
        """The outcome that ``as_json`` wrote, now or before it knew all of today's measures."""
        known: dict[str, Any] = {
            name: read(data[name]) for name, read in _READERS.items() if name in data
        }
        return cls(
            model=OrchestrationModel(data["model"]),
            samples=tuple(_sample(sample) for sample in data["samples"]),
            **known,
        )


def latency_bin(milliseconds: int) -> int:
    """The bin of a latency: four digits, so that an hour is kept to the second and a histogram
    stays small however many cases there are."""
    if milliseconds < 10_000:
        return milliseconds
    width: int = 10 ** (len(str(milliseconds)) - 4)
    return milliseconds // width * width


def quantile(latency_ms: Counter[int], q: float) -> float | None:
    """The latency in seconds that a share ``q`` does not exceed (nearest rank); None for none."""
    rank = max(1, ceil(q * latency_ms.total()))
    for latency in sorted(latency_ms):
        rank -= latency_ms[latency]
        if rank <= 0:
            return latency / 1000
    return None


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, Counter):
        # Hundreds of chunks are merged into one: only the smaller histogram is gone through.
        small, large = sorted((one, other), key=len)
        merged = large.copy()
        merged.update(small)
        return merged
    if not isinstance(one, dict):
        return one + other
    keys = dict.fromkeys((*one, *other))
    return {
        key: one[key] + other[key] if key in one and key in other else one.get(key, other.get(key))
        for key in sorted(keys)
    }


def _plain(value: Any) -> Any:
    """JSON data; numbers may not be keys there, so a histogram becomes a list of pairs."""
    if isinstance(value, Replication):
        return value.as_json()
    if not isinstance(value, dict):
        return value
    if all(isinstance(key, int) for key in value):
        return [[key, _plain(value[key])] for key in sorted(value)]
    return {str(key): _plain(value[key]) for key in sorted(value)}


def _histogram(data: Any) -> Counter[int]:
    return Counter(dict(data or []))


def _named(data: Any) -> Counter[str]:
    return Counter(dict(data or {}))


_SPECIAL_READERS: Mapping[str, Callable[[Any], Any]] = {
    "verdicts": lambda data: Counter({CaseVerdict(name): n for name, n in dict(data).items()}),
    "latency_ms": _histogram,
    "compensated_ms": _histogram,
    "step_ms": lambda data: {step: _histogram(pairs) for step, pairs in dict(data).items()},
    "time_us": _named,
    "busy_us": _named,
    "capacity_us": _named,
    "injected": _named,
    "replications": lambda data: {seed: Replication.from_json(one) for seed, one in data},
}
_ADDITIVE = tuple(f.name for f in fields(ModelOutcome) if f.name not in {"model", "samples"})
_READERS = {name: _SPECIAL_READERS.get(name, int) for name in _ADDITIVE}


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
    """A finished experiment: what ran and what came out, per model in the order asked for.
    ``cases`` counts those of one model in all replications, the warm-up among them."""

    seed: int
    cases: int
    outcomes: Mapping[OrchestrationModel, ModelOutcome]
    sentence: str
    replications: int = 1
