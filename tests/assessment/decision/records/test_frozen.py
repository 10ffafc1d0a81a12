"""What is frozen beside the file, and whether today's Podium still says it."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from assessment.decision.plan import plan_for
from assessment.decision.records.frozen import (
    experiment_data,
    experiment_from,
    verdict_differences,
)
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_json import verdict_json
from tests.assessment.decision.maps import answered, assessed, order
from workflows.sandbox.runner import run_experiment
from workflows.sandbox.scenario import Scenario


def frozen() -> dict[str, Any]:
    assessment = assessed(order(), answers=answered(4, 3, 3, 3, 3))
    verdict = verdict_for(assessment)
    return verdict_json(assessment, verdict, None, plan_for(assessment, verdict), "0" * 64)


def test_an_experiment_comes_back_without_loss() -> None:
    experiment = run_experiment(order(), Scenario(cases=20))

    stored = json.loads(json.dumps(experiment_data(experiment)))

    assert experiment_from(stored) == experiment


def test_no_experiment_stays_none() -> None:
    assert experiment_data(None) is None
    assert experiment_from(None) is None


def test_a_verdict_differs_not_from_itself() -> None:
    assert verdict_differences(frozen(), deepcopy(frozen())) == ()


def test_every_difference_is_told_in_words() -> None:
    now = frozen()
    now["recommended"] = "choreography"
    now["scores"]["hybrid"] += 1
    now["answers"][0]["answer"] = 1
    now["boundary"]["ship"] = "orchestrated"
    now["findings"] = now["findings"][1:]
    now["close_call"] = not now["close_call"]

    told = " ".join(verdict_differences(frozen(), now))

    for part in ("now recommends choreography", "The score of hybrid was", "to consistency was 4"):
        assert part in told
    for part in ("1 step changed sides: ship", "1 finding fewer", "close call"):
        assert part in told
