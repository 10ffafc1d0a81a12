"""What is wrong with a condition before any case runs."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.workflows.definition.conditions.trees import NAMES, sound_conditions
from workflows.definition.conditions.checking import problems
from workflows.definition.conditions.condition import Condition, parse
from workflows.definition.model import Variable, VariableType

VARIABLES = (
    Variable(name="total", type=VariableType.NUMBER),
    Variable(name="region", type=VariableType.TEXT),
    Variable(name="paid", type=VariableType.BOOLEAN),
)
NUMBERS = tuple(Variable(name=name, type=VariableType.NUMBER) for name in NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "paid",
        "not paid and total / 2 > -1",
        "region in ('eu', 'us')",
        "region < 'n'",
        "paid = false",
        "total * 0 = 0",
    ],
)
def test_a_sound_condition_has_no_problems(text: str) -> None:
    assert problems(parse(text), VARIABLES) == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("totl > 5", "asks about 'totl', which is no variable of the map; did you mean 'total'?"),
        (
            "weather = 'wet'",
            "asks about 'weather', which is no variable of the map; known are paid, region, total",
        ),
        (
            "region > 5",
            "`region > 5` compares a text with a number; compare values of one type",
        ),
        (
            "total in (1, 'two')",
            "`total in (1, 'two')` compares a number with a text; compare values of one type",
        ),
        (
            "not total",
            "`total` is a number, but true or false is needed here; compare it with something",
        ),
        (
            "total",
            "`total` is a number, but true or false is needed here; compare it with something",
        ),
        ("-region = 1", "`region` is a text, but a number is needed here"),
        ("paid + 1 > 1", "`paid` is true or false, but a number is needed here"),
        ("total / 0 > 1", "`total / 0` divides by zero; divide by something else"),
        ("paid < true", "`paid < true` orders true and false; use = or !="),
    ],
)
def test_a_problem_names_the_part_and_the_mend(text: str, problem: str) -> None:
    assert problems(parse(text), VARIABLES) == (problem,)


def test_a_map_without_variables_is_told_to_add_them() -> None:
    (problem,) = problems(parse("paid"), ())

    assert problem.endswith("add it to the variables")


def test_all_problems_come_at_once_and_each_once() -> None:
    found = problems(parse("totl > 5 or totl < 3 or not region"), VARIABLES)

    assert len(found) == 2


@given(sound_conditions)
def test_a_sound_condition_or_its_negation_holds(condition: Condition) -> None:
    case = dict.fromkeys(NAMES, 7.0)
    held = [condition.holds(case), parse(f"not ({condition})").holds(case)]

    assert problems(condition, NUMBERS) == ()
    assert sorted(held) == [False, True]
