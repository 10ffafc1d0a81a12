"""The background worker: runs queued tasks, shows that it lives, takes over from the dead."""

import logging
import signal
import sys
from argparse import ArgumentParser
from types import FrameType
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django.utils.crypto import get_random_string
from django_tasks_db.compat import TASKS_LOGGER
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from config.heartbeat import Pulse, forget

__all__ = ["Command", "ResumableWorker"]

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Run background tasks (experiments, reports) until told to stop."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=0.5, help="seconds between looks at an empty queue"
        )
        parser.add_argument("--batch", action="store_true", help="stop when the queue is empty")
        parser.add_argument("--worker-id", help="unique among all workers; made up if not given")
        parser.add_argument("--after", help="a worker known to be dead: its tasks are taken over")

    def handle(
        self,
        *args: Any,
        interval: float,
        batch: bool,
        worker_id: str | None,
        after: str | None,
        **options: Any,
    ) -> None:
        worker = ResumableWorker(
            worker_id=worker_id or get_random_string(32),
            queue_names=["*"],
            excluded_queue_names=[],
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            interval=interval,
            batch=batch,
            startup_delay=False,
            max_tasks=None,
        )
        if after:
            forget(after)
        pulse = Pulse(worker.worker_id)
        pulse.start()
        worker.configure_signals()
        try:
            worker.run()
        finally:
            pulse.stop()


class Interrupted(BaseException):
    """The worker was told to stop in the middle of a task. Not an Exception: no task catches it."""


class ResumableWorker(Worker):
    """A worker that, told to stop, gives the task in hand back to the queue at once.

    Waiting for the task could take minutes, and tasks are written to be resumed.
    """

    interrupted = False

    def configure_signals(self) -> None:
        signal.signal(signal.SIGINT, self.shutdown)
        signal.signal(signal.SIGTERM, self.shutdown)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.running = False
        if not self.running_task:
            sys.exit(0)
        if not self.interrupted:
            self.interrupted = True
            # Django would log the interruption as a failure, with a traceback.
            logging.getLogger(TASKS_LOGGER).disabled = True
            log.info("task_given_back", reason=signal.strsignal(signum))
            raise Interrupted

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        super().run_task(db_task_result)
        if self.interrupted:
            DBTaskResult.objects.filter(pk=db_task_result.pk).update(
                status=TaskResultStatus.READY, started_at=None, finished_at=None
            )
