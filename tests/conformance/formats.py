"""Any folder of map files through every format and past every judge:

    python -m tests.conformance.formats FOLDER… [--expect auto|read|refused]

Every file that a format claims is read, written in every format and read again, with itself as the
base and without, and what was written is shown to other people's parsers. Prints a line per
failure and at the end `N passed, N failed`; exits with 1 where a file failed.

A file whose folder or name says that it is broken passes when it is refused, with a reason and a
mend (or read with a note). `--expect refused` says so of all files, `--expect read` of none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conformance.format_checks import Examined, examined, says_broken, taken
from tests.conformance.format_judging import judged, left_out

__all__ = ["Report", "main", "run"]


@dataclass(slots=True)
class Report:
    """What became of a folder's files: failures by file, and files that no format claims."""

    failures: dict[str, list[str]] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """How many files failed."""
        return sum(bool(failures) for failures in self.failures.values())

    @property
    def passed(self) -> int:
        """How many files passed."""
        return len(self.failures) - self.failed

    def lines(self) -> Iterator[str]:
        """A line per failure."""
        for file, failures in self.failures.items():
            for failure in failures:
                yield f"{file}: {' '.join(failure.split())}"


def run(folders: Iterable[Path], expect: str = "auto") -> Report:
    """Every file in these folders and the folders in them."""
    report = Report()
    results = [result for folder in folders for result in _examined(folder, expect, report)]
    report.failures = {result.file: result.failures for result in results}
    for exhibit, problem in judged([one for result in results for one in result.exhibits]):
        report.failures[exhibit.file].append(f"{exhibit.made}: {problem}")
    return report


def _examined(folder: Path, expect: str, report: Report) -> Iterator[Examined]:
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in files:
        if not path.is_file():
            continue
        inside = path.relative_to(folder.parent)
        broken = says_broken(inside) if expect == "auto" else expect == "refused"
        content = path.read_bytes()
        found = taken(path, content, broken=broken)
        if found is None:
            report.passed_over.append(str(inside))
        else:
            yield examined(str(inside), content, found, broken=broken)


def main(arguments: list[str] | None = None) -> int:
    """Run over the folders; 1 where a file failed, 2 where there is nothing to run over."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.conformance.formats",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--expect", choices=("auto", "read", "refused"), default="auto")
    options = parser.parse_args(arguments)
    for folder in options.folders:
        if not folder.exists():
            parser.error(f"{folder} does not exist")
    report = run(options.folders, options.expect)
    for line in report.lines():
        print(line)
    if report.passed_over:
        print(f"passed over, since no format claims them: {', '.join(report.passed_over)}")
    if missing := left_out():
        print(missing)
    print(f"{report.passed} passed, {report.failed} failed")
    return int(report.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
