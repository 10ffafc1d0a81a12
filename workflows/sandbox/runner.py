"""Runs an experiment: a scenario on a definition, in chunks whose outcomes merge exactly.

A chunk is a world of its own: it starts with empty queues and idle servers, and its cases never
meet those of another chunk. Cases keep their number in the experiment and with it their luck, so
the result depends neither on how many processes run nor on the order in which chunks finish.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.drivers.world import World
from workflows.sandbox.measures import Part, capacities, outcomes
from workflows.sandbox.outcome import Experiment, ModelOutcome
from workflows.sandbox.scenario import CHUNK_CASES, Scenario, problems
from workflows.sandbox.sentence import sentence
from workflows.sandbox.worlds import participants_of, world_of

__all__ = ["Chunk", "Outcomes", "chunks", "conclude", "merge", "run_chunk", "run_experiment"]

_UNDER_WAY = 64
"""Chunks handed to an executor at a time."""

type Outcomes = dict[OrchestrationModel, ModelOutcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """The cases ``first`` … ``first + count - 1`` of an experiment, numbered on through all of its
    replications; a chunk never reaches from one replication into the next."""

    first: int
    count: int


def chunks(scenario: Scenario, size: int = CHUNK_CASES) -> tuple[Chunk, ...]:
    """The experiment cut into chunks of ``size`` cases; the last one of a replication takes what
    is left. Another size is another set of worlds and gives slightly other queues: keep to one."""
    return tuple(
        Chunk(first=number * scenario.cases + first, count=min(size, scenario.cases - first))
        for number in range(scenario.replications)
        for first in range(0, scenario.cases, size)
    )


def run_chunk(definition: Definition, scenario: Scenario, chunk: Chunk) -> Outcomes:
    """One chunk under each of the scenario's models."""
    number, first = divmod(chunk.first, scenario.cases)
    tallies = {
        model: world_of(definition, scenario, model, number=number).run(first, chunk.count)
        for model in scenario.models
    }
    part = Part(replication=number, first=first, cases=scenario.cases, warm_up=scenario.warm_up)
    return outcomes(
        tallies, part=part, servers=capacities(participants_of(definition, scenario), World())
    )


def merge(parts: Iterable[Outcomes]) -> Outcomes:
    """The outcomes of disjoint chunks together, model by model."""
    whole: Outcomes = {}
    for part in parts:
        for model, outcome in part.items():
            whole[model] = whole[model].merge(outcome) if model in whole else outcome
    return whole


def conclude(definition: Definition, scenario: Scenario, parts: Iterable[Outcomes]) -> Experiment:
    """The experiment, once all of its chunks have run, in whatever order."""
    whole = merge(parts)
    return Experiment(
        seed=scenario.seed,
        cases=scenario.cases * scenario.replications,
        outcomes=whole,
        sentence=sentence(whole, definition),
        replications=scenario.replications,
    )


def run_experiment(
    definition: Definition,
    scenario: Scenario,
    *,
    progress: Callable[[int, int], None] | None = None,
    executor: Executor | None = None,
) -> Experiment:
    """Run the whole scenario, in this process or by any ``executor`` (a process pool, a Dask
    client's executor); the result is the same. ``progress`` hears after each chunk how many cases
    have run under all models, and how many there are.

    Raises ``DefinitionError`` with all problems where the scenario cannot run.
    """
    wrong = problems(scenario, definition)
    if wrong:
        raise DefinitionError(wrong)
    todo = chunks(scenario)
    parts = _run(definition, scenario, todo, executor)
    if progress is not None:
        parts = _watched(parts, todo, progress)
    return conclude(definition, scenario, parts)


def _run(
    definition: Definition,
    scenario: Scenario,
    todo: Sequence[Chunk],
    executor: Executor | None,
) -> Iterator[Outcomes]:
    """The chunks' outcomes in their order. No more chunks are handed to the executor than keep it
    busy, so that a million cases do not lie in memory as finished parts."""
    if executor is None:
        yield from (run_chunk(definition, scenario, chunk) for chunk in todo)
        return
    under_way: deque[Future[Outcomes]] = deque()
    try:
        for chunk in todo:
            under_way.append(executor.submit(run_chunk, definition, scenario, chunk))
            if len(under_way) >= _UNDER_WAY:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        # Whoever gives up must not wait for chunks that nobody wants any more.
        for future in under_way:
            future.cancel()


def _watched(
    parts: Iterable[Outcomes], todo: Sequence[Chunk], progress: Callable[[int, int], None]
) -> Iterator[Outcomes]:
    total, done = sum(chunk.count for chunk in todo), 0
    for part, chunk in zip(parts, todo, strict=True):
        done += chunk.count
        progress(done, total)
        yield part
