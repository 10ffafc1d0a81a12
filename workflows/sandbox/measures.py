"""From what one run counted to what an experiment keeps of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workflows.definition.model import OrchestrationModel, Participant
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.samples import CaseSample
from workflows.engine.drivers.tally import Tally
from workflows.engine.drivers.world import World
from workflows.sandbox.outcome import ModelOutcome, latency_bin
from workflows.sandbox.pairing import Endings, endings_of, replication

__all__ = ["ORCHESTRATOR_RESOURCE", "STORE_RESOURCE", "Part", "capacities", "outcomes"]

ORCHESTRATOR_RESOURCE = "orchestrator"
"""The name of the orchestrator's workers among resources; participants have their ids."""

STORE_RESOURCE = "orchestrator store"
"""The name of the shards of the orchestrator's durable store; no id has a space."""

_VERDICTS = tuple(CaseVerdict)
_COMPENSATED = _VERDICTS.index(CaseVerdict.COMPENSATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where a chunk stands in its experiment: it begins with case ``first`` of a ``replication``
    of so many ``cases``, and its first ``warm_up`` cases count in nothing that is told case by
    case."""

    replication: int
    first: int
    cases: int
    warm_up: int


def outcomes(
    tallies: Mapping[OrchestrationModel, Tally],
    *,
    part: Part,
    servers: Mapping[str, int],
) -> dict[OrchestrationModel, ModelOutcome]:
    """The outcomes of one chunk. ``servers`` says how many servers each resource has."""
    warm_up, offset = part.warm_up, part.replication * part.cases
    endings = {model: endings_of(tally.ended)[warm_up:] for model, tally in tallies.items()}
    found = {}
    for model, tally in tallies.items():
        others = {other: theirs for other, theirs in endings.items() if other is not model}
        outcome = _outcome(model, tally, endings[model], servers)
        outcome.replications[part.replication] = replication(endings[model], others)
        outcome.samples = _samples(tally.samples, offset, first=part.first + warm_up)
        found[model] = outcome
    return found


def capacities(participants: Iterable[Participant], world: World) -> Mapping[str, int]:
    """How many servers each resource has."""
    workers = {one.id: max(1, one.concurrency) for one in participants}
    return {ORCHESTRATOR_RESOURCE: world.workers, STORE_RESOURCE: world.shards, **workers}


def _outcome(
    model: OrchestrationModel, tally: Tally, ended: Endings, servers: Mapping[str, int]
) -> ModelOutcome:
    return ModelOutcome(
        model=model,
        cases=len(ended),
        warm_up=tally.cases - len(ended),
        verdicts=_verdicts(ended),
        latency_ms=_latencies(ended),
        compensated_ms=_latencies(ended[ended[:, 0] == _COMPENSATED]),
        step_ms={step: _binned(spans) for step, spans in sorted(tally.step_ms.items())},
        time_us=Counter(tally.time),
        messages=tally.sent,
        durable_writes=tally.durable_writes,
        retries=tally.retries,
        compensations=tally.compensations,
        dead_letters=tally.dead_lettered,
        late_answers=tally.rejected,
        silent_us=tally.silent,
        detected=tally.detected,
        recoveries=tally.recoveries,
        recovery_us=tally.recovery_us,
        span_us=tally.span,
        busy_us=_busy(tally),
        capacity_us=Counter({name: count * tally.span for name, count in servers.items()}),
        injected=Counter(tally.injected),
    )


def _busy(tally: Tally) -> Counter[str]:
    busy = Counter(tally.busy)
    if tally.decisions:
        busy[STORE_RESOURCE] = tally.decisions * World().write
    return busy


def _verdicts(ended: Endings) -> Counter[CaseVerdict]:
    counts = np.bincount(ended[:, 0], minlength=len(_VERDICTS)).tolist()
    return Counter({verdict: n for verdict, n in zip(_VERDICTS, counts, strict=True) if n})


def _latencies(ended: Endings) -> Counter[int]:
    finished = ended[ended[:, 1] >= 0, 1]
    values, counts = np.unique((finished + 500) // 1000, return_counts=True)
    return _binned(Counter(dict(zip(values.tolist(), counts.tolist(), strict=True))))


def _binned(milliseconds: Counter[int]) -> Counter[int]:
    found: Counter[int] = Counter()
    for ms, count in milliseconds.items():
        found[latency_bin(ms)] += count
    return found


def _samples(samples: Sequence[CaseSample], offset: int, *, first: int) -> tuple[CaseSample, ...]:
    """Those from case ``first`` on, in the order of cases, which are numbered on through all
    replications."""
    kept = sorted((s for s in samples if s.case >= first), key=lambda sample: sample.case)
    return tuple(replace(sample, case=sample.case + offset) for sample in kept)
