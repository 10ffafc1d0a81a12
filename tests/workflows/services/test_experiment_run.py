"""workflows/services/experiment_run.py"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from projects.models import ActivityEntry, Project, User
from tests.workflows.stage import SCENARIO
from workflows.definition.model import Definition
from workflows.models import Experiment, ExperimentChunk, ExperimentStatus
from workflows.sandbox import runner
from workflows.sandbox.runner import Chunk, Outcomes
from workflows.sandbox.scenario import Scenario
from workflows.services import experiment_run as module
from workflows.services.experiment_run import experiment_fail, experiment_run
from workflows.services.experiments import experiment_cancel, experiment_create

type RunChunk = Callable[[Definition, Scenario, Chunk], Outcomes]


class PulledPlug(BaseException):
    """The worker dies in the middle, past every ``except Exception``."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four chunks are enough to die between."""
    monkeypatch.setattr(module, "chunks", lambda scenario: runner.chunks(scenario, size=10))


@pytest.fixture
def experiment(mapped: Project, owner: User) -> Experiment:
    """Forty cases that wait for a worker."""
    return experiment_create(project=mapped, actor=owner, scenario=SCENARIO, token="form")


def _after(chunks: int, then: Callable[[], None]) -> RunChunk:
    """Runs chunks as ever, and does ``then`` in the middle of the next one."""
    ran: list[Chunk] = []

    def run(definition: Definition, scenario: Scenario, chunk: Chunk) -> Outcomes:
        ran.append(chunk)
        if len(ran) > chunks:
            then()
        return runner.run_chunk(definition, scenario, chunk)

    return run


def _pull_the_plug() -> None:
    raise PulledPlug


def _outcomes(experiment: Experiment) -> object:
    experiment.refresh_from_db()
    return experiment.outcomes


def test_a_run_leaves_what_the_sandbox_alone_would_say(experiment: Experiment) -> None:
    experiment_run(experiment_id=experiment.pk)

    parts = [
        runner.run_chunk(experiment.definition, SCENARIO, chunk)
        for chunk in runner.chunks(SCENARIO, size=10)
    ]
    expected = runner.conclude(experiment.definition, SCENARIO, parts)
    experiment.refresh_from_db()
    assert experiment.is_done
    assert experiment.sentence == expected.sentence
    assert experiment.outcomes == {m.value: o.as_json() for m, o in expected.outcomes.items()}


def test_a_run_that_died_goes_on_and_ends_the_same(
    experiment: Experiment, mapped: Project, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = experiment_create(
        project=mapped, actor=owner, scenario=SCENARIO, token="undisturbed"
    )
    experiment_run(experiment_id=undisturbed.pk)
    with monkeypatch.context() as patch:
        patch.setattr(module, "run_chunk", _after(2, _pull_the_plug))
        with pytest.raises(PulledPlug):
            experiment_run(experiment_id=experiment.pk)

    experiment_run(experiment_id=experiment.pk)

    assert _outcomes(experiment) == _outcomes(undisturbed)


def test_going_on_skips_the_chunks_that_are_stored(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "run_chunk", _after(2, _pull_the_plug))
    with pytest.raises(PulledPlug):
        experiment_run(experiment_id=experiment.pk)
    ran: list[int] = []

    def run(definition: Definition, scenario: Scenario, chunk: Chunk) -> Outcomes:
        ran.append(chunk.first)
        return runner.run_chunk(definition, scenario, chunk)

    monkeypatch.setattr(module, "run_chunk", run)

    experiment_run(experiment_id=experiment.pk)

    assert ran == [20, 30]


def test_two_workers_at_one_experiment_count_nothing_twice(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_worker_stores_it_first() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(module, "run_chunk", runner.run_chunk)
            experiment_run(experiment_id=experiment.pk)

    monkeypatch.setattr(module, "run_chunk", _after(1, other_worker_stores_it_first))
    experiment_run(experiment_id=experiment.pk)

    experiment.refresh_from_db()
    assert experiment.outcomes is not None
    assert experiment.done_cases == SCENARIO.cases
    assert experiment.outcomes["centralized"]["cases"] == SCENARIO.cases


def test_progress_counts_the_cases_that_are_stored(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "run_chunk", _after(3, _pull_the_plug))

    with pytest.raises(PulledPlug):
        experiment_run(experiment_id=experiment.pk)

    experiment.refresh_from_db()
    assert (experiment.status, experiment.done_cases) == (ExperimentStatus.RUNNING, 30)


def test_cancelling_stops_it_after_the_chunk_in_hand(
    experiment: Experiment, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancel() -> None:
        experiment_cancel(experiment=experiment, actor=owner)

    monkeypatch.setattr(module, "run_chunk", _after(1, cancel))

    experiment_run(experiment_id=experiment.pk)

    experiment.refresh_from_db()
    assert (experiment.status, experiment.done_cases) == (ExperimentStatus.CANCELLED, 10)


def test_what_has_ended_is_not_run_again(done: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "run_chunk", _after(0, _pull_the_plug))

    experiment_run(experiment_id=done.pk)

    assert _outcomes(done) is not None


def test_the_chunks_go_once_the_result_stands(done: Experiment) -> None:
    assert not ExperimentChunk.objects.exists()


def test_the_end_stands_in_the_activity_log(done: Experiment) -> None:
    entry = ActivityEntry.objects.first()

    assert entry is not None
    assert entry.actor is None
    assert entry.subject.startswith("experiment 1: ")


def test_a_failure_is_told_with_its_reason(experiment: Experiment) -> None:
    experiment_fail(experiment_id=experiment.pk, message="The run broke off: no luck")

    experiment.refresh_from_db()
    assert (experiment.status, experiment.message) == (
        ExperimentStatus.FAILED,
        "The run broke off: no luck",
    )


def test_models_left_out_are_left_out(mapped: Project, owner: User) -> None:
    scenario = replace(SCENARIO, models=SCENARIO.models[:1])
    experiment = experiment_create(project=mapped, actor=owner, scenario=scenario, token="one")

    experiment_run(experiment_id=experiment.pk)

    experiment.refresh_from_db()
    assert experiment.outcomes is not None
    assert list(experiment.outcomes) == ["centralized"]
