"""Beliefs and tables for the tests of robustness, built in one line each."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from assessment.decision.knowledge import Suitability
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.robustness import Belief, Beliefs
from assessment.decision.scoring import score
from workflows.definition.model import OrchestrationModel

QUESTIONS = load_knowledge().question_ids
TABLE = load_knowledge().suitability

answers = st.lists(st.integers(1, 5), min_size=5, max_size=5)
weights = st.lists(st.integers(1, 40), min_size=5, max_size=5)


def beliefs(*values: int, reach: int = 1, concentration: float = 40.0, **points: float) -> Beliefs:
    """The five questions answered so, ``reach`` steps either way; equal weights but for those
    named in ``points`` (all of them then)."""
    given_points = {q: points.get(q.replace("-", "_"), 0.0) for q in QUESTIONS}
    shares = given_points if any(points.values()) else dict.fromkeys(QUESTIONS, 20.0)
    return Beliefs(
        answers={
            q: Belief(value=v, low=max(1, v - reach), high=min(5, v + reach))
            for q, v in zip(QUESTIONS, values, strict=True)
        },
        weights=shares,
        concentration=concentration,
    )


def leader(found: Beliefs, table: Suitability = TABLE) -> OrchestrationModel:
    stated = {question: belief.value for question, belief in found.answers.items()}
    return score(stated, found.weights, table).leader


def raised(model: OrchestrationModel, by: float) -> Suitability:
    """The table with every cell of one model raised."""
    cells = {
        question: tuple({**row, model: row[model] + by} for row in rows)
        for question, rows in TABLE.cells.items()
    }
    return replace(TABLE, cells=cells)
