"""The result of a round."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import WeightingMethod
from assessment.decision.rounds.ballot import Ballot
from assessment.decision.rounds.result import RoundResult, changed_answers, round_result
from assessment.decision.verdict import verdict_for
from assessment.decision.weights.comparison import outcome
from tests.assessment.decision.maps import assessed, order
from tests.assessment.decision.rounds.ballots import QUESTIONS, judged, ordered, shared_out

EVEN = (20.0,) * 5
ADA = shared_out("Ada", EVEN, (5, 1, 1, 3, 3))
BEN = shared_out("Ben", (60.0, 10.0, 10.0, 10.0, 10.0), (5, 2, 5, 3, 3))
CLEO = shared_out("Cleo", EVEN, (5, 1, 2, 3, 3))
ASSESSMENT = assessed(order())
VERDICT = verdict_for(ASSESSMENT)


def result(*ballots: Ballot, method: WeightingMethod = WeightingMethod.POINTS) -> RoundResult:
    found = round_result(ballots, method, ASSESSMENT, VERDICT, name="Round 1")
    assert found is not None
    return found


def test_a_round_without_ballots_has_no_result() -> None:
    found = round_result([], WeightingMethod.POINTS, ASSESSMENT, VERDICT, name="Round 1")

    assert found is None


def test_a_round_of_one_has_nobody_to_agree_with() -> None:
    found = result(BEN)

    assert found.consensus is None
    assert found.contested == ()
    assert found.weighting.spread == pytest.approx(0)
    assert found.sentence.startswith("One person answered")


def test_each_person_is_scored_by_the_same_function_as_the_group() -> None:
    found = result(ADA, BEN)

    for ballot, person in zip((ADA, BEN), found.people, strict=True):
        answers = {question: answer.value for question, answer in ballot.answers.items()}
        assert person.outcome == outcome(VERDICT, weights=ballot.weights, answers=answers)


def test_the_groups_outcome_is_that_of_medians_and_mean_weights() -> None:
    found = result(ADA, BEN, CLEO)

    answers = dict(zip(QUESTIONS, (5, 1, 2, 3, 3), strict=True))
    assert found.outcome == outcome(VERDICT, weights=found.weights, answers=answers)
    assert found.weights[QUESTIONS[0]] == pytest.approx(100 / 3)


def test_answers_far_apart_are_contested_and_tied_to_a_fact() -> None:
    (contested,) = result(ADA, BEN, CLEO).contested

    assert contested.question == "event-experience"
    assert [person for person, _ in contested.given] == ["Ada", "Cleo", "Ben"]
    assert contested.settles is not None
    assert contested.settles.state == "missing"


def test_the_sentence_names_the_question_with_the_least_agreement() -> None:
    assert "answered from 1 to 5." in result(ADA, BEN, CLEO).sentence


def test_people_of_one_mind_lie_far_apart_on_no_question() -> None:
    found = result(ADA, ADA)

    assert found.consensus is not None
    assert found.consensus.words == "very high"
    assert found.sentence.endswith("on no question lie far apart.")


def test_who_differs_by_how_much_is_told_in_points_and_steps() -> None:
    ada, ben, _ = result(ADA, BEN, CLEO).people

    assert ada.points_off == pytest.approx(40 / 3)
    assert ben.points_off == pytest.approx(80 / 3)
    assert (ada.steps_off, ben.steps_off) == (1, 4)


def test_the_groups_weights_carry_the_spread_of_the_people() -> None:
    weighting = result(ADA, BEN, CLEO).weighting

    assert weighting.method is WeightingMethod.GROUP
    assert weighting.spread == pytest.approx(160 / 9)


def test_an_answer_of_the_group_names_the_round_and_its_answers() -> None:
    groups = {one.question: one.group for one in result(ADA, BEN, CLEO).questions}

    assert groups["autonomy"].reason == "Round 1: the median of 3 answers (1, 1, 2)."


def test_orders_are_compared_by_kendalls_w() -> None:
    found = result(
        ordered("Ada", QUESTIONS), ordered("Ben", QUESTIONS[::-1]), method=WeightingMethod.RANKING
    )

    assert found.consensus is not None
    assert found.consensus.figure == "W"
    assert found.consensus.value == pytest.approx(0)


def test_each_persons_judgements_have_their_ratio() -> None:
    pairs = {(QUESTIONS[0], other): 2.0 for other in QUESTIONS[1:]}

    (ada,) = result(judged("Ada", pairs), method=WeightingMethod.PAIRWISE).people

    assert ada.ratio == 0


def test_who_changed_their_mind_is_counted_for_those_who_answered_twice() -> None:
    moved = shared_out("Ben", EVEN, (5, 1, 1, 3, 3))

    assert changed_answers(result(ADA, BEN), result(moved, CLEO)) == {"Ben": 2}
