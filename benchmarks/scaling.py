"""How time and memory grow with the number of cases, all three models on two processes."""

from __future__ import annotations

import resource
import time
from concurrent.futures import ProcessPoolExecutor

from benchmarks.chains import CONDITIONS, chain
from benchmarks.tables import print_table
from workflows.sandbox.runner import run_experiment
from workflows.sandbox.scenario import Scenario

SIZES = (10_000, 100_000, 1_000_000)
PROCESSES = 2
HEADINGS = ("cases x 3 models", "seconds", "µs a case and model", "peak memory")


def main() -> None:
    """Run each size once, smallest first, so that the peak is that of the size."""
    rows = []
    for cases in SIZES:
        started = time.perf_counter()
        with ProcessPoolExecutor(PROCESSES) as pool:
            scenario = Scenario(
                cases=cases,
                seed=CONDITIONS.seed,
                cases_per_hour=CONDITIONS.cases_per_hour,
                faults=CONDITIONS.faults,
            )
            experiment = run_experiment(chain(), scenario, executor=pool)
        seconds = time.perf_counter() - started
        counted = {outcome.cases for outcome in experiment.outcomes.values()}
        if counted != {cases}:
            raise SystemExit(f"counted {counted} of {cases:,} cases")
        each = seconds / cases / 3 * 1e6
        rows.append((f"{cases:,}", f"{seconds:.1f}", f"{each:.1f}", f"{_peak_mb():.0f} MB"))
    print_table(f"growth, on {PROCESSES} processes; memory is that of all together", HEADINGS, rows)


def _peak_mb() -> float:
    """This process and the largest of its children, once for each of them: an upper bound."""
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (mine + PROCESSES * child) / 1024


if __name__ == "__main__":
    main()
