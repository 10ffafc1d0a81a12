"""Tasks that the tests of the worker put into the queue."""

import os
import signal

from django.core.cache import cache
from django.tasks import task


@task
def note(word: str) -> None:
    cache.set("noted", word)


@task
def interrupt_once() -> None:
    """The first run is told to stop in the middle; the second ends."""
    if cache.get("interrupted"):
        return
    cache.set("interrupted", "yes")
    os.kill(os.getpid(), signal.SIGTERM)
