"""The background worker: runs queued tasks, shows that it lives, takes over from the dead."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from config.heartbeat import Pulse

__all__ = ["Command"]


class Command(BaseCommand):
    help = "Run background tasks (experiments, reports) until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=0.5, help="seconds between looks at an empty queue"
        )
        parser.add_argument("--batch", action="store_true", help="stop when the queue is empty")

    def handle(self, *args: Any, interval: float, batch: bool, **options: Any) -> None:
        worker_id = get_random_string(32)
        worker = Worker(
            queue_names=["*"],
            interval=interval,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        pulse = Pulse(worker_id)
        pulse.start()
        _stop_on_signals(worker)
        try:
            worker.run()
        finally:
            pulse.stop()


def _stop_on_signals(worker: Worker) -> None:
    """First signal: finish the task in hand. Its progress is kept, so a second one may kill it."""

    def stop(number: int, frame: FrameType | None) -> None:
        worker.shutdown(number, frame)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
