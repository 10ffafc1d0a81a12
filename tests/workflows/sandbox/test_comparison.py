"""What a person would say about an experiment, and the figures behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from tests.workflows.engine.maps import order
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import experiment_json, frame, sentence, witness
from workflows.sandbox.outcome import CaseVerdict, Experiment, ModelOutcome

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel


def outcome(
    model: OrchestrationModel,
    *,
    median: int = 500,
    inconsistent: int = 0,
    stuck: int = 0,
    waiting: int = 0,
    dead: int = 0,
    cases: int = 1_000,
) -> ModelOutcome:
    finished = cases - inconsistent - stuck - waiting - dead
    verdicts = Counter(
        {
            CaseVerdict.COMPLETED: finished,
            CaseVerdict.INCONSISTENT: inconsistent,
            CaseVerdict.STUCK: stuck,
            CaseVerdict.WAITING: waiting,
            CaseVerdict.DEAD_LETTERED: dead,
        }
    )
    return ModelOutcome(
        model=model,
        cases=cases,
        verdicts=verdicts,
        latency_ms=Counter({median: finished}) if finished else Counter(),
        messages=4 * cases,
        durable_writes=3 * cases,
    )


def by_model(*outcomes: ModelOutcome) -> Mapping[OrchestrationModel, ModelOutcome]:
    return {one.model: one for one in outcomes}


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
        "centralized and hybrid none; centralized is 0.50 s slower at the median than choreography."
    )


def test_the_one_model_that_stays_sound_is_named() -> None:
    words = said(outcome(CENTRALIZED), outcome(CHOREOGRAPHY, stuck=5), outcome(HYBRID, stuck=2))

    assert words.startswith("Only centralized loses nothing; under choreography 5 of 1,000 cases")


def test_when_every_model_goes_wrong_the_worst_and_the_best_are_named() -> None:
    words = said(
        outcome(CENTRALIZED, stuck=1), outcome(CHOREOGRAPHY, stuck=9), outcome(HYBRID, stuck=4)
    )

    assert "choreography most: 9 of 1,000" in words
    assert "centralized least: 1 of 1,000" in words


def test_models_that_go_wrong_equally_often_are_said_to() -> None:
    words = said(outcome(CENTRALIZED, stuck=3), outcome(CHOREOGRAPHY, stuck=3))

    assert words.startswith("All models go wrong equally often: 3 of 1,000 cases fall silent")


def test_when_nothing_goes_wrong_speed_is_compared() -> None:
    words = said(outcome(CENTRALIZED, median=900), outcome(CHOREOGRAPHY), outcome(HYBRID))

    assert words == (
        "No model loses a case or ends one inconsistent; "
        "centralized is 0.40 s slower at the median than choreography."
    )


def test_medians_that_nobody_would_notice_are_called_the_same() -> None:
    assert "the medians are the same within" in said(outcome(CENTRALIZED), outcome(HYBRID))


def test_a_single_model_gets_an_account_of_its_own() -> None:
    assert said(outcome(HYBRID, dead=10)) == (
        "Under hybrid 990 of 1,000 cases finish, 10 are parked for somebody to look at, "
        "half of the finished ones within 0.50 s."
    )


def test_when_no_case_finishes_no_speed_is_claimed() -> None:
    words = said(outcome(CENTRALIZED, waiting=1_000), outcome(HYBRID, waiting=1_000))

    assert words.startswith("No case finishes under any model, and none is lost")
    assert "too few models finish" in words


def test_an_experiment_without_cases_says_so() -> None:
    assert said() == "No case of Test map has run yet."


def test_long_medians_are_told_in_the_unit_of_a_person() -> None:
    words = said(outcome(CENTRALIZED, median=3_600_000 * 5), outcome(HYBRID))

    assert "5.0 h slower" in words


def test_fewest_lost_cases_make_the_best_model() -> None:
    best = witness(by_model(outcome(CENTRALIZED, median=9_000), outcome(HYBRID, stuck=1)))

    assert best is CENTRALIZED


def test_among_equally_sound_models_fewer_dead_letters_win() -> None:
    best = witness(by_model(outcome(CENTRALIZED, dead=2), outcome(HYBRID, dead=1, median=9_000)))

    assert best is HYBRID


def test_among_equal_endings_the_faster_model_wins() -> None:
    assert witness(by_model(outcome(CENTRALIZED, median=900), outcome(HYBRID))) is HYBRID


def test_nothing_is_claimed_where_nothing_separates_the_models() -> None:
    assert witness(by_model(outcome(CENTRALIZED), outcome(HYBRID))) is None
    assert witness({}) is None


@pytest.fixture
def experiment() -> Experiment:
    outcomes = by_model(outcome(CENTRALIZED, stuck=10), outcome(HYBRID, waiting=1_000))
    return Experiment(seed=7, cases=1_000, outcomes=outcomes, sentence="")


def test_the_frame_has_a_row_per_model(experiment: Experiment) -> None:
    table = frame(experiment)

    assert list(table.index) == ["centralized", "hybrid"]
    assert table.loc["centralized", "stuck_share"] == 0.01
    assert table["p50_s"].isna().tolist() == [False, True]


def test_the_verdict_file_carries_shares_that_add_up(experiment: Experiment) -> None:
    models = experiment_json(experiment)["models"]

    for one in models.values():
        assert sum(one[verdict.value] for verdict in CaseVerdict) == pytest.approx(1.0)


def test_the_verdict_file_says_null_where_no_case_finished(experiment: Experiment) -> None:
    models = experiment_json(experiment)["models"]

    assert models["hybrid"]["latency_s"] == {"p50": None, "p95": None, "p99": None}
    assert models["centralized"]["messages_per_case"] == 4.0
