"""Which model did best, and the figures behind it."""

from __future__ import annotations

import pytest

from tests.workflows.sandbox.outcomes import by_model, outcome
from workflows.definition.model import OrchestrationModel
from workflows.sandbox.comparison import experiment_json, frame, witness
from workflows.sandbox.outcome import CaseVerdict, Experiment

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel


def test_fewest_lost_cases_make_the_best_model() -> None:
    best = witness(by_model(outcome(CENTRALIZED, median=9_000), outcome(HYBRID, stuck=9)))

    assert best is CENTRALIZED


def test_among_equally_sound_models_fewer_dead_letters_win() -> None:
    best = witness(by_model(outcome(CENTRALIZED, dead=40), outcome(HYBRID, dead=10, median=9_000)))

    assert best is HYBRID


def test_among_equal_endings_the_faster_model_wins() -> None:
    assert witness(by_model(outcome(CENTRALIZED, median=900), outcome(HYBRID))) is HYBRID


def test_a_difference_that_chance_may_have_made_is_not_claimed() -> None:
    assert witness(by_model(outcome(CENTRALIZED), outcome(HYBRID, stuck=1))) is None


def test_a_model_must_be_better_than_each_other_one() -> None:
    close = outcome(CHOREOGRAPHY, stuck=1)

    assert witness(by_model(outcome(CENTRALIZED), outcome(HYBRID, stuck=40), close)) is None


def test_a_delay_that_nobody_notices_is_not_claimed() -> None:
    pair = by_model(outcome(CENTRALIZED, median=505), outcome(HYBRID))

    assert witness(pair) is HYBRID
    assert witness(pair, noticeable=0.1) is None


def test_who_keeps_the_sla_gains_nothing_from_being_faster() -> None:
    pair = by_model(outcome(CENTRALIZED, median=900), outcome(HYBRID))

    assert witness(pair, sla=600.0) is None
    assert witness(pair, sla=0.5) is HYBRID


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
