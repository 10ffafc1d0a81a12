"""One case meets the same luck under every model, beside every other fault, in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tests.workflows.engine.maps import draw as draw_map
from tests.workflows.engine.maps import gateway, step
from tests.workflows.engine.worlds import try_out
from workflows.definition.model import NodeKind, OrchestrationModel
from workflows.engine.core.streams import Purpose, draw, key_of, stream_of
from workflows.engine.drivers.faults import FaultKind
from workflows.engine.drivers.luck import draws

ROOT = Path(__file__).resolve().parents[4]
FORKED = draw_map(
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

kinds = [kind for kind in FaultKind if kind is not FaultKind.NEW_VERSION]
faults = tuple(Fault(kind=kind, share=0.02) for kind in kinds)
scenario = Scenario(cases=300, faults=faults, outbox=False, inbox=False)
experiment = run_experiment(order(idempotent=False), scenario)
print(experiment.sentence, [o.as_json() for o in experiment.outcomes.values()])
"""


def paths(
    model: OrchestrationModel, faults: Mapping[FaultKind, float] | None = None
) -> dict[int, list[tuple[int, int]]]:
    trial = try_out(FORKED, model, faults=faults or {})
    return {case.number: sorted(case.ledger.done) for case in trial.cases}


def test_a_case_takes_the_same_path_under_every_model() -> None:
    centralized, choreography, hybrid = (paths(model) for model in OrchestrationModel)

    assert centralized == choreography == hybrid
    assert len({tuple(path) for path in centralized.values()}) > 2


def test_a_fault_more_moves_no_path() -> None:
    calm = paths(OrchestrationModel.CENTRALIZED)

    assert calm == paths(OrchestrationModel.CENTRALIZED, {FaultKind.STEP_ERROR: 0.02})


def test_drawing_for_all_cases_at_once_gives_the_same_bits() -> None:
    numbers = np.arange(5, 50, dtype=np.uint64)
    stream = stream_of(7, Purpose.SERVICE)

    at_once = draws(stream, numbers, key_of(3, 1, 1))

    assert at_once.tolist() == [draw(stream, case, key_of(3, 1, 1)) for case in range(5, 50)]


def printed(hash_seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PRINT_A_RUN]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=-1).stdout


def test_two_processes_with_other_hash_seeds_print_the_same_bytes() -> None:
    first = printed("1")

    assert len(first) > 500
    assert first == printed("2")
