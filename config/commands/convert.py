"""`podium convert`: a map in another format, and what did not come along."""

from __future__ import annotations

import argparse
import sys

from config.commands.exits import OK, InputError
from config.commands.files import input_error, read_file, write_files
from workflows.definition.findings import DefinitionError
from workflows.formats.convert import convert
from workflows.formats.registry import format_of

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Write OUT in the format its ending names.

    Raises ``InputError`` where IN cannot be read or OUT not be written.
    """
    try:
        format_of(options.out.name)
    except DefinitionError as error:
        raise input_error(options.out, error) from error
    content = read_file(options.file)
    if options.out.is_dir():
        raise InputError(f"{options.out}: is a directory; name a file, for example map.bpmn")
    try:
        converted, notes = convert(content, options.file.name, options.out.name)
    except DefinitionError as error:
        raise input_error(options.file, error) from error
    write_files(options.out.parent, {options.out.name: converted})
    for note in notes:
        print(f"{options.file}: {note.where}: {note.message}", file=sys.stderr)
    return OK
