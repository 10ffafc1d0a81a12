"""`podium convert`: a map in another format, and what did not come along."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.commands.exits import OK, InputError
from config.commands.files import input_error, read_file, write_files
from workflows.definition.findings import DefinitionError, Finding, Severity
from workflows.formats.convert import convert
from workflows.formats.reading import Reading
from workflows.formats.registry import FORMATS, format_of, read

__all__ = ["run"]

_ORDER = list(Severity)


_ASSESSMENT = re.compile(rb"(?m)^map:")


def run(options: argparse.Namespace) -> int:
    """Write OUT in the format that its ending or ``--to`` names, or only tell what would be lost.

    Raises ``InputError`` where IN cannot be read or OUT not be written.
    """
    if options.formats:
        print("\n".join(_formats()))
        return OK
    target = _target(options)
    content = read_file(options.file)
    try:
        converted, notes = convert(
            content, options.file.name, target, onto=_read_onto(options.onto)
        )
    except DefinitionError as error:
        if _ASSESSMENT.search(content):
            message = "is an assessment; convert its map: the part or the file under 'map'"
            raise InputError(f"{options.file}: {message}") from error
        raise input_error(options.file, error) from error
    if options.check:
        print("\n".join(_report(options.file, notes)) or "nothing is lost")
        return OK
    write_files(options.out.parent, {options.out.name: converted})
    for line in _report(options.file, notes):
        print(line, file=sys.stderr)
    return OK


def _target(options: argparse.Namespace) -> str:
    """The format to write. Raises ``InputError`` where an argument is missing or the format is
    not written."""
    out: Path | None = options.out
    if options.file is None:
        raise InputError("IN is missing; name the map to read, or ask for --formats")
    if out is None and not options.check:
        raise InputError("OUT is missing; name the file to write, or use --check")
    if out is None and not options.to:
        raise InputError("OUT and --to are missing; name one of them to say which format is meant")
    if out is not None and out.is_dir():
        raise InputError(f"{out}: is a directory; name a file, for example map.bpmn")
    wanted: str = options.to or (out.name if out else "")
    try:
        found = format_of(wanted)
    except DefinitionError as error:
        if options.to:
            raise InputError(f"--to {wanted}: {_unknown()}") from error
        raise input_error(out or Path(wanted), error) from error
    if found.write is None:
        raise InputError(f"{found.label} is read by Podium, not written; {_unknown()}")
    return found.name


def _unknown() -> str:
    names = ", ".join(one.name for one in FORMATS.values() if one.write)
    return f"written are {names}"


def _read_onto(path: Path | None) -> Reading | None:
    if path is None:
        return None
    try:
        return read(path.name, read_file(path))
    except DefinitionError as error:
        raise input_error(path, error) from error


def _report(path: Path, notes: Sequence[Finding]) -> Iterator[str]:
    """The loss report, worst first."""
    for note in sorted(notes, key=lambda one: _ORDER.index(one.severity)):
        yield ": ".join(filter(None, (str(path), note.severity.value, note.where, note.message)))


def _formats() -> Iterator[str]:
    """A table of what is read and written."""
    rows: list[tuple[str, ...]] = [("name", "format", "endings", "read", "written", "judged by")]
    for one in FORMATS.values():
        endings = " ".join(f".{ending}" for ending in one.extensions)
        does = ("yes" if able else "-" for able in (one.read, one.write))
        rows.append((one.name, one.label, endings, *does, one.judge))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
