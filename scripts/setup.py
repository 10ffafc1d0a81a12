"""Make this checkout ready: uv, the packages, and the system's libraries where that is allowed.

Run by the system's own Python, whatever its version from 3.9 on, before anything is installed:
`python3 scripts/setup.py run` or `python3 scripts/setup.py test`. What it may not install, it
names, with the line to run, and goes on.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
OLDEST_PYTHON = (3, 12)

PANGO = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
OFFICE = ("libreoffice-calc-nogui",)
VALIDATORS = ROOT / "tests" / "validators"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main(purpose: str) -> None:
    groups = ["--no-default-groups"] if purpose == "run" else ["--all-groups"]
    sync_packages(purpose, groups)
    if not all(map(loads, PANGO)):
        install(PANGO_PACKAGES, "PDF reports need Pango")
    if purpose == "test":
        if not find_chromium():
            install(("chromium",), "Browser tests need Chromium")
        if not shutil.which("soffice"):
            install(OFFICE, "Spreadsheet tests need LibreOffice")
        install_validators()


def sync_packages(purpose: str, groups: list[str]) -> None:
    """Install the locked packages into .venv, unless that was done for this very lock."""
    lock = (ROOT / "uv.lock").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    stamp, now = TOOLS / f"synced-{purpose}", hashlib.sha256(lock).hexdigest()
    python = ROOT / ".venv" / "bin" / "python"
    if python.exists() and stamp.exists() and stamp.read_text() == now:
        return
    # Inexact: `make run` must not take away what `make test` has installed.
    command = [uv(), "sync", "--frozen", "--inexact", "--compile-bytecode", *groups]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **chosen_python()})
    if done.returncode:
        sys.exit(
            "The packages could not be installed; the reason stands above. Podium needs Python "
            "3.12 or newer, and a way to the package index. Mend that and run this again."
        )
    TOOLS.mkdir(exist_ok=True)
    stamp.write_text(now)


def install_validators() -> None:
    """Install other people's parsers from their lock, unless that was done for this very lock."""
    now = hashlib.sha256((VALIDATORS / "package-lock.json").read_bytes()).hexdigest()
    stamp = TOOLS / "synced-validators"
    if (VALIDATORS / "node_modules").exists() and stamp.exists() and stamp.read_text() == now:
        return
    npm = shutil.which("npm")
    if npm is None:
        print("The validators from npm need Node.js 20 or newer; their tests are skipped.")
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=VALIDATORS).returncode:
        print("The validators could not be installed; the reason stands above.", flush=True)
        return
    TOOLS.mkdir(exist_ok=True)
    stamp.write_text(now)


def chosen_python() -> dict[str, str]:
    """This Python if it is new enough, so that uv need not download one."""
    if "UV_PYTHON" in os.environ or sys.version_info < OLDEST_PYTHON:
        return {}
    return {"UV_PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}"}


def uv() -> str:
    """The path of uv: the system's, ours, or one installed into .tools just now."""
    ours = TOOLS / "uv" / "bin" / "uv"
    found = shutil.which("uv") or (str(ours) if ours.exists() else None)
    if found:
        return found
    if not has_pip():
        install(("python3-pip",), "Installing uv needs pip")
    if not has_pip():
        sys.exit("Install uv or pip, then run this again.")
    print("Installing uv into .tools", flush=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--root-user-action=ignore",
        "--target",
        str(TOOLS / "uv"),
        "uv",
    ]
    if subprocess.run(pip).returncode:
        sys.exit(
            "uv could not be installed; pip's reason stands above. Mend it and run this again."
        )
    return str(ours)


def has_pip() -> bool:
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True)
    return answer.returncode == 0


def loads(library: str) -> bool:
    """Whether the system has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def find_chromium() -> str | None:
    names = (os.environ.get("CHROMIUM"), *CHROMIUM)
    return next((path for name in names if name and (path := shutil.which(name))), None)


def install(packages: tuple[str, ...], why: str) -> None:
    """Install packages of the system if we may; else say the line to run, and go on."""
    line = f"apt-get install --yes --no-install-recommends {' '.join(packages)}"
    right = permission()
    if right is None or not shutil.which("apt-get"):
        print(f"{why}. Run: sudo {line}", flush=True)
        return
    print(f"{why}: installing {' '.join(packages)}", flush=True)
    for command in ("apt-get update --quiet", line):
        done = subprocess.run(
            [*right, "env", "DEBIAN_FRONTEND=noninteractive", *command.split()],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        print(f"That failed: {reason[0]}\nRun it yourself: sudo {line}", flush=True)


def permission() -> list[str] | None:
    """What to put before a command that needs root; None where nothing would do."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit("usage: python3 scripts/setup.py run|test")
    main(sys.argv[1])
