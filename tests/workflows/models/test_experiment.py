"""workflows/models/experiment.py"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError

from workflows.models import Experiment, ExperimentChunk, ExperimentStatus


def test_done_without_an_outcome_is_refused_by_the_database(done: Experiment) -> None:
    with pytest.raises(IntegrityError):
        Experiment.objects.filter(pk=done.pk).update(outcomes=None)


def test_a_form_makes_one_experiment(done: Experiment) -> None:
    done.pk, done.number, done._state.adding = None, 2, True

    with pytest.raises(IntegrityError):
        done.save()


def test_a_chunk_is_stored_once(done: Experiment) -> None:
    ExperimentChunk.objects.create(experiment=done, first=0, count=10, outcomes={})

    with pytest.raises(IntegrityError):
        ExperimentChunk.objects.create(experiment=done, first=0, count=10, outcomes={})


def test_it_is_about_the_definition_it_ran_on_and_no_other(done: Experiment) -> None:
    assert done.is_about(done.definition)
    assert not done.is_about(replace(done.definition, sla=1.0))
    assert not done.is_about(None)


@pytest.mark.parametrize(
    ("status", "unfinished"),
    [
        (ExperimentStatus.QUEUED, True),
        (ExperimentStatus.RUNNING, True),
        (ExperimentStatus.DONE, False),
        (ExperimentStatus.CANCELLED, False),
        (ExperimentStatus.FAILED, False),
    ],
)
def test_only_what_waits_or_runs_is_unfinished(status: ExperimentStatus, unfinished: bool) -> None:
    assert Experiment(status=status).is_unfinished is unfinished
