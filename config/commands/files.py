"""Reading what a command is given and writing what it makes: whole files or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from config.commands.exits import InputError
from workflows.definition.findings import DefinitionError

__all__ = ["input_error", "read_file", "write_files"]

_MAX_BYTES = 5 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """The file's bytes.

    Raises ``InputError`` where it is missing, a folder, not readable, or larger than 5 MB.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {_reason(error)}") from error
    if len(content) > _MAX_BYTES:
        raise InputError(f"{path}: is larger than 5 MB; split the map into sub-workflows")
    return content


def input_error(path: Path, error: DefinitionError) -> InputError:
    """The reader's problems as lines ``FILE:LINE: place: what is wrong``."""
    lines = (
        f"{path}:{problem.line}: {problem}" if problem.line else f"{path}: {problem}"
        for problem in error.problems
    )
    return InputError(*lines)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into the folder, which is made if missing; each appears whole.

    All are written under temporary names before the first one gets its own, so that a full disk
    leaves what was there before. Raises ``InputError`` where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".podium-", dir=folder) as work:
            for name, content in files.items():
                (Path(work) / name).write_bytes(content)
            for name in files:
                os.replace(Path(work) / name, folder / name)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
