"""All measures of an experiment, as data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.workflows.engine.maps import order
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.verdicts import CaseVerdict
from workflows.engine.drivers.tally import TIMES
from workflows.sandbox.comparison import experiment_json
from workflows.sandbox.fault_notation import parse_fault
from workflows.sandbox.figures import experiment_figures
from workflows.sandbox.runner import run_experiment
from workflows.sandbox.scenario import Scenario

LOSSY = Scenario(
    cases=300, faults=(parse_fault("message-lost share=3%"),), outbox=False, replications=2
)
EXPERIMENT = run_experiment(order(), LOSSY)


@pytest.fixture
def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(experiment_figures(EXPERIMENT)))
    return found


def test_every_share_lies_inside_its_interval(figures: dict[str, Any]) -> None:
    for model in figures["models"].values():
        for verdict in CaseVerdict:
            ending = model["endings"][verdict.value]
            assert ending["low"] <= ending["estimate"] == model[verdict.value] <= ending["high"]


def test_it_says_all_that_the_verdict_file_says(figures: dict[str, Any]) -> None:
    for model, block in experiment_json(EXPERIMENT)["models"].items():
        assert block.items() <= figures["models"][model].items()


def test_the_time_of_a_case_is_split(figures: dict[str, Any]) -> None:
    times = figures["models"]["centralized"]["time_per_case_s"]

    assert list(times) == list(TIMES)
    assert times["working"] > 0
    assert times["waiting"] > 0


def test_steps_have_latencies_of_their_own(figures: dict[str, Any]) -> None:
    steps = figures["models"]["hybrid"]["step_latency_s"]

    assert steps["charge"]["p50"] <= steps["charge"]["p99"]


def test_every_two_models_are_compared(figures: dict[str, Any]) -> None:
    pairs = [(one["here"], one["there"]) for one in figures["differences"]]

    assert pairs == [
        ("centralized", "choreography"),
        ("centralized", "hybrid"),
        ("choreography", "hybrid"),
    ]
    assert all("significant" in one["bad_endings"] for one in figures["differences"])


def test_replications_have_an_interval_of_their_own(figures: dict[str, Any]) -> None:
    over = figures["models"]["centralized"]["over_replications"]

    assert over["mean_latency_s"]["low"] < over["mean_latency_s"]["high"]


def test_a_single_replication_has_none() -> None:
    model = OrchestrationModel.HYBRID
    alone = run_experiment(order(), Scenario(cases=20, models=(model,)))

    assert experiment_figures(alone)["models"]["hybrid"]["over_replications"] is None
    assert experiment_figures(alone)["differences"] == []
