"""The one scoring function: its properties, its flips, its ties."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from math import copysign

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.decision.knowledge import Suitability
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.scoring import (
    Scorecard,
    WeightFlip,
    answer_flips,
    break_even,
    fitted,
    normalised,
    score,
    weight_flips,
)
from workflows.definition.model import OrchestrationModel

QUESTIONS = load_knowledge().question_ids
TABLE = load_knowledge().suitability
CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel

answers = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, st.integers(1, 5)))
weights = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, st.integers(1, 100)))


def flat(value: float) -> Suitability:
    """A table in which every model suits every answer alike."""
    row = dict.fromkeys(OrchestrationModel, value)
    return replace(TABLE, cells=dict.fromkeys(QUESTIONS, (row,) * 5))


def test_a_score_is_the_weighted_mean_of_the_suitabilities() -> None:
    given_answers = dict.fromkeys(QUESTIONS, 3)

    card = score(given_answers, {}, TABLE)

    expected = sum(TABLE.row(question, 3)[HYBRID] for question in QUESTIONS) / 5
    assert card.scores[HYBRID] == pytest.approx(expected)


@given(answers, weights, st.floats(0.01, 100))
def test_scaling_all_weights_changes_nothing(
    answers: dict[str, int], weights: dict[str, int], factor: float
) -> None:
    scaled = {question: weight * factor for question, weight in weights.items()}

    card = score(answers, scaled, TABLE)

    assert card.scores == pytest.approx(score(answers, weights, TABLE).scores)


@given(answers, weights, st.sampled_from(QUESTIONS), st.sampled_from(list(OrchestrationModel)))
def test_a_better_suitability_for_a_model_never_lowers_it(
    answers: dict[str, int], weights: dict[str, int], question: str, model: OrchestrationModel
) -> None:
    row = {**TABLE.row(question, answers[question]), model: 100.0}
    better = replace(TABLE, cells={**TABLE.cells, question: (row,) * 5})

    after = score(answers, weights, better).scores[model]

    assert after >= score(answers, weights, TABLE).scores[model] - 1e-9


@given(answers, weights, st.sampled_from(list(OrchestrationModel)))
def test_hiding_a_model_never_reorders_the_others(
    answers: dict[str, int], weights: dict[str, int], hidden: OrchestrationModel
) -> None:
    shown = [model for model in OrchestrationModel if model is not hidden]

    card = score(answers, weights, TABLE, models=shown)

    everyone = list(score(answers, weights, TABLE).scores)
    assert list(card.scores) == [model for model in everyone if model is not hidden]


@given(answers, weights)
def test_the_points_of_the_questions_add_up_to_the_score(
    answers: dict[str, int], weights: dict[str, int]
) -> None:
    card = score(answers, weights, TABLE)

    for model, total in card.scores.items():
        assert sum(row[model] for row in card.points.values()) == pytest.approx(total)


def test_a_tie_goes_to_the_model_with_the_fewest_moving_parts() -> None:
    card = score(dict.fromkeys(QUESTIONS, 3), {}, flat(50))

    assert list(card.scores) == [CENTRALIZED, CHOREOGRAPHY, HYBRID]
    assert card.margin == 0


def test_without_weights_all_questions_count_alike() -> None:
    assert normalised(["a", "b"], {}) == {"a": 50, "b": 50}


def test_a_question_without_a_weight_does_not_count() -> None:
    assert normalised(["a", "b"], {"a": 30}) == {"a": 100, "b": 0}


@given(answers, weights)
def test_an_answer_flip_is_the_smallest_change_that_changes_the_leader(
    answers: dict[str, int], weights: dict[str, int]
) -> None:
    leader = score(answers, weights, TABLE).leader
    found = {flip.question: flip for flip in answer_flips(answers, weights, TABLE)}

    for question, before in answers.items():
        sizes = [
            abs(value - before)
            for value in range(1, 6)
            if score({**answers, question: value}, weights, TABLE).leader is not leader
        ]
        flip = found.get(question)
        assert (abs(flip.after - flip.before) if flip else None) == min(sizes, default=None)


def test_answer_flips_come_nearest_first() -> None:
    flips = answer_flips(dict.fromkeys(QUESTIONS, 3), {}, TABLE)

    sizes = [abs(flip.after - flip.before) for flip in flips]
    assert sizes == sorted(sizes)
    assert sizes


@given(answers, weights)
def test_beyond_its_break_even_weight_the_rival_has_overtaken_the_leader(
    answers: dict[str, int], weights: dict[str, int]
) -> None:
    card = score(answers, weights, TABLE)
    for flip in weight_flips(answers, weights, TABLE):
        nudge = min(flip.after, 100 - flip.after) * 1e-3
        # Two models that are level already part on either side of the present weight.
        ways = {1, -1} if abs(flip.after - flip.before) < 1e-9 else {flip.after - flip.before}
        ahead = [lead_of(flip.winner, card, answers, flip, nudge * copysign(1, w)) for w in ways]

        assert max(ahead) >= -1e-9


def lead_of(
    rival: OrchestrationModel,
    card: Scorecard,
    answers: dict[str, int],
    flip: WeightFlip,
    nudge: float,
) -> float:
    """The rival's lead over the present leader when the weight lies past break-even."""
    weights = moved(card.weights, flip.question, flip.after + nudge)
    scores = score(answers, weights, TABLE).scores
    return scores[rival] - scores[card.leader]


