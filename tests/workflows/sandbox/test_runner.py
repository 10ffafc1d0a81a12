"""An experiment is its chunks, in whatever order and wherever they run."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context

import pytest

from tests.workflows.engine.maps import order
from workflows.definition.findings import DefinitionError
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import ModelOutcome
from workflows.sandbox.runner import Chunk, chunks, conclude, merge, run_chunk, run_experiment
from workflows.sandbox.scenario import Fault, FaultKind, Scenario

FAULTS = (
    Fault(kind=FaultKind.MESSAGE_LOST, share=0.02),
    Fault(kind=FaultKind.MESSAGE_DUPLICATED, share=0.02),
)
SCENARIO = Scenario(
    cases=250, faults=FAULTS, outbox=False, inbox=False, boundary={"ship": Side.EVENT_DRIVEN}
)
SMALL = chunks(SCENARIO, size=60)


def test_chunks_cover_every_case_once() -> None:
    assert [(chunk.first, chunk.count) for chunk in SMALL] == [
        (0, 60),
        (60, 60),
        (120, 60),
        (180, 60),
        (240, 10),
    ]


def test_a_chunk_runs_its_cases_under_each_model() -> None:
    outcomes = run_chunk(order(), SCENARIO, Chunk(first=60, count=60))

    assert list(outcomes) == list(OrchestrationModel)
    assert {outcome.cases for outcome in outcomes.values()} == {60}


def test_the_order_in_which_chunks_finish_does_not_matter() -> None:
    parts = [run_chunk(order(), SCENARIO, chunk) for chunk in SMALL]

    assert merge(parts) == merge(reversed(parts))


def test_other_processes_give_the_same_result() -> None:
    run = partial(run_chunk, order(), SCENARIO)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        elsewhere = merge(pool.map(run, SMALL))

    assert elsewhere == merge(map(run, SMALL))


def test_an_executor_gives_the_same_result_and_tells_the_same_progress() -> None:
    scenario = Scenario(cases=2_100, models=(OrchestrationModel.HYBRID,), replications=2)
    heard: list[tuple[int, int]] = []

    with ThreadPoolExecutor(2) as pool:
        found = run_experiment(
            order(), scenario, executor=pool, progress=lambda *news: heard.append(news)
        )

    assert found == run_experiment(order(), scenario)
    assert heard == [(2_000, 4_200), (2_100, 4_200), (4_100, 4_200), (4_200, 4_200)]


def test_chunks_never_reach_from_one_replication_into_the_next() -> None:
    scenario = replace(SCENARIO, cases=100, replications=2)

    assert [(chunk.first, chunk.count) for chunk in chunks(scenario, size=60)] == [
        (0, 60),
        (60, 40),
        (100, 60),
        (160, 40),
    ]


def test_replications_are_runs_with_the_next_seeds() -> None:
    scenario = replace(SCENARIO, cases=100, replications=2)
    seeds = (scenario.seed, scenario.seed + 1)
    alone = [run_experiment(order(), replace(scenario, seed=s, replications=1)) for s in seeds]

    both = run_experiment(order(), scenario)
    for model, outcome in both.outcomes.items():
        apart = [one.outcomes[model].latency_ms for one in alone]
        assert outcome.latency_ms == apart[0] + apart[1]
    assert (both.cases, both.replications) == (200, 2)


def test_the_warm_up_of_each_chunk_is_left_out() -> None:
    found = run_experiment(order(), Scenario(cases=2_100, warm_up=50))

    assert {outcome.cases for outcome in found.outcomes.values()} == {2_000}


def test_an_interrupted_experiment_can_go_on_from_stored_chunks() -> None:
    stored = [
        {model: outcome.as_json() for model, outcome in run_chunk(order(), SCENARIO, c).items()}
        for c in SMALL[:2]
    ]
    read = [{m: ModelOutcome.from_json(o) for m, o in part.items()} for part in stored]
    rest = [run_chunk(order(), SCENARIO, chunk) for chunk in SMALL[2:]]

    undisturbed = conclude(order(), SCENARIO, [run_chunk(order(), SCENARIO, c) for c in SMALL])
    assert conclude(order(), SCENARIO, [*read, *rest]) == undisturbed


def test_only_the_models_asked_for_run() -> None:
    hybrid = Scenario(cases=10, models=(OrchestrationModel.HYBRID,))

    assert list(run_experiment(order(), hybrid).outcomes) == [OrchestrationModel.HYBRID]


def test_progress_tells_the_cases_that_have_run() -> None:
    heard: list[tuple[int, int]] = []

    run_experiment(
        order(), Scenario(cases=2_100), progress=lambda done, all_: heard.append((done, all_))
    )

    assert heard == [(2_000, 2_100), (2_100, 2_100)]


def test_a_scenario_that_cannot_run_is_refused_with_all_its_problems() -> None:
    with pytest.raises(DefinitionError) as refused:
        run_experiment(order(), Scenario(cases=0, models=()))

    assert len(refused.value.problems) == 2
