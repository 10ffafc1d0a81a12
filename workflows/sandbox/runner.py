"""Runs an experiment: a scenario on a definition, in chunks whose outcomes merge exactly.

A chunk is a world of its own: it starts with empty queues and idle servers, and its cases never
meet those of another chunk. Cases keep their number in the experiment and with it their luck, so
the result depends neither on how many processes run nor on the order in which chunks finish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.compiled import CompiledMap, compile_map
from workflows.engine.drivers.conditions import Conditions
from workflows.engine.drivers.simulation import Simulation
from workflows.engine.drivers.tally import Tally
from workflows.sandbox.outcome import Experiment, ModelOutcome
from workflows.sandbox.scenario import Scenario, problems
from workflows.sandbox.sentence import sentence

__all__ = ["Chunk", "Outcomes", "chunks", "conclude", "merge", "run_chunk", "run_experiment"]

type Outcomes = dict[OrchestrationModel, ModelOutcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """The cases ``first`` … ``first + count - 1`` of an experiment."""

    first: int
    count: int


def chunks(scenario: Scenario, size: int = 2_000) -> tuple[Chunk, ...]:
    """The experiment cut into chunks of ``size`` cases; the last one takes what is left. Another
    size is another set of worlds and gives slightly other queues: keep to one."""
    return tuple(
        Chunk(first=first, count=min(size, scenario.cases - first))
        for first in range(0, scenario.cases, size)
    )


def run_chunk(definition: Definition, scenario: Scenario, chunk: Chunk) -> Outcomes:
    """One chunk under each of the scenario's models."""
    compiled = compile_map(definition)
    return {model: _run_model(compiled, scenario, chunk, model) for model in scenario.models}


def merge(parts: Iterable[Outcomes]) -> Outcomes:
    """The outcomes of disjoint chunks together, model by model."""
    whole: Outcomes = {}
    for part in parts:
        for model, outcome in part.items():
            whole[model] = whole[model].merge(outcome) if model in whole else outcome
    return whole


def conclude(definition: Definition, scenario: Scenario, parts: Iterable[Outcomes]) -> Experiment:
    """The experiment, once all of its chunks have run, in whatever order."""
    outcomes = merge(parts)
    return Experiment(
        seed=scenario.seed,
        cases=scenario.cases,
        outcomes=outcomes,
        sentence=sentence(outcomes, definition),
    )


def run_experiment(
    definition: Definition,
    scenario: Scenario,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Experiment:
    """Run the whole scenario in this process. ``progress`` hears after each chunk how many cases
    have run under all models, and how many there are.

    Raises ``DefinitionError`` with all problems where the scenario cannot run.
    """
    wrong = problems(scenario, definition)
    if wrong:
        raise DefinitionError(wrong)
    parts, done = [], 0
    for chunk in chunks(scenario):
        parts.append(run_chunk(definition, scenario, chunk))
        done += chunk.count
        if progress:
            progress(done, scenario.cases)
    return conclude(definition, scenario, parts)


def _run_model(
    compiled: CompiledMap, scenario: Scenario, chunk: Chunk, model: OrchestrationModel
) -> ModelOutcome:
    ownership = COORDINATIONS[model](compiled, scenario.boundary)
    volume = compiled.definition.volume.now
    conditions = Conditions(
        seed=scenario.seed,
        cases_per_hour=volume if scenario.cases_per_hour is None else scenario.cases_per_hour,
        faults=scenario.faults,
        outbox=scenario.outbox,
        inbox=scenario.inbox,
    )
    return _outcome(
        model, Simulation(compiled, ownership, conditions).run(chunk.first, chunk.count)
    )


def _outcome(model: OrchestrationModel, tally: Tally) -> ModelOutcome:
    return ModelOutcome(
        model=model,
        cases=tally.cases,
        verdicts=tally.verdicts,
        latency_ms=tally.latency_ms,
        messages=tally.sent,
        durable_writes=tally.durable_writes,
        retries=tally.retries,
        compensations=tally.compensations,
        silent_us=tally.silent,
        injected=tally.injected,
        samples=tuple(sorted(tally.samples, key=lambda sample: sample.case)),
    )
