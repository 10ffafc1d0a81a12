"""What is refused as a condition, where and with which mend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.definition.conditions.condition import Condition, parse
from workflows.definition.conditions.tokens import ConditionError, is_name


def refusal(text: str) -> tuple[int, str]:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    return caught.value.position, caught.value.message


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 1, "is empty"),
        ("total >", 8, "expected a variable, a number or a text in quotes, found the end"),
        ("total > and", 9, "expected a variable, a number or a text in quotes, found 'and'"),
        ("the order is large", 5, "expected an operator such as and, = or <, found 'order'"),
        ("(total > 1", 11, "expected ')', found the end"),
        ("region in 'eu'", 11, "expected a list such as ('eu', 'us'), found 'eu'"),
        ("region in ('eu'", 16, "expected ',' or ')', found the end"),
        ("1 < total < 5", 11, "compares twice in a row"),
        ("region = 'eu", 10, "the quote ' is not closed"),
        ("total ; 1", 7, "holds ';', which means nothing here"),
        ("total > 1e999", 9, "1e999 is too large a number"),
        ("a" * 1001, 1001, "is longer than 1,000 characters"),
        ("not " * 61 + "a", 241, "has more than 60 operators and brackets"),
        ("(" * 61, 61, "has more than 60 operators and brackets"),
    ],
)
def test_a_refusal_names_position_and_mend(text: str, position: int, message: str) -> None:
    assert refusal(text)[0] == position
    assert refusal(text)[1].startswith(message)


def test_the_message_of_the_error_holds_the_position() -> None:
    with pytest.raises(ConditionError, match=r"found the end \(at character 4\)"):
        parse("a =")


def read_or_refused(text: str) -> Condition | ConditionError:
    try:
        return parse(text)
    except ConditionError as error:
        return error


@given(st.text(alphabet="ab1.'\" ()<=>!&|+-*/,\n${}notandri", max_size=40))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    match read_or_refused(text):
        case ConditionError(position=position):
            assert 1 <= position <= len(text) + 1
        case condition:
            assert parse(str(condition)) == condition


@pytest.mark.parametrize("text", ["total", "order.total", "_x1", "größe"])
def test_a_variable_can_have_this_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "and", "True", "1a", "credit-score", "a b", "a.", "a\n"])
def test_a_variable_cannot_have_this_name(text: str) -> None:
    assert not is_name(text)
