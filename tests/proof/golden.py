"""Golden traces: what happens, and when, to the first cases of each example under each model.

    python -m tests.proof.golden

writes them anew, after a change that is meant to alter them; the difference then shows in review.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

from tests.workflows.engine.worlds import try_out
from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.formats.blocks import load
from workflows.formats.yaml import read_mapping

__all__ = ["EXAMPLES", "MODELS", "golden", "trace"]

EXAMPLES = ("loan-approval", "online-order", "parcel-carriers")
MODELS = tuple(OrchestrationModel)

_FOLDER = Path(__file__).parent / "golden"
_MAPS = Path(__file__).parents[2] / "examples"
_CASES = 4
_FAULTS = (
    Fault(kind=FaultKind.STEP_ERROR, share=0.1),
    Fault(kind=FaultKind.MESSAGE_LOST, share=0.1),
    Fault(kind=FaultKind.MESSAGE_DUPLICATED, share=0.1),
    Fault(kind=FaultKind.ORCHESTRATOR_CRASH, share=0.05),
    Fault(kind=FaultKind.PARTICIPANT_CRASH, share=0.05),
)


def golden(example: str, model: OrchestrationModel) -> Path:
    """The file that holds the trace."""
    return _FOLDER / f"{example}-{model.value}.json"


def trace(example: str, model: OrchestrationModel) -> bytes:
    """The trace as it comes out today: for each case, its ending and all that happened to it, each
    with the seconds since the case began."""
    definition = _definition(example)
    cases = [_case(definition, model, number) for number in range(_CASES)]
    text = json.dumps({"example": example, "model": model.value, "cases": cases}, indent=1)
    return f"{text}\n".encode()


def _definition(example: str) -> Definition:
    mapping = load((_MAPS / f"{example}.yaml").read_bytes())["map"]
    definition = read_mapping(mapping, [])
    assert definition is not None
    return definition


def _case(definition: Definition, model: OrchestrationModel, number: int) -> dict[str, Any]:
    """One case among the others, followed."""
    steps = [step.id for step in definition.forward_steps]
    trial = try_out(
        definition,
        model,
        cases=_CASES,
        faults=_FAULTS,
        boundary=dict.fromkeys(steps[::2], Side.EVENT_DRIVEN),
        cases_per_hour=600.0,
        follow=number,
    )
    case = trial.cases[number]
    _, latency = trial.tally.ended[number]
    return {
        "case": number,
        "verdict": case.verdict.value,
        "latency_us": latency,
        "happenings": list(case.notes),
    }


if __name__ == "__main__":
    _FOLDER.mkdir(exist_ok=True)
    for one, under in product(EXAMPLES, MODELS):
        golden(one, under).write_bytes(trace(one, under))
        print(golden(one, under))
