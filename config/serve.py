"""Start all of Podium on this machine: `python -m config.serve`, or `make run`.

Prepares the data when something about it has changed, then runs web and worker together. It
imports no Django, so that a second start is as quick as web and worker themselves.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from config.environment import flag, number
from config.paths import BASE_DIR, DATA_DIR
from config.supervisor import Supervisor, port_is_free

__all__ = ["main"]

LOCAL = {"127.0.0.1", "localhost", "::1"}
PREPARED = DATA_DIR / "prepared.json"
"""What was prepared last, and what `prepare` had to say to the person at the terminal."""


def main() -> int:
    """Serve until Ctrl-C. Returns the exit code. PORT, PODIUM_HOST, DATABASE_URL are honoured."""
    host, port = os.environ.get("PODIUM_HOST") or "127.0.0.1", number("PORT", default=8000)
    if not port_is_free(host, port):
        print(f"Port {port} is taken. Choose another: PORT={port + 1} make run", file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # The demo's password is no secret: it is there only where nobody else can reach the pages.
    said = prepare_if_changed(demo=flag("PODIUM_DEMO", default=host in LOCAL))
    if said is None:
        return 1
    print(said, end="", flush=True)
    return Supervisor(host=host, port=port, say=lambda line: print(line, flush=True)).run()


def prepare_if_changed(*, demo: bool) -> str | None:
    """Run `manage.py prepare` unless nothing changed since; None if it failed, having said why."""
    now = _fingerprint(demo=demo)
    # A database of somebody else's may have been emptied in the meantime: always look.
    if PREPARED.exists() and not os.environ.get("DATABASE_URL"):
        before = json.loads(PREPARED.read_text())
        if before["fingerprint"] == now:
            return str(before["said"])
    command = [sys.executable, "-m", "django", "prepare", *(["--demo"] if demo else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own words
    if done.returncode:
        return None
    PREPARED.write_text(json.dumps({"fingerprint": now, "said": done.stdout}))
    return done.stdout


def _fingerprint(*, demo: bool) -> str:
    """A digest of all that `prepare` depends on: packages, tables, static files, the demo."""
    files = [BASE_DIR / "uv.lock", *BASE_DIR.glob("*/migrations/*.py"), *_below("static")]
    digest = hashlib.sha256(f"{demo} {os.environ.get('PODIUM_DEBUG')}".encode())
    for file in sorted(files):
        facts = file.stat()
        digest.update(f"{file} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _below(folder: str) -> list[Path]:
    return [path for path in (BASE_DIR / folder).rglob("*") if path.is_file()]


if __name__ == "__main__":
    raise SystemExit(main())
