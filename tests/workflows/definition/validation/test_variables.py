"""Variables, and the conditions that ask about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.definition.steps import chain, node
from tests.workflows.definition.validation.maps import texts
from workflows.definition.model import (
    Choice,
    Definition,
    Flow,
    Loop,
    LoopKind,
    Node,
    NodeKind,
    Variable,
    VariableType,
)

TOTAL = Variable(name="total", type=VariableType.NUMBER, low=1, high=9)
REGION = Variable(
    name="region",
    type=VariableType.TEXT,
    choices=(Choice(value="eu", share=0.5), Choice(value="us", share=0.5)),
)


def knowing(*variables: Variable) -> Definition:
    return replace(chain(node("a")), variables=variables)


def asking(condition: str, *variables: Variable) -> Definition:
    nodes = (node("ok", NodeKind.DECISION), node("a"), node("b"))
    flows = (
        Flow(id="fa", source="ok", target="a", condition=condition),
        Flow(id="fb", source="ok", target="b", default=True),
    )
    return replace(chain(*nodes), flows=flows, variables=variables)


def shared(*values: tuple[str | float | bool, float]) -> Variable:
    return replace(REGION, choices=tuple(Choice(value=v, share=s) for v, s in values))


def test_sound_variables_have_no_problems() -> None:
    assert texts(knowing(TOTAL, replace(REGION, source="a"))) == []


@pytest.mark.parametrize(
    ("variable", "problem"),
    [
        (
            replace(TOTAL, name="credit-score"),
            "name must be a word of letters, digits, '_' and '.', which conditions can hold",
        ),
        (replace(TOTAL, source="moon"), "source names 'moon', which is no step of the map"),
        (replace(TOTAL, low=10), "low (10) is above high (9); swap them"),
        (replace(TOTAL, high=None), "has no values; state low and high, or choices"),
        (replace(TOTAL, high=float("inf")), "low and high must be finite"),
        (
            replace(REGION, choices=()),
            "has no choices; say which values it takes, each with its share",
        ),
        (replace(REGION, low=1), "low and high are for numbers without choices; remove them"),
        (shared(("eu", 0.5), ("us", 0.4)), "the shares of its choices add up to 0.9, not to 1"),
        (shared(("eu", -0.5), ("us", 1.5)), "choices must not have negative shares"),
        (shared(("eu", 0.5), ("eu", 0.5)), "choices hold a value twice; add the shares up"),
        (shared(("eu", 0.5), (7.0, 0.5)), "choices hold 7.0, which is no text"),
    ],
)
def test_a_problem_of_a_variable_names_it(variable: Variable, problem: str) -> None:
    assert texts(knowing(variable)) == [f"variable {variable.name!r}: {problem}"]


def test_a_variable_stands_once() -> None:
    assert texts(knowing(TOTAL, TOTAL)) == [
        "variable 'total': stands 2 times; keep one, or rename the others"
    ]


def test_a_sound_condition_has_no_problems() -> None:
    assert texts(asking("total > 5 and region = 'eu'", TOTAL, REGION)) == []


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        (
            "totl > 5",
            "asks about 'totl', which is no variable of the map; did you mean 'total'?",
        ),
        (
            "total > 'five'",
            "`total > 'five'` compares a number with a text; compare values of one type",
        ),
        ("total >", "expected a variable, a number or a text in quotes, found the end"),
    ],
)
def test_a_problem_of_a_condition_names_its_flow(condition: str, problem: str) -> None:
    (found,) = texts(asking(condition, TOTAL))

    assert found.startswith(f"flow 'fa': condition {problem}")


def test_without_variables_a_condition_is_a_note_for_people() -> None:
    assert texts(asking("the order is large")) == []


def looped(condition: str) -> Node:
    return replace(node("a"), loop=Loop(kind=LoopKind.STANDARD, condition=condition))


def test_the_condition_of_a_loop_is_checked_as_well() -> None:
    definition = replace(chain(looped("left > 0")), variables=(TOTAL,))

    assert texts(definition) == [
        "step 'a': loop.condition asks about 'left', which is no variable of the map; "
        "known are total"
    ]
