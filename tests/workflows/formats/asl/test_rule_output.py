"""Conditions as rules that read back to them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.workflows.definition.conditions.trees import sound_conditions
from workflows.definition.conditions.condition import Condition
from workflows.definition.model import VariableType
from workflows.formats.asl.rule_output import condition_rule, jsonata_rule
from workflows.formats.asl.rules import condition_of


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ("total > 100", {"Variable": "$.total", "NumericGreaterThan": 100}),
        ("100 > total", {"Variable": "$.total", "NumericLessThan": 100}),
        ("region = 'eu'", {"Variable": "$.region", "StringEquals": "eu"}),
        ("region != 'eu'", {"Not": {"Variable": "$.region", "StringEquals": "eu"}}),
        ("paid", {"Variable": "$paid", "BooleanEquals": True}),
        (
            "region in ('eu', 'us')",
            {
                "Or": [
                    {"Variable": "$.region", "StringEquals": "eu"},
                    {"Variable": "$.region", "StringEquals": "us"},
                ]
            },
        ),
        ("total = limit", {"Variable": "$.total", "NumericEqualsPath": "$.limit"}),
    ],
)
def test_a_condition_becomes_a_comparison(condition: str, rule: dict[str, object]) -> None:
    variables = {"paid": (VariableType.BOOLEAN, True), "limit": (VariableType.NUMBER, False)}

    assert condition_rule(condition, variables) == rule


@pytest.mark.parametrize("condition", ["total * 2 > 10", "a = b", "1 = 2", "what?", ""])
def test_what_has_no_comparison_is_left_to_jsonata(condition: str) -> None:
    assert condition_rule(condition, {}) is None


def test_jsonata_says_arithmetic() -> None:
    rule = jsonata_rule("not (total * 2 > 10) and paid", {"paid": (VariableType.BOOLEAN, True)})

    assert rule == {"Condition": "{% $not(($states.input.total * 2) > 10) and $paid %}"}


@settings(max_examples=60)
@given(sound_conditions)
def test_jsonata_says_every_condition_over_numbers(condition: Condition) -> None:
    rule = jsonata_rule(str(condition), {})

    assert rule is not None
    assert condition_of(rule) == str(condition)
