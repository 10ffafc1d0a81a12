"""workflows/services/experiments.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.models import Project, User
from tests.workflows.stage import SCENARIO
from workflows.definition.findings import DefinitionError
from workflows.exceptions import NoMapError, QueueFullError
from workflows.models import Experiment, ExperimentStatus
from workflows.sandbox.scenario import Fault, FaultKind
from workflows.services import experiments
from workflows.services.experiments import (
    MAX_UNFINISHED_IN_PROJECT,
    experiment_cancel,
    experiment_create,
)


def _create(project: Project, actor: User, form: str = "form") -> Experiment:
    return experiment_create(project=project, actor=actor, scenario=SCENARIO, token=form)


def test_it_keeps_the_definition_it_will_run_on(mapped: Project, owner: User) -> None:
    experiment = _create(mapped, owner)

    experiment.refresh_from_db()

    assert [step.id for step in experiment.definition.steps] == ["reserve", "pay", "check"]
    assert experiment.scenario == SCENARIO


def test_the_same_form_sent_twice_is_one_experiment(mapped: Project, owner: User) -> None:
    first = _create(mapped, owner)

    assert _create(mapped, owner) == first


def test_another_form_is_another_experiment(mapped: Project, owner: User) -> None:
    _create(mapped, owner)

    assert _create(mapped, owner, form="second form").number == 2


def test_a_project_with_a_full_queue_waits(mapped: Project, owner: User) -> None:
    for number in range(MAX_UNFINISHED_IN_PROJECT):
        _create(mapped, owner, form=f"form {number}")

    with pytest.raises(QueueFullError, match="Wait until one has finished, or cancel one"):
        _create(mapped, owner, form="one too many")


def test_a_full_server_waits(mapped: Project, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "MAX_UNFINISHED", 1)
    _create(mapped, owner)

    with pytest.raises(QueueFullError, match="on this server"):
        _create(mapped, owner, form="one too many")


def test_a_scenario_that_the_map_cannot_run_is_refused(mapped: Project, owner: User) -> None:
    fault = Fault(kind=FaultKind.STEP_ERROR, share=0.1, step="nowhere")
    scenario = replace(SCENARIO, faults=(fault,))

    with pytest.raises(DefinitionError, match="nowhere"):
        experiment_create(project=mapped, actor=owner, scenario=scenario, token="form")


def test_without_a_map_there_is_nothing_to_run(project: Project, owner: User) -> None:
    with pytest.raises(NoMapError):
        _create(project, owner)


def test_what_waits_can_be_cancelled(mapped: Project, owner: User) -> None:
    experiment = experiment_cancel(experiment=_create(mapped, owner), actor=owner)

    assert experiment.status == ExperimentStatus.CANCELLED
    assert experiment.finished_at is not None


def test_what_is_done_stays_done(done: Experiment, owner: User) -> None:
    assert experiment_cancel(experiment=done, actor=owner).is_done
