"""The verdict as JSON: stable, rounded, complete. Its shape is held by the schema's tests."""

from __future__ import annotations

import json
from typing import Any

from assessment.decision.plan import plan_for
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_json import verdict_json
from tests.assessment.decision.maps import answered, assessed, order, ran


def as_json() -> dict[str, Any]:
    assessment = assessed(
        order(), answers=answered(4, 4, 3, 3, 4), weights={"scale": 1, "autonomy": 2}
    )
    experiment = ran(cases=300)
    verdict = verdict_for(assessment, experiment)
    plan = plan_for(assessment, verdict)
    return verdict_json(assessment, verdict, experiment, plan, "a" * 64)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert json.dumps(as_json()) == json.dumps(as_json())


def test_scores_come_best_first() -> None:
    found = as_json()

    scores = list(found["scores"].values())
    assert scores == sorted(scores, reverse=True)
    assert next(iter(found["scores"])) == found["recommended"]


def test_points_are_rounded_to_two_decimals() -> None:
    weights = {answer["question"]: answer["weight"] for answer in as_json()["answers"]}

    assert (weights["scale"], weights["autonomy"]) == (33.33, 66.67)


def test_the_boundary_names_every_step() -> None:
    boundary = as_json()["boundary"]

    assert boundary["charge"] == "orchestrated"
    assert boundary["notify"] == "event-driven"
    assert len(boundary) == 6


def test_every_answer_carries_its_evidence() -> None:
    assert all(answer["evidence"] for answer in as_json()["answers"])
