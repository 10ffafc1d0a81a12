"""config/heartbeat.py: who is alive, and what becomes of a dead worker's tasks."""

from datetime import timedelta
from typing import Any

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.heartbeat import DEAD_AFTER, beat, forget, latest_beat, requeue_orphans
from config.models import Heartbeat

pytestmark = pytest.mark.django_db


def running_task(worker_id: str) -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="workflows.tasks.run_experiment",
        backend_name="default",
        run_after=timezone.now(),
        worker_ids=[worker_id],
        exception_class_path="",
        traceback="",
    )


def silence(worker_id: str) -> None:
    long_ago = timezone.now() - DEAD_AFTER - timedelta(seconds=1)
    Heartbeat.objects.filter(worker_id=worker_id).update(beat_at=long_ago)


def test_a_beat_is_kept_once_a_worker() -> None:
    beat("ada")
    beat("ada")

    assert Heartbeat.objects.count() == 1
    assert (found := latest_beat())
    assert found.worker_id == "ada"


def test_the_tasks_of_a_silent_worker_go_back_to_the_queue() -> None:
    beat("ada")
    task = running_task("ada")
    silence("ada")

    assert requeue_orphans() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task.started_at is None


def test_the_tasks_of_a_living_worker_stay() -> None:
    beat("ada")
    task = running_task("ada")

    assert requeue_orphans() == 0
    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


def test_a_task_taken_over_by_a_living_worker_is_no_orphan() -> None:
    beat("grace")
    task = running_task("ada")
    task.worker_ids = ["ada", "grace"]
    task.save()

    assert requeue_orphans() == 0


def test_the_tasks_of_a_forgotten_worker_go_back_at_once() -> None:
    beat("ada")
    running_task("ada")
    forget("ada")

    assert requeue_orphans() == 1


def test_a_dead_worker_is_forgotten() -> None:
    beat("ada")
    silence("ada")

    requeue_orphans()

    assert latest_beat() is None
