"""workflows/tasks.py"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from projects.models import Project, User
from tests.workflows.stage import SCENARIO
from workflows import tasks
from workflows.exceptions import QueueFullError
from workflows.models import Experiment, ExperimentStatus
from workflows.services import experiments
from workflows.tasks import experiment_start, run_experiment

SEED = """
from dataclasses import replace
from projects.models import User
from projects.services.project import project_create
from tests.workflows.stage import SCENARIO, upload
from workflows.tasks import experiment_start
owner = User.objects.create_user("olive@podium.example")
project = project_create(owner=owner, name="Online order")
upload(project, owner)
scenario = replace(SCENARIO, cases=10_000, models=SCENARIO.models[:1])
for token in ("disturbed", "undisturbed"):
    experiment_start(project=project, actor=owner, scenario=scenario, token=token)
"""


def test_starting_writes_the_experiment_and_queues_it(mapped: Project, owner: User) -> None:
    experiment = experiment_start(project=mapped, actor=owner, scenario=SCENARIO, token="form")

    queued = DBTaskResult.objects.get()
    assert queued.args_kwargs["args"] == [str(experiment.pk)]


def test_what_the_queue_has_no_room_for_is_neither_written_nor_queued(
    mapped: Project, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(experiments, "MAX_UNFINISHED", 0)

    with pytest.raises(QueueFullError):
        experiment_start(project=mapped, actor=owner, scenario=SCENARIO, token="form")

    assert not Experiment.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_the_task_runs_the_experiment(mapped: Project, owner: User) -> None:
    experiment = experiment_start(project=mapped, actor=owner, scenario=SCENARIO, token="form")

    run_experiment.call(str(experiment.pk))

    experiment.refresh_from_db()
    assert experiment.is_done


def test_a_run_that_breaks_off_says_why(
    mapped: Project, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(**_: object) -> None:
        raise ArithmeticError("no luck")

    monkeypatch.setattr(tasks, "experiment_run", break_off)
    experiment = experiment_start(project=mapped, actor=owner, scenario=SCENARIO, token="form")

    run_experiment.call(str(experiment.pk))

    experiment.refresh_from_db()
    assert experiment.status == ExperimentStatus.FAILED
    assert experiment.message == "The run broke off: ArithmeticError: no luck"


@pytest.fixture
def machine(tmp_path: Path) -> Mapping[str, str]:
    """The environment of a Podium of its own: a database file, and two equal experiments."""
    environment = {
        **os.environ,
        "PODIUM_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "",
    }
    _manage(environment, "migrate", "-v0")
    _manage(environment, "shell", "-v0", "-c", SEED)
    return environment


def test_a_killed_worker_changes_nothing_about_the_result(machine: Mapping[str, str]) -> None:
    worker = subprocess.Popen(_command("worker", "--batch"), env=machine, cwd=settings.BASE_DIR)
    _wait_for(machine, "SELECT 1 FROM workflows_experimentchunk")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    half_done = _ask(machine, "SELECT status, outcomes FROM workflows_experiment WHERE number = 1")
    # A worker is believed dead after some silence; the test does not sit it out.
    _ask(machine, "UPDATE config_heartbeat SET beat_at = '2020-01-01 00:00:00'")

    _manage(machine, "worker", "--batch")

    disturbed, undisturbed = _ask(machine, "SELECT outcomes FROM workflows_experiment")
    assert half_done == [("running", None)]
    assert disturbed[0] is not None
    assert disturbed == undisturbed


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def _manage(environment: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(
        _command(*arguments),
        env=environment,
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        timeout=120,
    )


def _ask(environment: Mapping[str, str], sql: str) -> list[tuple[object, ...]]:
    path = Path(environment["PODIUM_DATA"]) / "podium.sqlite3"
    with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
        return connection.execute(sql).fetchall()


def _wait_for(environment: Mapping[str, str], sql: str) -> None:
    deadline = time.monotonic() + 60
    while not _ask(environment, sql):
        assert time.monotonic() < deadline, f"never came true: {sql}"
        time.sleep(0.01)
