"""The `podium` command: the same job as the browser's, on a file, without server or database."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from config.commands.exits import BAD_INPUT, INTERRUPTED, InputError
from config.commands.options import parser

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `config.commands.exits`).

    A usage error or `--help` ends the process, as argparse does.
    """
    options = parser().parse_args(arguments)
    try:
        # Only the command asked for is imported: help must not wait for numpy.
        command = import_module(f"config.commands.{options.command}")
        code: int = command.run(options)
        sys.stdout.flush()
    except InputError as error:
        print("\n".join(error.lines), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not fail on flushing the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT
    except KeyboardInterrupt:
        print("interrupted; nothing was written", file=sys.stderr)
        return INTERRUPTED
    return code


if __name__ == "__main__":
    sys.exit(main())
