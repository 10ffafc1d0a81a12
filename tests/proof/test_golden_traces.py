"""The examples do today, to the microsecond, what they did when their traces were recorded.

Where a change is meant to alter them, ``python -m tests.proof.golden`` records them anew.
"""

from __future__ import annotations

import json

import pytest

from tests.proof.golden import EXAMPLES, MODELS, golden, trace
from workflows.definition.model import OrchestrationModel


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_first_cases_go_as_recorded(example: str, model: OrchestrationModel) -> None:
    assert trace(example, model) == golden(example, model).read_bytes()


def test_the_traces_tell_of_faults_of_every_kind() -> None:
    told = " ".join(
        line
        for example in EXAMPLES
        for model in MODELS
        for case in json.loads(golden(example, model).read_bytes())["cases"]
        for line in case["happenings"]
    )

    for incident in ("got lost", "came twice", "answered 500", "orchestrator crashed"):
        assert incident in told
