"""What holds for every case of every map under every model, whatever the faults.

Each example is a random map with a random scenario; every invariant of ``invariants.py`` is asked
about it. The soak asks the same about many thousand more (``make soak``).
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.proof.choices import Seeded
from tests.proof.invariants import violations
from tests.proof.maps import grow_map, maps
from tests.proof.runs import Runs
from tests.proof.scenarios import grow_scenario, scenarios
from workflows.definition.model import Definition, OrchestrationModel
from workflows.sandbox.runner import Outcomes, chunks, merge, run_chunk
from workflows.sandbox.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
MODELS = tuple(OrchestrationModel)


def some(examples: int) -> settings:
    """So many examples, the same ones each time: new ones are for the soak."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@st.composite
def worlds(draw: st.DrawFn, *models: OrchestrationModel) -> Runs:
    """A map and a scenario, to be run under these models."""
    definition = draw(maps())
    return Runs(definition, replace(draw(scenarios(definition)), models=models))


def told(runs: Runs) -> list[str]:
    return [f"{rule.sentence}: {text}" for rule, text in violations(runs)]


@pytest.mark.parametrize("model", MODELS)
def test_every_invariant_holds_under_each_model(model: OrchestrationModel) -> None:
    @some(examples=50)
    @given(worlds(model))
    def holds(runs: Runs) -> None:
        assert told(runs) == []

    holds()


@some(examples=25)
@given(worlds(*MODELS))
def test_every_invariant_holds_across_the_models(runs: Runs) -> None:
    assert told(runs) == []


def grown(seed: int) -> tuple[Definition, Scenario]:
    choices = Seeded(seed)
    definition = grow_map(choices)
    return definition, grow_scenario(choices, definition)


@pytest.mark.parametrize("seed", range(3))
def test_chunks_give_the_same_in_one_process_or_several_in_any_order(seed: int) -> None:
    definition, scenario = grown(seed)
    scenario = replace(scenario, cases=40)
    parts = chunks(scenario, size=10)

    here = merge(run_chunk(definition, scenario, chunk) for chunk in parts)
    with ProcessPoolExecutor(2) as pool:
        futures = [pool.submit(run_chunk, definition, scenario, chunk) for chunk in parts]
        elsewhere = merge(future.result() for future in reversed(futures))

    assert as_data(here) == as_data(elsewhere)


def as_data(outcomes: Outcomes) -> dict[str, object]:
    return {model.value: outcome.as_json() for model, outcome in outcomes.items()}


def test_the_same_bytes_come_out_under_any_hash_seed() -> None:
    assert printed(hash_seed=1) == printed(hash_seed=2)


def printed(*, hash_seed: int) -> str:
    command = (sys.executable, "-m", "tests.proof.fingerprints")
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    found = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert len(found.stdout) == 65
    return found.stdout
