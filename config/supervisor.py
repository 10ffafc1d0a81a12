"""Runs web and worker as two processes: ends both together, and raises a worker that died."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from itertools import count
from types import FrameType

__all__ = ["Supervisor", "port_is_free"]

LOOK_EVERY = 0.2
"""Seconds between two looks at the processes."""

PAUSE_LONGEST = 30.0
"""Seconds between two starts of a worker that keeps dying; the first pause is a second."""

GRACE = 8.0
"""Seconds a process has to end by itself before it is killed."""

READY_WITHIN = 30.0
"""Seconds the web process has to answer its first call."""


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class Supervisor:
    """Web and worker of one machine. `say` prints a line for the person at the terminal."""

    def __init__(self, *, host: str, port: int, say: Callable[[str], object]) -> None:
        self._host, self._port, self._say = host, port, say
        self._stopping = False
        self._worker_numbers = count(1)
        self._worker_id = ""
        self._pause = 1.0

    def run(self) -> int:
        """Run until told to stop (0) or until the web process dies (its exit code, or 1)."""
        signal.signal(signal.SIGINT, self._stop)
        signal.signal(signal.SIGTERM, self._stop)
        worker, web = self._start_worker(), self._start_web()
        try:
            if self._wait_until_ready(web):
                self._say(f"Podium is at http://{self._address}  (Ctrl-C ends it)")
            while not self._stopping and web.poll() is None:
                if worker.poll() is not None:
                    worker = self._raise_worker()
                time.sleep(LOOK_EVERY)
        finally:
            _end([web, worker])
        return 0 if self._stopping else web.returncode or 1

    @property
    def _address(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{host}:{self._port}"

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _start_web(self) -> subprocess.Popen[bytes]:
        return _start(
            *("granian", "--interface", "wsgi", "--host", self._host, "--port", str(self._port)),
            *("--workers", os.environ.get("WEB_CONCURRENCY", "1"), "--blocking-threads", "4"),
            *("--backpressure", "64", "--log-level", "warning", "config.wsgi:application"),
        )

    def _start_worker(self) -> subprocess.Popen[bytes]:
        """A new worker, which knows at once that the one before it is dead."""
        before = self._worker_id
        self._worker_id = f"{socket.gethostname()}-{os.getpid()}-{next(self._worker_numbers)}"
        after = ["--after", before] if before else []
        return _start("django", "worker", "--worker-id", self._worker_id, *after)

    def _raise_worker(self) -> subprocess.Popen[bytes]:
        self._say(f"The worker died; another takes over its tasks in {self._pause:.0f} s.")
        deadline = time.monotonic() + self._pause
        while not self._stopping and time.monotonic() < deadline:
            time.sleep(LOOK_EVERY)
        self._pause = min(2 * self._pause, PAUSE_LONGEST)
        return self._start_worker()

    def _wait_until_ready(self, web: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + READY_WITHIN
        while web.poll() is None and not self._stopping and time.monotonic() < deadline:
            if self._answers():
                return True
            time.sleep(LOOK_EVERY)
        return False

    def _answers(self) -> bool:
        host = "127.0.0.1" if self._host == "0.0.0.0" else self._host  # noqa: S104 - a comparison
        connection = HTTPConnection(host, self._port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """A Python module as a process group of its own, out of the reach of the terminal's Ctrl-C."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own words


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask each group to end, then kill what is left of it."""
    _signal(processes, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal([process], signal.SIGKILL)
            process.wait()


def _signal(processes: list[subprocess.Popen[bytes]], number: signal.Signals) -> None:
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, number)
