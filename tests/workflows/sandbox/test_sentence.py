"""What a person would say about an experiment."""

from __future__ import annotations

from collections import Counter

from tests.workflows.engine.maps import order
from tests.workflows.sandbox.outcomes import by_model, outcome, ran
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.outcome import ModelOutcome
from workflows.sandbox.sentence import sentence

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel


def said(*outcomes: ModelOutcome) -> str:
    return sentence(by_model(*outcomes), order())


def test_the_one_model_that_goes_wrong_is_named_with_its_count() -> None:
    words = said(
        outcome(CENTRALIZED, median=1_000),
        outcome(CHOREOGRAPHY, inconsistent=6, stuck=12),
        outcome(HYBRID),
    )

    assert words == (
        "Only choreography goes wrong: 6 of 1,000 cases end inconsistent and 12 fall silent, under "
        "centralized and hybrid none; a case takes 0.50 s longer on average under centralized than "
        "under choreography."
    )


def test_too_few_bad_cases_are_not_made_a_difference_of() -> None:
    words = said(outcome(CENTRALIZED), outcome(CHOREOGRAPHY, stuck=3), outcome(HYBRID))

    assert words.startswith(
        "3 of 1,000 cases fall silent under choreography and none under centralized and hybrid, "
        "too few to be a significant difference;"
    )


def test_the_one_model_that_stays_sound_is_named() -> None:
    words = said(outcome(CENTRALIZED), outcome(CHOREOGRAPHY, stuck=50), outcome(HYBRID, stuck=20))

    assert words.startswith("Only centralized loses nothing; under choreography 50 of 1,000 cases")


def test_a_sound_model_is_not_set_apart_from_one_that_hardly_goes_wrong() -> None:
    words = said(outcome(CENTRALIZED), outcome(CHOREOGRAPHY, stuck=50), outcome(HYBRID, stuck=2))

    assert words.startswith("Centralized loses nothing; under choreography 50 of 1,000 cases")
    assert "the difference to hybrid is not significant" in words


def test_when_every_model_goes_wrong_the_worst_and_the_best_are_named() -> None:
    words = said(
        outcome(CENTRALIZED, stuck=1), outcome(CHOREOGRAPHY, stuck=19), outcome(HYBRID, stuck=4)
    )

    assert "choreography most: 19 of 1,000" in words
    assert "centralized least: 1 of 1,000" in words


def test_when_every_model_goes_wrong_by_chance_no_worst_is_named() -> None:
    words = said(outcome(CENTRALIZED, stuck=4), outcome(CHOREOGRAPHY, stuck=9))

    assert words.startswith(
        "Every model goes wrong: 9 of 1,000 cases fall silent under choreography, "
        "4 of 1,000 cases fall silent under centralized, which is no significant difference"
    )


def test_models_that_go_wrong_equally_often_are_said_to() -> None:
    words = said(outcome(CENTRALIZED, stuck=3), outcome(CHOREOGRAPHY, stuck=3))

    assert words.startswith("All models go wrong equally often: 3 of 1,000 cases fall silent")


def test_when_nothing_goes_wrong_speed_is_compared() -> None:
    words = said(outcome(CENTRALIZED, median=900), outcome(CHOREOGRAPHY), outcome(HYBRID))

    assert words == (
        "No model loses a case or ends one inconsistent; a case takes 0.40 s longer on average "
        "under centralized than under choreography."
    )


def test_a_difference_that_nobody_would_notice_is_called_none() -> None:
    assert "take the same time within 0.05 s" in said(outcome(CENTRALIZED), outcome(HYBRID))


def test_a_difference_in_speed_that_chance_may_have_made_is_not_claimed() -> None:
    scattered = outcome(CENTRALIZED)
    scattered.latency_ms = Counter({100: 500, 60_000: 20, 500: 480})

    words = said(scattered, outcome(HYBRID, median=1_000))
    assert words.endswith("no difference in speed is significant.")


def test_a_single_model_gets_an_account_of_its_own() -> None:
    assert said(outcome(HYBRID, dead=10)) == (
        "Under hybrid 990 of 1,000 cases finish, 10 are parked for somebody to look at, "
        "half of the finished ones within 0.50 s."
    )


def test_when_no_case_finishes_no_speed_is_claimed() -> None:
    words = said(outcome(CENTRALIZED, waiting=1_000), outcome(HYBRID, waiting=1_000))

    assert words.startswith("No case finishes under any model, and none is lost")
    assert "too few cases finish" in words


def test_an_experiment_without_cases_says_so() -> None:
    assert said() == "No case of Test map has run yet."


def test_long_times_are_told_in_the_unit_of_a_person() -> None:
    words = said(outcome(CENTRALIZED, median=3_600_000 * 5), outcome(HYBRID))

    assert "5.0 h longer" in words


def test_a_second_on_an_hour_is_the_same_time() -> None:
    hours = {
        CENTRALIZED: [3_601.0 + n for n in range(50)],
        HYBRID: [3_600.0 + n for n in range(50)],
    }

    assert "take the same time within 1 %" in sentence(ran(hours), order())
