"""Choice rules as conditions and as words."""

from __future__ import annotations

from typing import Any

import pytest

from workflows.formats.asl.rules import condition_of, words_of


def _rule(operator: str, value: object, variable: str = "$.total") -> dict[str, Any]:
    return {"Variable": variable, operator: value}


_BIG, _PAID = _rule("NumericGreaterThan", 100), _rule("BooleanEquals", True, "$.paid")


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        (_rule("NumericLessThanEquals", -2.5), "total <= -2.5"),
        (_rule("StringEquals", "it's", "$.order.state"), "order.state = 'it''s'"),
        (_rule("StringEquals", "eu", "$['region']"), "region = 'eu'"),
        (_rule("NumericEqualsPath", "$.limit"), "total = limit"),
        (_rule("TimestampEquals", "2024-01-01T00:00:00Z", "$.at"), "at = '2024-01-01T00:00:00Z'"),
        ({"And": [_BIG, {"Or": [_PAID, _BIG]}]}, "total > 100 and (paid = true or total > 100)"),
        ({"Not": {"And": [_BIG, _PAID]}}, "not (total > 100 and paid = true)"),
        (
            {"Condition": "{% $states.input.total > 100 and $not($paid) %}"},
            "total > 100 and not paid",
        ),
        ({"Condition": '{% $region in ["eu", "us"] %}'}, "region in ('eu', 'us')"),
        ({"Condition": True}, "true"),
    ],
)
def test_a_rule_is_a_condition_where_one_says_the_same(
    rule: dict[str, Any], condition: str
) -> None:
    assert condition_of(rule) == condition


@pytest.mark.parametrize(
    "rule",
    [
        _rule("IsPresent", True),
        _rule("StringMatches", "a*"),
        _rule("StringEquals", "a", "$.items[0]"),
        _rule("StringEquals", "a", "$.detail-type"),
        _rule("StringEquals", "a", "$$.Execution.Id"),
        _rule("TimestampLessThan", "2024-01-01T00:00:00Z"),
        _rule("NumericEquals", "7"),
        {"And": []},
        {"And": [_BIG, _rule("IsNull", True)]},
        {"Condition": "{% $exists($a) %}"},
        {"Condition": "{% $states.input.a[0] = 1 %}"},
        {"Condition": "{% a = 1 %}"},
        {"Condition": "{% $a & 'b' = 'c' %}"},
        {"Condition": "no expression"},
        {"And": [_BIG] * 80},
    ],
)
def test_a_rule_that_no_condition_says_stays_words(rule: dict[str, Any]) -> None:
    assert condition_of(rule) == ""


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (_rule("IsPresent", False, "$.a.token"), "token is missing"),
        ({"Not": _rule("IsPresent", True)}, "total is missing"),
        (_rule("StringMatches", "a*"), "total is like 'a*'"),
        ({"Or": [_BIG, _PAID]}, "total > 100 or paid = true"),
        ({"Not": _BIG}, "not (total > 100)"),
        ({"Condition": "{% $a = 1 %}"}, "$a = 1"),
        ({"Condition": "{% $states.input.job.state = 'DONE' %}"}, "job.state = 'DONE'"),
        ({**_BIG, "Comment": " Too \n big"}, "Too big"),
    ],
)
def test_every_rule_has_words(rule: dict[str, Any], words: str) -> None:
    assert words_of(rule) == words


def test_words_are_short_enough_to_stand_beside_an_arrow() -> None:
    words = words_of({"And": [_BIG] * 20})

    assert len(words) <= 60
    assert words.endswith("…")
