"""The fuzzer: real files made wrong, thousands of times, against every reader and writer.

    python -m tests.proof.fuzz [--minutes N] [--runs N] [--seed S] [--keep DIR] [FOLDER…]

A reader must read or refuse (``DefinitionError``), whatever it is given; what it has read, every
format must write, and its own reader must take that. Anything else is recorded, as is a run of more
than 10 s or 500 MB, once for each place in the code, with the smallest input that did it. Without
a folder, the corpus of real files and two maps of our own are made wrong. Prints figures; exits
with 1 where something was recorded.
"""

from __future__ import annotations

import argparse
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from random import Random
from types import FrameType

from tests.proof.mutations import mutated
from tests.workflows.formats.maps import ORDER, TRIP
from workflows.definition.findings import DefinitionError
from workflows.formats import yaml
from workflows.formats.reading import Reading
from workflows.formats.registry import FORMATS, Format, format_of

__all__ = ["Fuzzer", "Source", "main", "own_sources", "sources_in"]

_LONGEST = 10.0
_LARGEST = 500 * 1024 * 1024
_SHRINKING = 400
"""Tries to make one recorded input smaller."""
_LIMITS = re.compile("nested deeper|holds more than|at most 5 MB")
ROOT = Path(__file__).parents[2]
_CORPUS = ROOT.parent / "shared" / "corpus"


class _TooLong(BaseException):
    """Raised by the alarm; no reader may catch it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A real file and the format that reads it."""

    name: str
    format: Format
    content: bytes


