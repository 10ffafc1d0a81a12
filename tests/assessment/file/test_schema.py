"""The published schemas: equal to the code's, and they refuse what the reader refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assessment.decision.plan import plan_for
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_json import verdict_json
from assessment.file.schema import SCHEMAS, assessment_schema, verdict_schema
from tests.assessment.decision.maps import assessed, order, ran

ROOT = Path(__file__).parents[3]
ASSESSMENT = Draft202012Validator(assessment_schema())
VERDICT = Draft202012Validator(verdict_schema())

SMALL: dict[str, Any] = {
    "podium": 1,
    "map": {"id": "m", "nodes": [{"id": "pay"}], "flows": []},
    "answers": {"scale": 3},
}


def verdict() -> dict[str, Any]:
    assessment, experiment = assessed(order()), ran()
    found = verdict_for(assessment, experiment)
    return verdict_json(assessment, found, experiment, plan_for(assessment, found), "0" * 64)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_file_is_the_codes_schema(name: str) -> None:
    published = json.loads((ROOT / "docs" / name).read_text("utf-8"))

    assert published == SCHEMAS[name]()
    Draft202012Validator.check_schema(published)


def test_a_small_assessment_is_valid() -> None:
    assert list(ASSESSMENT.iter_errors(SMALL)) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"podium": 2},
        {"colour": "red"},
        {"map": None},
        {"answers": {"scale": 6}},
        {"answers": {"speed": 3}},
        {"weights": {"scale": -1}},
        {"boundary": {"pay": "left"}},
        {"symptoms": [{"symptom": "lost-events", "severity": 2}]},
        {"scenario": {"cases": 0}},
        {"scenario": {"faults": [{"kind": "flood", "share": 0.1}]}},
        {"context": {"event_experience": "lots"}},
    ],
    ids=str,
)
def test_a_broken_assessment_is_refused(broken: dict[str, Any]) -> None:
    assert not ASSESSMENT.is_valid({**SMALL, **broken})


def test_a_verdict_with_its_experiment_is_valid() -> None:
    assert list(VERDICT.iter_errors(verdict())) == []


def test_a_verdict_without_an_experiment_is_valid() -> None:
    assert VERDICT.is_valid({**verdict(), "experiment": None})


@pytest.mark.parametrize("key", verdict_schema()["properties"])
def test_a_verdict_that_lacks_a_key_is_refused(key: str) -> None:
    assert not VERDICT.is_valid({name: value for name, value in verdict().items() if name != key})


def test_a_verdict_with_a_key_more_is_refused() -> None:
    assert not VERDICT.is_valid({**verdict(), "mood": "good"})
