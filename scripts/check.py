"""Everything that must hold before a change lands: `make test` runs all of it, in this order."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = (
    "config",
    "projects",
    "workflows",
    "assessment",
    "reports",
    "tests",
    "scripts",
    "benchmarks",
)

CHECKS: dict[str, tuple[str, ...]] = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "types": ("mypy", *CODE),
    "layers": ("lint-imports",),
    "sizes": ("python", "-m", "scripts.sizes"),
    "migrations": ("python", "-m", "django", "makemigrations", "--check", "--dry-run"),
}
TESTS: dict[str, tuple[str, ...]] = {
    # The browser's tests share two cores with a web server and Chromium itself: one at a time.
    "tests": ("pytest", "-n", "2", "-m", "not browser"),
    "browser tests": ("pytest", "-m", "browser"),
}


def main(arguments: list[str]) -> int:
    checks = CHECKS if "--no-tests" in arguments else CHECKS | TESTS
    failed = [name for name, command in checks.items() if not passes(name, command)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def passes(name: str, command: tuple[str, ...]) -> bool:
    """Run one check, with its output shown and its time told."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    program = Path(sys.executable).parent / command[0]
    code = subprocess.run([program, *command[1:]], cwd=ROOT, env=environment()).returncode
    print(f"-- {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s")
    return code == 0


def environment() -> dict[str, str]:
    """Ours, with the tests' settings for what needs Django."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test"}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
