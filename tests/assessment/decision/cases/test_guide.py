"""The guide's rules: they hold for their own facts and around them, and speak where they apply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.cases.guide import broken, guide_says
from assessment.decision.cases.loading import load_cases
from assessment.decision.cases.model import GuideCase
from assessment.decision.cases.sketch import assessment_of
from tests.assessment.decision.cases.variations import neighbours
from workflows.definition.model import OrchestrationModel

BOOK = load_cases()
CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel
CASES = [pytest.param(case, id=case.id) for case in BOOK.guide]


def named(name: str) -> GuideCase:
    return next(case for case in BOOK.guide if case.id == name)


@pytest.mark.parametrize("case", CASES)
def test_what_the_guide_says_follows_from_the_facts(case: GuideCase) -> None:
    assert broken(case) == ()


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_it_follows_in_the_neighbourhood_too(case: GuideCase, data: st.DataObject) -> None:
    sketch = data.draw(neighbours(case))

    assert broken(case, sketch) == ()


@pytest.mark.parametrize("case", CASES)
def test_a_rule_speaks_about_its_own_facts(case: GuideCase) -> None:
    sketch = case.change(case.sketch) if case.change else case.sketch

    fired = guide_says(assessment_of(sketch, case.title), CENTRALIZED, BOOK)

    assert case.id in {rule.case.id for rule in fired}


def test_a_rule_is_silent_where_a_fact_is_not_stated() -> None:
    sketch = named("short-and-soon").sketch
    silent = replace(sketch, context=replace(sketch.context, delivery=""))

    fired = guide_says(assessment_of(silent, "Booking"), CENTRALIZED, BOOK)

    assert "short-and-soon" not in {rule.case.id for rule in fired}


def test_a_rule_names_the_facts_for_which_it_speaks() -> None:
    assessment = assessment_of(named("short-and-soon").sketch, "Booking")

    rule = guide_says(assessment, CENTRALIZED, BOOK)[0]

    assert [fact.text for fact in rule.facts] == [
        "3 steps",
        "60 cases an hour in two years",
        "first version within: Within weeks",
    ]


@pytest.mark.parametrize(
    ("recommended", "followed"), [(CENTRALIZED, True), (CHOREOGRAPHY, False), (HYBRID, False)]
)
def test_a_verdict_follows_a_rule_or_goes_another_way(
    recommended: OrchestrationModel, followed: bool
) -> None:
    assessment = assessment_of(named("regulated").sketch, "Loan")

    (rule,) = (r for r in guide_says(assessment, recommended, BOOK) if r.case.id == "regulated")

    assert rule.followed is followed


def test_what_does_not_follow_is_said() -> None:
    case = named("regulated")
    wrong = replace(case, expect=replace(case.expect, recommended=CHOREOGRAPHY))

    (said,) = broken(wrong)

    assert said.startswith("centralized instead of choreography, by ")


def test_a_side_that_does_not_follow_is_said() -> None:
    case = named("critical-core")
    wrong = replace(case, expect=replace(case.expect, orchestrated=("Notify",), event_driven=()))

    assert broken(wrong) == ("Notify is event-driven",)
