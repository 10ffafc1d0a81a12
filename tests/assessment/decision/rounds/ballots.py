"""Ballots to play with."""

from __future__ import annotations

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.rounds.ballot import Ballot
from assessment.decision.weights.methods import points_used
from tests.assessment.decision.maps import answered

QUESTIONS = load_knowledge().question_ids


def shared_out(person: str, points: tuple[float, ...], values: tuple[int, ...]) -> Ballot:
    """A ballot of points and answers, each in the order of the questions."""
    return Ballot(
        person=person,
        answers=answered(*values),
        weighting=Weighting(),
        weights=dict(zip(QUESTIONS, points, strict=True)),
    )


def ordered(person: str, order: tuple[str, ...], values: tuple[int, ...] = (3,) * 5) -> Ballot:
    """A ballot with an order without ties."""
    weighting = Weighting(
        method=WeightingMethod.RANKING, ranking=tuple((question,) for question in order)
    )
    return _weighed(person, weighting, values)


def judged(person: str, pairwise: dict[tuple[str, str], float]) -> Ballot:
    """A ballot of pairwise judgements."""
    weighting = Weighting(method=WeightingMethod.PAIRWISE, pairwise=pairwise)
    return _weighed(person, weighting, (3,) * 5)


def _weighed(person: str, weighting: Weighting, values: tuple[int, ...]) -> Ballot:
    return Ballot(
        person=person,
        answers=answered(*values),
        weighting=weighting,
        weights=points_used(weighting, {}, QUESTIONS),
    )
