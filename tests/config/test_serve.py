"""config/serve.py and config/supervisor.py: web and worker together, as `make run` starts them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from config.supervisor import port_is_free

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running Podium with data of its own."""

    process: subprocess.Popen[str]
    port: int

    def health(self) -> dict[str, str]:
        """What /healthz says; nothing while the web process does not answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            found: dict[str, str] = json.loads(connection.getresponse().read())
        except (OSError, HTTPException):
            return {}
        finally:
            connection.close()
        return found

    def children(self, word: str) -> list[int]:
        """The ids of the processes below it whose command line holds the word."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [pid for pid in map(int, listed.split()) if word in command_line(pid)]


def command_line(pid: int) -> str:
    """The process's command line; nothing once it has gone."""
    if not Path(f"/proc/{pid}/cmdline").exists():
        return ""
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    port = free_port()
    settings = {"PODIUM_DATA": str(tmp_path), "PORT": str(port), "PODIUM_DEMO": "0"}
    environment = {**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "config.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        served = Served(process, port)
        wait_until(lambda: served.health().get("worker") == "ok")
        yield served
        process.terminate()


def test_a_killed_worker_is_replaced(served: Served) -> None:
    (before,) = served.children("django worker")

    os.kill(before, signal.SIGKILL)

    wait_until(lambda: served.children("django worker") not in ([], [before]))
    wait_until(lambda: served.health().get("worker") == "ok")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_both(served: Served, number: signal.Signals) -> None:
    children = served.children("")

    served.process.send_signal(number)

    assert served.process.wait(timeout=PATIENCE) == 0
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []


def test_it_says_its_address(served: Served) -> None:
    assert served.process.stdout
    assert served.process.stdout.readline().startswith(
        f"Podium is at http://127.0.0.1:{served.port}"
    )


def test_a_taken_port_is_told_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = {"PODIUM_DATA": str(tmp_path), "PORT": str(port)}
        done = subprocess.run(
            [sys.executable, "-m", "config.serve"],
            cwd=ROOT,
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
        )

        assert not port_is_free("127.0.0.1", port)
        assert done.returncode == 1
        assert done.stderr == f"Port {port} is taken. Choose another: PORT={port + 1} make run\n"
