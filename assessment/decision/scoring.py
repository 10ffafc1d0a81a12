"""The one scoring function, and what would change its outcome. Pure arithmetic on fixed scales.

score(model) = sum over questions of weight x suitability(question, answer, model) / 100, with the
weights scaled to sum to 100. A tie goes to the model that stands first in ``OrchestrationModel``:
centralized before choreography before hybrid, fewest moving parts first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.decision.knowledge import Suitability
from workflows.definition.model import OrchestrationModel

__all__ = [
    "AnswerFlip",
    "Scorecard",
    "WeightFlip",
    "answer_flips",
    "break_even",
    "fitted",
    "normalised",
    "score",
    "weight_flips",
]

# Differences below this are rounding of floats, not a lead: sums of a few products of numbers up
# to 100 err by less than 1e-12.
_EQUAL = 1e-9
_ANSWERS = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Scores 0 to 100, best first, and what each question adds: question id to model to points.
    ``weights`` sum to 100."""

    scores: Mapping[OrchestrationModel, float]
    points: Mapping[str, Mapping[OrchestrationModel, float]]
    weights: Mapping[str, float]

    @property
    def leader(self) -> OrchestrationModel:
        """The model that comes first."""
        return next(iter(self.scores))

    @property
    def runner_up(self) -> OrchestrationModel:
        """The model that comes second; the leader itself where it stands alone."""
        return list(self.scores)[min(1, len(self.scores) - 1)]

    @property
    def margin(self) -> float:
        """The leader's lead in points; 0 where it stands alone."""
        return self.scores[self.leader] - self.scores[self.runner_up]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFlip:
    """Another answer to one question, and who leads then."""

    question: str
    before: int
    after: int
    winner: OrchestrationModel


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFlip:
    """The weight of one question at which ``winner`` draws level, beyond which it leads; the
    other weights keep their proportions."""

    question: str
    before: float
    after: float
    winner: OrchestrationModel


def normalised(questions: Sequence[str], weights: Mapping[str, float]) -> dict[str, float]:
    """Weights scaled to sum to 100; equal weights where none is positive. A question without a
    weight gets 0."""
    raw = {question: weights.get(question, 0.0) for question in questions}
    total = sum(raw.values())
    if total <= 0:
        return {question: 100 / len(questions) for question in questions}
    return {question: 100 * weight / total for question, weight in raw.items()}


def fitted(suitability: Suitability, fit: float) -> Suitability:
    """The table as it holds for one map, whose best boundary is worth ``fit`` (0 to 1): each cell
    of hybrid becomes (1 - share x (1 - fit)) x cell, with the table's ``boundary_share``. The
    table speaks of a hybrid with a clear boundary; without one, it loses that share. The other
    models' cells stay as they are."""
    kept = 1 - suitability.boundary_share * (1 - fit)
    cells = {
        question: tuple(
            {
                **row,
                OrchestrationModel.HYBRID: kept * row[OrchestrationModel.HYBRID],
            }
            for row in rows
        )
        for question, rows in suitability.cells.items()
    }
    return replace(suitability, cells=cells)


def score(
    answers: Mapping[str, int],
    weights: Mapping[str, float],
    suitability: Suitability,
    *,
    models: Iterable[OrchestrationModel] = OrchestrationModel,
) -> Scorecard:
    """The scorecard of the answered questions for the given models."""
    shares = normalised(list(answers), weights)
    points = {
        question: {
            model: shares[question] * suitability.row(question, answer)[model] / 100
            for model in models
        }
        for question, answer in answers.items()
    }
    scores = {model: sum(row[model] for row in points.values()) for model in models}
    return Scorecard(scores=dict(_ranked(scores)), points=points, weights=shares)


def answer_flips(
    answers: Mapping[str, int], weights: Mapping[str, float], suitability: Suitability
) -> tuple[AnswerFlip, ...]:
    """Per question the smallest change of its answer that gives another model the lead; the
    smallest of all first, the lower answer first where two are as near."""
    leader = score(answers, weights, suitability).leader
    flips = [
        flip
        for question in answers
        if (flip := _nearest_answer(question, answers, weights, suitability, leader))
    ]
    return tuple(sorted(flips, key=lambda flip: abs(flip.after - flip.before)))


def weight_flips(
    answers: Mapping[str, int], weights: Mapping[str, float], suitability: Suitability
) -> tuple[WeightFlip, ...]:
    """Per question the break-even weight nearest to its present one, the nearest of all first."""
    card = score(answers, weights, suitability)
    flips = [
        flip
        for question in answers
        if (flip := _nearest_weight(question, answers, card, suitability))
    ]
    return tuple(sorted(flips, key=lambda flip: abs(flip.after - flip.before)))


def break_even(own_lead: float, rest_lead: float) -> float | None:
    """The weight t, 0 to 100, at which a lead vanishes; None where no weight does that.

    ``own_lead`` is the leader's lead over a rival when the question alone counts, ``rest_lead``
    when all others alone count: t x own_lead + (100 - t) x rest_lead = 0.
    """
    if abs(own_lead - rest_lead) < _EQUAL:
        return None
    weight = 100 * rest_lead / (rest_lead - own_lead)
    # At the very end there is no weight beyond at which the rival would lead.
    return weight if _EQUAL < weight < 100 - _EQUAL else None


def _ranked(
    scores: Mapping[OrchestrationModel, float],
) -> list[tuple[OrchestrationModel, float]]:
    order = {model: place for place, model in enumerate(OrchestrationModel)}
    # Rounding makes equal scores equal before the tie rule looks at them.
    return sorted(scores.items(), key=lambda item: (-round(item[1], 9), order[item[0]]))


def _nearest_answer(
    question: str,
    answers: Mapping[str, int],
    weights: Mapping[str, float],
    suitability: Suitability,
    leader: OrchestrationModel,
) -> AnswerFlip | None:
    before = answers[question]
    others = sorted(set(_ANSWERS) - {before}, key=lambda value: (abs(value - before), value))
    for after in others:
        winner = score({**answers, question: after}, weights, suitability).leader
        if winner is not leader:
            return AnswerFlip(question=question, before=before, after=after, winner=winner)
    return None


def _nearest_weight(
    question: str, answers: Mapping[str, int], card: Scorecard, suitability: Suitability
) -> WeightFlip | None:
    before = card.weights[question]
    crossings = list(_crossings(question, answers, card, suitability))
    if not crossings:
        return None
    after, winner = min(crossings, key=lambda crossing: abs(crossing[0] - before))
    return WeightFlip(question=question, before=before, after=after, winner=winner)


def _crossings(
    question: str, answers: Mapping[str, int], card: Scorecard, suitability: Suitability
) -> Iterator[tuple[float, OrchestrationModel]]:
    """Where each rival draws level with the leader, in ranking order."""
    own = suitability.row(question, answers[question])
    rest = _rest(question, answers, card, suitability)
    for rival in list(card.scores)[1:]:
        level = break_even(own[card.leader] - own[rival], rest[card.leader] - rest[rival])
        if level is not None:
            yield level, rival


def _rest(
    question: str, answers: Mapping[str, int], card: Scorecard, suitability: Suitability
) -> Mapping[OrchestrationModel, float]:
    """The scores when the question does not count; the others weigh alike where it had all."""
    others = {other: answer for other, answer in answers.items() if other != question}
    if not others:
        return suitability.row(question, answers[question])
    return score(others, card.weights, suitability).scores
