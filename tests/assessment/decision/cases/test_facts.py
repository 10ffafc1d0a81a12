"""The facts by which cases are compared."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Context, Perspective, SymptomRating
from assessment.decision.cases.facts import FactValue, facts_of
from assessment.decision.cases.loading import load_cases
from assessment.decision.knowledge_loading import load_knowledge
from tests.assessment.decision.maps import ASSUMED, assessed, line, step

FACTS = load_cases().fact_by_id


def test_what_nobody_stated_is_no_fact() -> None:
    facts = facts_of(assessed(line(step("a", assumed=ASSUMED))))

    assert "immediate-share" not in facts
    assert "duties" not in facts
    assert facts["steps"] == 1


def test_no_duties_is_a_fact() -> None:
    facts = facts_of(assessed(context=Context(regulation=("none",))))

    assert facts["duties"] == frozenset()


def test_pains_are_what_is_felt_clearly() -> None:
    felt = tuple(
        SymptomRating(symptom=name, perspective=Perspective.BUSINESS, severity=severity)
        for name, severity in (("state-unknown", 2), ("lost-events", 1))
    )

    assert facts_of(assessed(symptoms=felt))["pains"] == frozenset({"state-unknown"})


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("steps", 1.0, "1 step"),
        ("steps", 7.0, "7 steps"),
        ("cases-per-hour", 45000.0, "45,000 cases an hour in two years"),
        ("immediate-share", 0.571, "57 % of the steps must agree at once"),
        ("duties", frozenset(), "duties: none"),
        ("duties", frozenset({"audit", "payment"}), None),
        ("industry", "retail", "industry: Retail and e-commerce"),
    ],
)
def test_a_fact_is_said_in_words(fact: str, value: FactValue, said: str | None) -> None:
    words = FACTS[fact].say(value, load_knowledge())

    assert words == said if said else "Audit trail and Payment" in words