@given(answers, weights, st.sampled_from(QUESTIONS))
def test_up_to_the_break_even_weight_the_leader_leads_by_brute_force(
    answers: dict[str, int], weights: dict[str, int], question: str
) -> None:
    card = score(answers, weights, TABLE)
    flips = {flip.question: flip for flip in weight_flips(answers, weights, TABLE)}
    before = card.weights[question]
    reach = abs(flips[question].after - before) if question in flips else 100.0

    for percent in range(101):
        if abs(percent - before) < reach - 1e-6:
            scores = score(answers, moved(card.weights, question, percent), TABLE).scores
            assert scores[card.leader] >= max(scores.values()) - 1e-9


def test_a_lead_that_grows_both_ways_breaks_even_nowhere() -> None:
    assert break_even(own_lead=5, rest_lead=3) is None


def test_break_even_is_where_the_two_leads_cancel() -> None:
    weight = break_even(own_lead=-10, rest_lead=30)

    assert weight == pytest.approx(75)


def test_the_order_of_the_questions_does_not_matter() -> None:
    given_answers = dict(zip(QUESTIONS, (4, 4, 3, 3, 4), strict=True))
    cards = [
        score({question: given_answers[question] for question in order}, {}, TABLE)
        for order in permutations(QUESTIONS)
    ]

    assert all(card.scores == pytest.approx(cards[0].scores) for card in cards)


def moved(weights: dict[str, float] | object, question: str, weight: float) -> dict[str, float]:
    """The weights with one set and the others scaled to fill what is left."""
    assert isinstance(weights, dict)
    rest = sum(value for name, value in weights.items() if name != question)
    scale = (100 - weight) / rest
    return {n: weight if n == question else value * scale for n, value in weights.items()}


fits = st.floats(0, 1)


@given(answers, weights, fits)
def test_the_worth_of_a_boundary_enters_hybrid_with_its_share(
    answers: dict[str, int], weights: dict[str, int], fit: float
) -> None:
    by_table = score(answers, weights, TABLE).scores[HYBRID]

    on_this_map = score(answers, weights, fitted(TABLE, fit)).scores[HYBRID]

    assert on_this_map == pytest.approx((1 - TABLE.boundary_share * (1 - fit)) * by_table)


@given(answers, weights)
def test_a_clear_boundary_leaves_hybrid_what_the_table_gives(
    answers: dict[str, int], weights: dict[str, int]
) -> None:
    by_table, clear = (score(answers, weights, t).scores[HYBRID] for t in (TABLE, fitted(TABLE, 1)))

    assert clear == pytest.approx(by_table)


@given(answers, weights, fits)
def test_the_worth_of_a_boundary_touches_no_other_model(
    answers: dict[str, int], weights: dict[str, int], fit: float
) -> None:
    before, after = (score(answers, weights, t).scores for t in (TABLE, fitted(TABLE, fit)))

    assert (after[CENTRALIZED], after[CHOREOGRAPHY]) == (before[CENTRALIZED], before[CHOREOGRAPHY])


@given(answers, weights, st.tuples(fits, fits).map(sorted))
def test_a_better_boundary_never_lowers_hybrid(
    answers: dict[str, int], weights: dict[str, int], pair: list[float]
) -> None:
    worse, better = (score(answers, weights, fitted(TABLE, fit)).scores[HYBRID] for fit in pair)

    assert better >= worse - 1e-9


def test_cells_stay_between_0_and_100_whatever_the_boundary_is_worth() -> None:
    for fit in (0.0, 1.0):
        cells = [row[HYBRID] for rows in fitted(TABLE, fit).cells.values() for row in rows]

        assert min(cells) >= 0
        assert max(cells) <= 100
