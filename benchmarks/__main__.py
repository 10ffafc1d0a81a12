"""Run every benchmark, or those named: `python -m benchmarks [simulation] [report] …`."""

import subprocess
import sys

BENCHMARKS = (
    "simulation",
    "scaling",
    "theory",
    "decision",
    "report",
    "pages",
    "formats",
    "designer",
    "start",
)


def main(names: list[str]) -> int:
    """Each in a process of its own, so that none warms up or weighs down another."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
        return 2
    codes = [
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
        for name in names or BENCHMARKS
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
