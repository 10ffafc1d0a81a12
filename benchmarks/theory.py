"""The simulation against queueing theory, at 1,000,000 cases a world."""

from __future__ import annotations

import sys

from benchmarks.queueing import WORLDS, measured, predicted
from benchmarks.tables import print_table

CASES = 1_000_000
ALLOWED = 0.02
HEADINGS = ("world", "wait by theory", "measured", "off by", "utilisation", "measured", "off by")


def main() -> int:
    """Print the table; 1 where a figure is further off than allowed."""
    rows, worst = [], 0.0
    for world in WORLDS:
        wait, busy = measured(world, CASES)
        errors = (wait / predicted(world) - 1, busy / world.utilisation - 1)
        worst = max(worst, *map(abs, errors))
        rows.append(
            (
                world.name,
                f"{predicted(world):.4f} s",
                f"{wait:.4f} s",
                f"{errors[0]:+.2%}",
                f"{world.utilisation:.2f}",
                f"{busy:.4f}",
                f"{errors[1]:+.2%}",
            )
        )
    print_table(f"{CASES:,} cases a world", HEADINGS, rows)
    print(f"\nfurthest off: {worst:.2%}; allowed: {ALLOWED:.0%}")
    return int(worst > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
