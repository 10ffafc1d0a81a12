"""One case meets the same luck under every model, beside every other fault, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.workflows.engine.maps import draw, gateway, step
from tests.workflows.engine.runs import simulate
from workflows.definition.model import NodeKind, OrchestrationModel
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.tally import Case, Tally

ROOT = Path(__file__).resolve().parents[4]
FORKED = draw(
    [
        step("a", effect=True),
        gateway("way", NodeKind.DECISION),
        step("b", effect=True),
        step("c", effect=True),
    ],
    ["start > a", "a > way", "way > b 0.4", "way > c 0.5", "way > a 0.1", "b > end", "c > end"],
)
PRINT_A_RUN = """
from tests.workflows.engine.maps import order
from workflows.sandbox.runner import run_experiment
from workflows.sandbox.scenario import Fault, FaultKind, Scenario

faults = tuple(Fault(kind=kind, share=0.02) for kind in FaultKind)
scenario = Scenario(cases=300, faults=faults, outbox=False, inbox=False)
experiment = run_experiment(order(idempotent=False), scenario)
print(experiment.sentence, [o.as_json() for o in experiment.outcomes.values()])
"""


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Every case of the next runs, as it came to rest."""
    cases: list[Case] = []
    settle = Tally.settle

    def keep(tally: Tally, case: Case, at: int, *rest: object) -> None:
        cases.append(case)
        settle(tally, case, at, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Tally, "settle", keep)
    return cases


def paths(
    seen: list[Case], model: OrchestrationModel, faults: Mapping[FaultKind, float] | None = None
) -> dict[int, list[tuple[int, int]]]:
    seen.clear()
    simulate(FORKED, model, faults=faults)
    return {case.number: sorted(case.ledger.done) for case in seen}


def test_a_case_takes_the_same_path_under_every_model(seen: list[Case]) -> None:
    centralized, choreography, hybrid = (paths(seen, model) for model in OrchestrationModel)

    assert centralized == choreography == hybrid
    assert len({tuple(path) for path in centralized.values()}) > 2


def test_a_fault_more_moves_no_path(seen: list[Case]) -> None:
    calm = paths(seen, OrchestrationModel.CENTRALIZED)

    assert calm == paths(seen, OrchestrationModel.CENTRALIZED, {FaultKind.STEP_ERROR: 0.02})


def printed(hash_seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PRINT_A_RUN]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=-1).stdout


def test_two_processes_with_other_hash_seeds_print_the_same_bytes() -> None:
    first = printed("1")

    assert len(first) > 500
    assert first == printed("2")
