"""Thousands of other weightings and answers that the team could as well have meant.

Weights are drawn from a Dirichlet distribution round the stated ones, answers from their range
(Butler, Jia and Dyer 1997, "Simulation techniques for the sensitivity analysis of multi-criteria
decision models", for drawing weights and scores together; Lahdelma, Hokkanen and Salminen 1998,
"SMAA", for the share of firsts as the figure to report).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.decision.knowledge import Suitability
from assessment.decision.robustness.beliefs import Beliefs
from workflows.definition.model import OrchestrationModel

__all__ = ["DRAWS", "SEED", "Drawn", "drawn_scores", "tally"]

DRAWS = 10_000
SEED = 20_261_125
"""One seed for every verdict, so that the same input gives the same figures everywhere."""

type _Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the draws say. ``firsts`` counts the draws in which each model came first, ``regret`` is
    how many points short of the best of its draw a model is on average, ``lead_low`` and
    ``lead_high`` hold the lead of ``leader`` over the best other model in nine of ten draws."""

    draws: int
    firsts: Mapping[OrchestrationModel, int]
    regret: Mapping[OrchestrationModel, float]
    leader: OrchestrationModel
    lead_low: float
    lead_high: float


def drawn_scores(
    beliefs: Beliefs, suitability: Suitability, *, draws: int = DRAWS, seed: int = SEED
) -> _Floats:
    """Scores, one row a draw, one column a model in the order of ``OrchestrationModel``."""
    generator = np.random.default_rng(seed)
    weights = _weights(beliefs, generator, draws)
    scores = np.zeros((draws, len(OrchestrationModel)))
    for column, (question, belief) in enumerate(beliefs.answers.items()):
        answers = _answers(belief.chances, generator.random(draws))
        scores += weights[:, [column]] * _cells(suitability, question)[answers]
    return scores


def tally(scores: _Floats, leader: OrchestrationModel) -> Drawn:
    """Count what was drawn. Equal scores go to the model with the fewest moving parts."""
    models = list(OrchestrationModel)
    # Rounded as the scorecard rounds, so that a tie is the same tie in both.
    rounded = np.round(scores, 9)
    firsts = np.bincount(rounded.argmax(axis=1), minlength=len(models))
    regret = (rounded.max(axis=1, keepdims=True) - rounded).mean(axis=0)
    own = models.index(leader)
    lead = rounded[:, own] - np.delete(rounded, own, axis=1).max(axis=1)
    low, high = np.quantile(lead, (0.05, 0.95))
    return Drawn(
        draws=len(scores),
        firsts={model: int(firsts[place]) for place, model in enumerate(models)},
        regret={model: float(regret[place]) for place, model in enumerate(models)},
        leader=leader,
        lead_low=float(low),
        lead_high=float(high),
    )


def _weights(beliefs: Beliefs, generator: np.random.Generator, draws: int) -> _Floats:
    """Shares that sum to 1, one column a question; a question that weighs nothing stays so."""
    stated = np.array([beliefs.weights[question] / 100 for question in beliefs.answers])
    drawn = np.zeros((draws, len(stated)))
    counts = stated > 0
    drawn[:, counts] = generator.dirichlet(beliefs.concentration * stated[counts], draws)
    return drawn


def _answers(chances: _Floats, uniform: _Floats) -> NDArray[np.intp]:
    """Answers as places from 0, by the inverse of the distribution: a shift of the chances towards
    higher answers never turns a draw into a lower one."""
    edges = np.cumsum(chances)[:-1]
    return np.searchsorted(edges, uniform, side="right")


def _cells(suitability: Suitability, question: str) -> _Floats:
    rows = suitability.cells[question]
    return np.array([[row[model] for model in OrchestrationModel] for row in rows])
