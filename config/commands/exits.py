"""How a command ends: its exit codes, and the error that ends it with a line per problem."""

from __future__ import annotations

__all__ = ["BAD_INPUT", "FOUND_SOMETHING", "INTERRUPTED", "OK", "InputError"]

OK = 0
FOUND_SOMETHING = 1
BAD_INPUT = 2
INTERRUPTED = 130


class InputError(Exception):
    """Something that was handed to the command cannot be used; ``lines`` says what, all at once,
    each line naming the place and the mend."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("; ".join(lines))
