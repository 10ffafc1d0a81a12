"""The smallest change of answers that gives another model the lead.

All 5^n combinations of answers are scored at once; for five questions these are 3,125.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np

from assessment.decision.knowledge import Suitability
from assessment.decision.scoring import normalised
from workflows.definition.model import OrchestrationModel

__all__ = ["smallest_change"]


def smallest_change(
    answers: Mapping[str, int], weights: Mapping[str, float], suitability: Suitability
) -> dict[str, int]:
    """The new answers, by question, of the change with the fewest steps in all; of several as
    small, the one that moves fewest questions; of those, the one with the lowest answers. Empty
    where the leader leads whatever is answered."""
    questions = list(answers)
    shares = normalised(questions, weights)
    others = np.array(list(product(range(1, 6), repeat=len(questions))))
    scores = np.zeros((len(others), len(OrchestrationModel)))
    for column, question in enumerate(questions):
        rows = [[row[m] for m in OrchestrationModel] for row in suitability.cells[question]]
        scores += shares[question] / 100 * np.array(rows)[others[:, column] - 1]
    leaders = np.round(scores, 9).argmax(axis=1)
    stated = np.array([answers[question] for question in questions])
    moved = np.abs(others - stated)
    steps = moved.sum(axis=1)
    flipped = np.flatnonzero(leaders != leaders[steps.argmin()])
    if not flipped.size:
        return {}
    # Combinations come in rising order, so the first of the nearest has the lowest answers.
    nearest = np.lexsort(((moved[flipped] > 0).sum(axis=1), steps[flipped]))[0]
    chosen = others[flipped[nearest]]
    return {
        q: int(new) for q, new, old in zip(questions, chosen, stated, strict=True) if new != old
    }
