"""Podium's verdict on published cases."""

from __future__ import annotations

from assessment.decision.cases.agreement import shipped_judgements
from assessment.decision.cases.loading import load_cases

JUDGED = shipped_judgements()


def test_every_case_of_which_enough_is_told_is_judged() -> None:
    assert [one.case.id for one in JUDGED] == [c.id for c in load_cases().known if c.runs]


def test_podium_agrees_with_most_of_those_held_out() -> None:
    held = [one.agrees for one in JUDGED if one.case.held_out]

    assert len(held) >= 8
    assert sum(held) / len(held) >= 0.75


def test_a_disagreement_says_where_the_two_part_and_an_agreement_nothing() -> None:
    assert all(bool(one.why) is not one.agrees for one in JUDGED)


def test_podium_is_no_friend_of_one_model() -> None:
    for model in {one.case.chose for one in JUDGED}:
        own = [one.agrees for one in JUDGED if one.case.chose is model]

        assert sum(own) / len(own) >= 0.75
