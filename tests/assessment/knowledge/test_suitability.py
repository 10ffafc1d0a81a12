"""The knowledge base itself: the table leans the way the guide argues."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assessment.decision.assessment import EventExperience, Perspective
from assessment.decision.evidence.measures import MEASURES
from assessment.decision.knowledge_loading import load_knowledge
from workflows.definition.model import OrchestrationModel

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel
KNOWLEDGE = load_knowledge()

RISES = [
    ("consistency", CENTRALIZED),
    ("autonomy", CHOREOGRAPHY),
    ("event-experience", CHOREOGRAPHY),
    ("event-experience", HYBRID),
    ("scale", CHOREOGRAPHY),
    ("operations", CHOREOGRAPHY),
    ("operations", HYBRID),
]
FALLS = [
    ("consistency", CHOREOGRAPHY),
    ("autonomy", CENTRALIZED),
    ("event-experience", CENTRALIZED),
    ("scale", CENTRALIZED),
    ("operations", CENTRALIZED),
]


def column(question: str, model: OrchestrationModel) -> list[float]:
    return [KNOWLEDGE.suitability.row(question, answer)[model] for answer in range(1, 6)]


@pytest.mark.parametrize(("question", "model"), RISES)
def test_a_higher_answer_speaks_for_the_model(question: str, model: OrchestrationModel) -> None:
    assert all(low < high for low, high in pairwise(column(question, model)))


@pytest.mark.parametrize(("question", "model"), FALLS)
def test_a_higher_answer_speaks_against_the_model(question: str, model: OrchestrationModel) -> None:
    assert all(low > high for low, high in pairwise(column(question, model)))


def test_hybrid_suits_a_core_that_must_agree_best() -> None:
    hybrid = column("consistency", HYBRID)

    assert max(hybrid) == hybrid[2]
    assert KNOWLEDGE.suitability.row("consistency", 3)[CENTRALIZED] < hybrid[2]


def test_every_rule_reads_a_known_measure() -> None:
    assert {rule.measure for rule in KNOWLEDGE.rules} <= MEASURES.keys()


def test_every_measure_serves_a_rule() -> None:
    assert MEASURES.keys() == {rule.measure for rule in KNOWLEDGE.rules}


def test_the_five_questions_stand_in_their_order() -> None:
    assert KNOWLEDGE.question_ids == (
        "consistency",
        "autonomy",
        "event-experience",
        "scale",
        "operations",
    )


@pytest.mark.parametrize("perspective", Perspective)
def test_every_perspective_has_symptoms_to_rate(perspective: Perspective) -> None:
    assert sum(perspective in symptom.perspectives for symptom in KNOWLEDGE.symptoms) >= 5


def test_the_options_of_event_experience_are_those_the_model_knows() -> None:
    options = KNOWLEDGE.context_by_id["event_experience"].option_ids

    assert options == tuple(EventExperience)


def test_the_plan_covers_thirty_days_without_a_gap() -> None:
    stages = KNOWLEDGE.plan.stages

    assert (stages[0].first_day, stages[-1].last_day) == (1, 30)
    assert all(a.last_day + 1 == b.first_day for a, b in pairwise(stages))
