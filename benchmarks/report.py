"""Seconds and peak memory of a report, in a worker that has printed one before.

The aim is at most 2 s and 300 MB.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import time
from pathlib import Path

import django

from benchmarks.tables import print_table

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ROUNDS = 3


def main() -> None:
    """Print each example's report several times and tell the best round."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_cli")
    django.setup()
    rows = [_measured(path) for path in sorted(EXAMPLES.glob("*.yaml"))]
    print_table("Report in a warm worker", ("example", "seconds", "KB", "peak MB so far"), rows)


def _measured(path: Path) -> tuple[str, str, str, str]:
    from assessment.file.read import read_assessment
    from reports.assess import assess
    from reports.pdf import render_pdf

    given = read_assessment(path.read_bytes(), source=path.name)
    content = assess(given, made_on=dt.date(2026, 11, 23), author="the benchmark").content
    pdf = render_pdf(content)
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        render_pdf(content)
        seconds.append(time.perf_counter() - started)
    return path.stem, f"{min(seconds):.2f}", f"{len(pdf) / 1024:.0f}", f"{_peak_megabytes():.0f}"


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
