"""The answer to a question, how sure the team is, and why."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Answer
from assessment.decision.evidence.staleness import seen_facts, seen_token
from assessment.decision.verdict import Suggestion
from assessment.forms.answers import AnswerForm

MEANINGS = ("none", "little", "some", "much", "all")
THREE = Suggestion(question="scale", value=3, low=2, high=4, evidence=())


def answer(value: int, reason: str = "", **more: str) -> AnswerForm:
    data = {"version": "0", "value": str(value), "reason": reason} | more
    return AnswerForm(data, suggestion=THREE, meanings=MEANINGS)


@pytest.mark.parametrize("value", [2, 3, 4])
def test_an_answer_within_the_suggested_range_needs_no_reason(value: int) -> None:
    assert answer(value).is_valid()


@pytest.mark.parametrize("value", [1, 5])
def test_an_answer_outside_the_suggested_range_needs_a_reason(value: int) -> None:
    assert "the facts suggest from 2 to 4" in answer(value).errors["reason"][0]
    assert answer(value, reason="Black Friday").is_valid()


def test_a_sixth_answer_is_refused() -> None:
    assert "value" in answer(6).errors


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ({}, (None, None)),
        ({"sure": "one"}, (None, None)),
        ({"sure": "exact"}, (4, 4)),
        ({"sure": "two"}, (2, 5)),
        ({"sure": "own", "low": "3", "high": "4"}, (3, 4)),
    ],
)
def test_how_sure_becomes_a_range(
    typed: dict[str, str], ends: tuple[int | None, int | None]
) -> None:
    form = answer(4, **typed)

    assert form.is_valid()
    assert (form.to_answer().low, form.to_answer().high) == ends


def test_a_range_that_misses_the_answer_is_refused() -> None:
    assert (
        "does not hold your answer 4" in answer(4, sure="own", low="1", high="2").errors["sure"][0]
    )


def test_a_range_with_one_end_is_refused() -> None:
    assert "both ends" in answer(4, sure="own", low="1", high="").errors["sure"][0]


def test_it_keeps_what_was_seen() -> None:
    form = answer(3)

    assert form.is_valid()
    assert form.to_answer().seen == seen_facts(THREE)


def test_other_facts_than_those_shown_ask_for_a_second_look() -> None:
    assert answer(3, facts="old").non_field_errors()
    assert answer(3, facts=seen_token(THREE)).is_valid()


@pytest.mark.parametrize(
    ("low", "high", "sure"),
    [(None, None, "one"), (4, 4, "exact"), (2, 5, "two"), (3, 4, "own"), (3, 5, "one")],
)
def test_a_stored_range_comes_back_as_it_was_chosen(
    low: int | None, high: int | None, sure: str
) -> None:
    stored = Answer(question="scale", value=4, low=low, high=high)

    assert AnswerForm.initial_of(stored, 1, THREE)["sure"] == sure
