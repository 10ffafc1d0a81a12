"""workflows/selectors/experiments.py"""

from __future__ import annotations

from projects.models import Project, User
from tests.workflows.stage import SCENARIO, SHORTER_ORDER, experiment_done, upload
from workflows.models import Experiment
from workflows.selectors.experiments import (
    evidence_experiment,
    experiment_of,
    experiment_result,
    experiments_for,
    latest_experiment,
    progress,
)
from workflows.services.experiments import experiment_create


def test_the_result_has_the_models_in_the_order_asked_for(done: Experiment) -> None:
    result = experiment_result(done)

    assert result is not None
    assert tuple(result.outcomes) == SCENARIO.models
    assert result.sentence == done.sentence


def test_what_is_not_done_has_no_result(mapped: Project, owner: User) -> None:
    waiting = experiment_create(project=mapped, actor=owner, scenario=SCENARIO, token="x")

    assert experiment_result(waiting) is None


def test_the_newest_done_experiment_is_the_evidence(done: Experiment, owner: User) -> None:
    second = experiment_done(done.project, owner, form="second")

    assert evidence_experiment(done.project) == second


def test_an_experiment_on_an_older_map_is_no_evidence(done: Experiment, owner: User) -> None:
    upload(done.project, owner, SHORTER_ORDER)

    assert latest_experiment(done.project) == done
    assert evidence_experiment(done.project) is None


def test_an_experiment_of_another_project_is_not_found(done: Experiment, owner: User) -> None:
    other = Project.objects.create(name="Another")

    assert experiment_of(other, done.pk) is None
    assert experiment_of(done.project, done.pk) == done


def test_progress_counts_what_ran(done: Experiment) -> None:
    assert (progress(done.project).is_complete, progress(done.project).text) == (True, "1 run")


def test_progress_says_what_runs(mapped: Project, owner: User) -> None:
    experiment_create(project=mapped, actor=owner, scenario=SCENARIO, token="x")

    assert (progress(mapped).done, progress(mapped).text) == (0, "1 running")


def test_progress_of_a_new_project_is_none(project: Project) -> None:
    assert (progress(project).done, progress(project).text) == (0, "none")


def test_the_list_is_newest_first(done: Experiment, owner: User) -> None:
    experiment_done(done.project, owner, form="second")

    assert [one.number for one in experiments_for(done.project)] == [2, 1]
