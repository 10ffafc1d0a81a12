"""The known cases in ``verdict.json``."""

from __future__ import annotations

import json

from assessment.decision.cases.cases_json import cases_json
from assessment.decision.cases.loading import load_cases
from assessment.decision.cases.sketch import assessment_of
from workflows.definition.model import OrchestrationModel

CASE = next(case for case in load_cases().known if case.id == "taco-bell-orders")
WRITTEN = cases_json(assessment_of(CASE.sketch, CASE.who), OrchestrationModel.HYBRID)


def test_the_nearest_cases_are_written_with_what_they_chose() -> None:
    first = WRITTEN["nearest"][0]

    assert (first["case"], first["chose"]) == (CASE.id, "hybrid")
    assert len(WRITTEN["nearest"]) == 3
    assert first["likeness"] == round(first["likeness"], 6)


def test_the_rules_are_written_with_their_facts() -> None:
    assert [rule["rule"] for rule in WRITTEN["guide"]] == ["critical-core"]
    assert WRITTEN["guide"][0]["followed"] is True


def test_it_is_plain_data() -> None:
    assert json.loads(json.dumps(WRITTEN)) == WRITTEN