@dataclass(slots=True)
class Fuzzer:
    """Makes files wrong from one seed. ``found`` keeps the smallest input for each thing that
    must not happen; ``counts`` says how runs ended, by reader."""

    sources: Sequence[Source]
    random: Random
    found: dict[str, tuple[Format, bytes]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def once(self) -> None:
        """One file, made wrong and read; at times by a reader that it was not made for."""
        chosen = self.random.choice(sorted({source.format.name for source in self.sources}))
        source = self.random.choice([one for one in self.sources if one.format.name == chosen])
        contents = [other.content for other in self.sources]
        content = mutated(source.content, self.random, contents)
        reader = source.format
        if self.random.random() < 0.05:
            reader = self.random.choice([one for one in FORMATS.values() if one.read])
        ended = self.ended(reader, content)
        self.counts[reader.name, ended if ended in ("read", "refused") else "wrong"] += 1
        if ended not in ("read", "refused"):
            smallest = self.found.get(ended)
            if smallest is None or len(content) < len(smallest[1]):
                self.found[ended] = (reader, content)

    def ended(self, reader: Format, content: bytes) -> str:
        """``read``, ``refused``, or what went wrong and where in the code."""
        assert reader.read is not None
        told = f"{reader.name} reader"
        try:
            with _limited():
                reading = reader.read(content)
                told = "writers"
                return _written(reading, content)
        except DefinitionError as error:
            return "refused" if error.problems and told != "writers" else f"{told}: {error}"
        except _TooLong:
            return f"{told}: more than {_LONGEST:.0f} s"
        except MemoryError:
            return f"{told}: more than {_LARGEST // 1024**2} MB"
        except Exception as error:
            return f"{told}: {type(error).__name__} at {_place(error)}"

    def shrink(self) -> None:
        """Makes each recorded input smaller: halves, quarters and so on are left out while the
        same goes wrong."""
        for what, (reader, content) in self.found.items():
            self.found[what] = (reader, self._shrunk(what, reader, content))

    def _shrunk(self, what: str, reader: Format, content: bytes) -> bytes:
        tries, size = 0, len(content) // 2
        while size and tries < _SHRINKING and "more than" not in what:
            for start in range(0, len(content), size):
                smaller = content[:start] + content[start + size :]
                tries += 1
                if self.ended(reader, smaller) == what:
                    content = smaller
                    break
            else:
                size //= 2
        return content


def _written(reading: Reading, content: bytes) -> str:
    """Every format writes it, and its own reader takes that."""
    for target in FORMATS.values():
        # Pictures are slow to draw, and drawn from what every writer of drawings has.
        if target.write is None or target.media_type.startswith("image/"):
            continue
        same = target.name == reading.format
        writing = target.write(reading.definition, base=content if same else None)
        if target.read is None:
            continue
        try:
            back = target.read(writing.content).definition
        except DefinitionError as error:
            # Another format says the same at more length, and has limits of its own.
            if same or not _LIMITS.search(str(error)):
                raise
        else:
            if same and back != reading.definition:
                return f"{target.name}: written on itself it reads back as another map"
    return "read"


def _place(error: Exception) -> str:
    """The last line of ours that the error passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/workflows/" in frame.filename] or frames
    return f"{PurePath(ours[-1].filename).name}:{ours[-1].lineno} {str(error)[:60]!r}"


@contextmanager
def _limited() -> Iterator[None]:
    """At most 10 s of processor time, and 500 MB more than the process has now."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    before, limits = signal.signal(signal.SIGPROF, stop), resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_size() + _LARGEST, limits[1]))
    signal.setitimer(signal.ITIMER_PROF, _LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, limits)
        signal.signal(signal.SIGPROF, before)


def _size() -> int:
    """Bytes of address space that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def sources_in(folders: Sequence[Path]) -> list[Source]:
    """Every file in these folders that a reader reads as it is."""
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        try:
            own = format_of(path.name, content)
            if own.read is None:
                continue
            own.read(content)
        except DefinitionError:
            continue
        found.append(Source(path.name, own, content))
    return found


def own_sources() -> list[Source]:
    """Two maps that use nearly everything, in every format that is both written and read."""
    return [
        Source(f"{name}.{one.extensions[0]}", one, one.write(yaml.read(content).definition).content)
        for name, content in (("order", ORDER), ("trip", TRIP))
        for one in FORMATS.values()
        if one.read and one.write
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the fuzzer; 1 where something was recorded, 2 where there is nothing to make wrong."""
    options = _options(arguments)
    sources = sources_in(options.folders or [_CORPUS])
    sources += [] if options.folders else own_sources()
    if not sources:
        print("no file in these folders can be read as it is")
        return 2
    fuzzer = Fuzzer(sources, Random(options.seed))
    began = time.monotonic()
    goes_on = _until(options, began)
    told = 0
    while goes_on(sum(fuzzer.counts.values())):
        fuzzer.once()
        if len(fuzzer.found) > told:
            told = len(fuzzer.found)
            print(list(fuzzer.found)[-1], flush=True)
    _sum_up(fuzzer, time.monotonic() - began, options.keep)
    return int(bool(fuzzer.found))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.proof.fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    parser.add_argument("--minutes", type=float, help="how long (default: until --runs are done)")
    parser.add_argument(
        "--runs", type=int, help="how many files (default: 1,000 without --minutes)"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the generator (default: 0)")
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz"), help="where inputs go")
    return parser.parse_args(arguments)


def _until(options: argparse.Namespace, began: float) -> Callable[[int], bool]:
    until = began + options.minutes * 60 if options.minutes else float("inf")
    most = options.runs or (float("inf") if options.minutes else 1_000)
    return lambda runs: runs < most and time.monotonic() < until


def _sum_up(fuzzer: Fuzzer, seconds: float, keep: Path) -> None:
    fuzzer.shrink()
    print(f"{sum(fuzzer.counts.values()):,} files in {seconds:,.0f} s")
    for reader in dict.fromkeys(name for name, _ in sorted(fuzzer.counts)):
        counts = (fuzzer.counts[reader, how] for how in ("read", "refused", "wrong"))
        print("  {}: {:,} read, {:,} refused, {:,} wrong".format(reader, *counts))
    for number, (what, (own, content)) in enumerate(sorted(fuzzer.found.items()), start=1):
        keep.mkdir(parents=True, exist_ok=True)
        path = keep / f"{number}.{own.extensions[0]}"
        path.write_bytes(content)
        print(f"{path} ({len(content):,} bytes): {what}")


if __name__ == "__main__":
    sys.exit(main())
