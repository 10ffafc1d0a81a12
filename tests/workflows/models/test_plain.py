"""workflows/models/plain.py"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.workflows.stage import ORDER, SCENARIO
from workflows.definition.findings import Finding, Severity
from workflows.definition.model import (
    Choice,
    Definition,
    Failure,
    Node,
    Variable,
    VariableType,
)
from workflows.formats import yaml
from workflows.models.plain import from_plain, to_plain
from workflows.sandbox.scenario import Scenario


def test_a_definition_comes_back_from_json_as_it_was() -> None:
    definition = yaml.read(ORDER).definition

    stored = json.dumps(to_plain(definition))

    assert from_plain(Definition, json.loads(stored)) == definition


def test_a_definition_that_calls_others_comes_back() -> None:
    flag = Variable(
        name="paid",
        type=VariableType.BOOLEAN,
        choices=(Choice(value=True, share=0.9), Choice(value=False, share=0.1)),
    )
    inner = replace(yaml.read(ORDER).definition, id="inner", variables=(flag,))
    definition = replace(inner, id="outer", called=(inner,))

    stored = json.dumps(to_plain(definition))

    assert from_plain(Definition, json.loads(stored)) == definition


def test_a_pair_of_different_types_comes_back() -> None:
    failure = Failure(errors=(("declined", 0.1), ("stolen", 0.01)))

    assert from_plain(Failure, json.loads(json.dumps(to_plain(failure)))) == failure


def test_a_renamed_key_of_old_data_is_read() -> None:
    stored = {"id": "x", "name": "x", "kind": "end", "event": "error", "error_code": "declined"}

    assert from_plain(Node, stored).ref == "declined"


def test_a_scenario_comes_back_with_its_faults_and_its_boundary() -> None:
    stored = json.dumps(to_plain(SCENARIO))

    assert from_plain(Scenario, json.loads(stored)) == SCENARIO


def test_a_tuple_of_findings_comes_back() -> None:
    findings = (Finding(code="x", severity=Severity.LOW, where="pay", message="Look."),)

    assert from_plain(tuple[Finding, ...], to_plain(findings)) == findings


def test_a_key_that_old_data_lacks_takes_the_default() -> None:
    assert from_plain(Scenario, {"cases": 5}) == Scenario(cases=5)


def test_sets_are_written_in_order_so_that_equal_values_give_equal_bytes() -> None:
    assert to_plain(frozenset({"b", "a", "c"})) == ["a", "b", "c"]


def test_a_type_without_a_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        from_plain(complex, 1)


def test_a_key_that_no_field_has_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        from_plain(Scenario, {"colour": "blue"})
