"""Which fact would settle a question."""

from __future__ import annotations

from assessment.decision.assessment import Context, EventExperience
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.rounds.settling import settling_fact
from tests.assessment.decision.maps import assessed, order

KNOWLEDGE = load_knowledge()


def test_a_missing_fact_comes_first() -> None:
    found = settling_fact("event-experience", assessed(order()), None, knowledge=KNOWLEDGE)

    assert found is not None
    assert found.state == "missing"
    assert found.why


def test_among_known_facts_the_one_that_pulls_most_settles() -> None:
    context = Context(
        event_experience=EventExperience.EVERYDAY, observability=("tracing", "correlation-ids")
    )

    found = settling_fact(
        "event-experience", assessed(order(), context=context), None, knowledge=KNOWLEDGE
    )

    assert found is not None
    assert (found.state, found.fact) == ("known", "context.event_experience")


def test_a_question_without_a_rule_is_settled_by_nothing() -> None:
    assert settling_fact("mood", assessed(order()), None, knowledge=KNOWLEDGE) is None
