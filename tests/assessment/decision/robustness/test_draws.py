"""The draws: against exact figures where there are any, and always the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.robustness import DRAWS, Beliefs
from assessment.decision.robustness.draws import drawn_scores, tally
from assessment.decision.scoring import score
from tests.assessment.decision.robustness.worlds import (
    QUESTIONS,
    TABLE,
    answers,
    beliefs,
    leader,
    raised,
)
from workflows.definition.model import OrchestrationModel

models = st.sampled_from(list(OrchestrationModel))
SURE = 1e9
"""A concentration at which weights do not move."""
UNEVEN = dict(zip(QUESTIONS, (13.1, 17.3, 18.9, 23.2, 27.5), strict=True))
"""Weights with which no two models tie: a tie would be broken by the last digits of a draw."""


def exact_shares(found: Beliefs) -> dict[OrchestrationModel, float]:
    """The share of firsts with fixed weights, over all combinations of answers."""
    shares = dict.fromkeys(OrchestrationModel, 0.0)
    for combination in product(range(1, 6), repeat=len(QUESTIONS)):
        chance = prod(
            found.answers[question].chances[answer - 1]
            for question, answer in zip(QUESTIONS, combination, strict=True)
        )
        if chance:
            stated = dict(zip(QUESTIONS, combination, strict=True))
            shares[score(stated, found.weights, TABLE).leader] += chance
    return shares


@given(answers)
@settings(max_examples=5, deadline=None)
def test_shares_are_those_of_all_combinations_where_weights_are_sure(values: list[int]) -> None:
    found = replace(beliefs(*values, concentration=SURE), weights=UNEVEN)

    drawn = tally(drawn_scores(found, TABLE), leader(found))

    for model, share in exact_shares(found).items():
        # Four standard errors of a share among 10,000 draws.
        assert drawn.firsts[model] / DRAWS == pytest.approx(share, abs=0.02)


@given(answers)
@settings(max_examples=10, deadline=None)
def test_mean_scores_are_the_expected_ones(values: list[int]) -> None:
    found = beliefs(*values)

    mean = drawn_scores(found, TABLE).mean(axis=0)

    for place, model in enumerate(OrchestrationModel):
        expected = sum(
            found.weights[question] / 100 * chance * TABLE.row(question, answer)[model]
            for question, belief in found.answers.items()
            for answer, chance in enumerate(belief.chances, start=1)
        )
        assert mean[place] == pytest.approx(expected, abs=0.6)


def test_what_is_certain_wins_every_draw() -> None:
    found = beliefs(5, 1, 1, 1, 1, reach=0, concentration=SURE)

    drawn = tally(drawn_scores(found, TABLE), OrchestrationModel.CENTRALIZED)

    assert drawn.firsts[OrchestrationModel.CENTRALIZED] == DRAWS
    assert drawn.lead_low == pytest.approx(drawn.lead_high, abs=0.01)


def test_the_spread_of_a_weight_is_that_of_its_distribution() -> None:
    # With one question answered for choreography and all others for nobody, scores show weights.
    found = beliefs(1, 5, 5, 5, 5, reach=0, concentration=40.0)
    only = {question: tuple(_one(question) for _ in range(5)) for question in QUESTIONS}

    drawn = drawn_scores(found, replace(TABLE, cells=only))[:, 1] / 100

    assert drawn.std() == pytest.approx(np.sqrt(0.2 * 0.8 / 41), rel=0.05)


def _one(question: str) -> dict[OrchestrationModel, float]:
    cells = dict.fromkeys(OrchestrationModel, 0.0)
    return {**cells, OrchestrationModel.CHOREOGRAPHY: 100.0 if question == "scale" else 0.0}


@given(answers, models)
@settings(max_examples=15, deadline=None)
def test_a_better_reason_for_a_model_never_lowers_its_share(
    values: list[int], model: OrchestrationModel
) -> None:
    found = beliefs(*values)

    before = tally(drawn_scores(found, TABLE), leader(found)).firsts[model]
    after = tally(drawn_scores(found, raised(model, 3)), leader(found)).firsts[model]

    assert after >= before


@given(answers)
@settings(max_examples=10, deadline=None)
def test_the_same_beliefs_give_the_same_figures(values: list[int]) -> None:
    found = beliefs(*values)

    assert np.array_equal(drawn_scores(found, TABLE), drawn_scores(found, TABLE))


def test_every_draw_has_one_first() -> None:
    found = beliefs(3, 3, 3, 3, 3)

    drawn = tally(drawn_scores(found, TABLE), leader(found))

    assert sum(drawn.firsts.values()) == drawn.draws == DRAWS


def test_a_draw_that_ties_goes_to_the_simplest_model() -> None:
    drawn = tally(np.array([[50.0, 50.0, 50.0]]), OrchestrationModel.CENTRALIZED)

    assert drawn.firsts[OrchestrationModel.CENTRALIZED] == 1


def test_regret_is_what_a_choice_falls_short_of_the_best() -> None:
    drawn = tally(np.array([[60.0, 50.0, 40.0], [40.0, 70.0, 40.0]]), OrchestrationModel.HYBRID)

    assert list(drawn.regret.values()) == [15.0, 5.0, 25.0]


def test_a_question_that_weighs_nothing_moves_nothing() -> None:
    none_on_scale = {"consistency": 50.0, "autonomy": 50.0}
    low, high = (beliefs(3, 3, 3, scale, 3, reach=0, **none_on_scale) for scale in (1, 5))

    assert np.array_equal(drawn_scores(low, TABLE), drawn_scores(high, TABLE))
