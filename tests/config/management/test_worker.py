"""config/management/commands/worker.py: runs tasks, and gives them back when told to stop."""

import signal
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config.heartbeat import latest_beat
from tests.config.tasks import interrupt_once, note

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_it_runs_what_is_queued() -> None:
    note.enqueue("done")

    call_command("worker", batch=True)

    assert cache.get("noted") == "done"


def test_it_takes_its_heartbeat_away_when_it_leaves() -> None:
    call_command("worker", batch=True)

    assert latest_beat() is None


def test_a_task_interrupted_by_a_signal_is_given_back_and_resumed_by_the_next_worker() -> None:
    interrupt_once.enqueue()

    call_command("worker", batch=True)
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY

    call_command("worker", batch=True)
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_the_tasks_of_a_worker_known_to_be_dead_are_taken_over_at_once() -> None:
    note.enqueue("taken over")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["dead"])

    call_command("worker", batch=True, after="dead")
    call_command("worker", batch=True)

    assert cache.get("noted") == "taken over"
