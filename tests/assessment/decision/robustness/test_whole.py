"""The robustness in one piece."""

from __future__ import annotations

from assessment.decision.robustness import DRAWS, robustness_of
from tests.assessment.decision.robustness.worlds import TABLE, beliefs, leader


def test_the_shares_are_those_of_the_draws() -> None:
    found = beliefs(4, 4, 3, 3, 3)

    robustness = robustness_of(found, TABLE, leader(found))

    assert sum(robustness.firsts.values()) == robustness.draws == DRAWS
    assert sum(robustness.shares.values()) == 1


def test_surer_weights_and_answers_hold_the_lead_more_often() -> None:
    vague, sure = (
        beliefs(4, 4, 3, 3, 3, reach=reach, concentration=concentration)
        for reach, concentration in ((2, 5.0), (0, 500.0))
    )
    first = leader(vague)

    assert (
        robustness_of(sure, TABLE, first).firsts[first]
        > robustness_of(vague, TABLE, first).firsts[first]
    )


def test_the_lead_in_nine_of_ten_draws_is_a_range() -> None:
    found = beliefs(4, 4, 3, 3, 3)

    robustness = robustness_of(found, TABLE, leader(found))

    assert robustness.lead_low < robustness.lead_high
