"""Signs of life of the background workers, and what becomes of a dead worker's tasks.

A worker writes its heartbeat every few seconds from a thread of its own, so that a long task does
not look like death. A worker silent for longer than `DEAD_AFTER` is dead: its tasks are put back
into the queue, and whichever worker is alive takes them up. Tasks are written to be resumed.
"""

import threading
from datetime import timedelta

import structlog
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.models import Heartbeat

__all__ = [
    "BEAT_EVERY",
    "DEAD_AFTER",
    "Pulse",
    "beat",
    "forget",
    "latest_beat",
    "requeue_orphans",
]

BEAT_EVERY = timedelta(seconds=3)
DEAD_AFTER = timedelta(seconds=15)

log = structlog.get_logger(__name__)


def beat(worker_id: str) -> None:
    """Write down that this worker lives now."""
    Heartbeat.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": timezone.now()})


def forget(worker_id: str) -> None:
    """Take a worker's heartbeat away: it left, or is known to be dead."""
    Heartbeat.objects.filter(worker_id=worker_id).delete()


def latest_beat() -> Heartbeat | None:
    """The youngest sign of life of any worker."""
    return Heartbeat.objects.order_by("-beat_at").first()


@transaction.atomic
def requeue_orphans() -> int:
    """Give every task of a dead worker back to the queue, and forget that worker.

    Returns how many tasks were given back.
    """
    oldest = timezone.now() - DEAD_AFTER
    living = set(Heartbeat.objects.filter(beat_at__gte=oldest).values_list("worker_id", flat=True))
    running = DBTaskResult.objects.select_for_update().running()
    orphans = [task.pk for task in running if not living.intersection(task.worker_ids[-1:])]
    Heartbeat.objects.filter(beat_at__lt=oldest).delete()
    return DBTaskResult.objects.filter(pk__in=orphans).update(
        status=TaskResultStatus.READY, started_at=None
    )


class Pulse(threading.Thread):
    """Keeps one worker's heartbeat going and looks after the orphans of the others."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="pulse", daemon=True)
        self._worker_id = worker_id
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.is_set():
            self._turn()
            self._stopped.wait(BEAT_EVERY.total_seconds())
        connection.close()

    def stop(self) -> None:
        """End the thread and take the heartbeat away: nobody waits for a worker that left."""
        self._stopped.set()
        self.join()
        forget(self._worker_id)

    def _turn(self) -> None:
        try:
            close_old_connections()
            beat(self._worker_id)
            if orphans := requeue_orphans():
                log.warning("tasks_of_dead_worker_requeued", tasks=orphans)
        except DatabaseError as error:
            log.warning("heartbeat_failed", reason=str(error))
