"""`make run` from a fresh clone, and again: seconds until the web answers.

Cold means a clone without environment, data and stamps; packages may come from uv's own cache on
this machine.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.tables import print_table

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 600.0


def main() -> None:
    """Clone, start, stop, start again."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "podium"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        rows = [(name, f"{_start(clone):.1f}") for name in ("cold", "second")]
    print_table("make run, until the web answers", ("start", "seconds"), rows)


def _start(clone: Path) -> float:
    port = _free_port()
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PODIUM_DATA")}
    started = time.perf_counter()
    running = subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env=environment | {"PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", running)
        return time.perf_counter() - started
    finally:
        os.killpg(running.pid, signal.SIGINT)
        running.wait(timeout=30)


def _wait(url: str, running: subprocess.Popen[bytes]) -> None:
    deadline = time.perf_counter() + LONGEST
    while time.perf_counter() < deadline:
        if running.poll() is not None:
            raise SystemExit(f"make run ended with {running.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit(f"make run did not answer within {LONGEST:.0f} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
