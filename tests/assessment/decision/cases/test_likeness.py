"""How alike two cases are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.decision.cases.facts import FactValue
from assessment.decision.cases.likeness import compare, gower, nearest
from assessment.decision.cases.loading import load_cases
from assessment.decision.cases.sketch import assessment_of

BOOK = load_cases()
STEPS, SHARE = "steps", "immediate-share"


def likeness(own: dict[str, FactValue], other: dict[str, FactValue]) -> float:
    return gower(compare(own, other, BOOK.facts))


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "steps": st.floats(1, 1000),
        "immediate-share": st.floats(0, 1),
        "event-experience": st.sampled_from(["none", "tried", "everyday"]),
        "industry": st.sampled_from(["retail", "finance"]),
        "duties": st.frozensets(st.sampled_from(["audit", "payment", "health"])),
        "changing": st.just("yes"),
    },
)


@given(own=FACTS)
def test_a_case_is_wholly_like_itself(own: dict[str, FactValue]) -> None:
    assert likeness(own, own) == pytest.approx(1 if own else 0)


@given(own=FACTS, other=FACTS)
def test_likeness_is_the_same_both_ways_and_between_0_and_1(
    own: dict[str, FactValue], other: dict[str, FactValue]
) -> None:
    found = likeness(own, other)

    assert found == pytest.approx(likeness(other, own))
    assert -1e-9 <= found <= 1 + 1e-9


@pytest.mark.parametrize(
    ("fact", "own", "other", "alike"),
    [
        ("immediate-share", 0.25, 0.75, 0.5),
        ("steps", 2.0, 60.0, 0.0),
        ("steps", 1.0, 2.0, 1.0),
        ("event-experience", "none", "everyday", 0.0),
        ("event-experience", "none", "one-team", 0.5),
        ("industry", "retail", "finance", 0.0),
        ("duties", frozenset({"audit", "payment"}), frozenset({"audit"}), 0.5),
        ("duties", frozenset(), frozenset(), 1.0),
    ],
)
def test_facts_are_compared_by_their_kind(
    fact: str, own: FactValue, other: FactValue, alike: float
) -> None:
    (compared,) = compare({fact: own}, {fact: other}, BOOK.facts)

    assert compared.likeness == pytest.approx(alike)


def test_a_fact_that_one_does_not_state_is_ignored() -> None:
    assert compare({STEPS: 4.0}, {SHARE: 0.5}, BOOK.facts) == ()


def test_weights_share_out_the_likeness() -> None:
    own: dict[str, FactValue] = {SHARE: 0.5, "industry": "retail"}
    other: dict[str, FactValue] = {SHARE: 0.5, "industry": "finance"}

    assert likeness(own, other) == pytest.approx(1.5 / (1.5 + 0.5))


@pytest.mark.parametrize("name", ["coinbase-transactions", "nubank-transfers", "taco-bell-orders"])
def test_a_published_case_is_nearest_to_itself(name: str) -> None:
    case = next(case for case in BOOK.known if case.id == name)

    first = nearest(assessment_of(case.sketch, case.who), BOOK)[0]

    assert first.case.id == name


def test_too_few_facts_in_common_name_nobody() -> None:
    case = BOOK.known[0]

    assert nearest(assessment_of(case.sketch, "x"), replace(BOOK, enough=len(BOOK.facts))) == ()


def test_the_order_is_the_same_whatever_the_order_of_the_file() -> None:
    assessment = assessment_of(BOOK.known[2].sketch, "x")
    turned = replace(BOOK, known=BOOK.known[::-1])

    ours = [one.case.id for one in nearest(assessment, BOOK, 5)]

    assert ours == [one.case.id for one in nearest(assessment, turned, 5)]
