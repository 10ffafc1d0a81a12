"""What may stand in a cell of the requirement matrix: one reader and one writer per kind of value.

A reader takes the text of a cell and raises ``ValueError`` with a message that names the mend; a
writer gives a text that its reader reads back to the same value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from workflows.definition.quantities import format_duration, format_number, parse_duration

__all__ = [
    "decimal_point",
    "format_flag",
    "format_list",
    "format_optional",
    "format_optional_duration",
    "format_value",
    "keepable",
    "parse_choice",
    "parse_codes",
    "parse_factor",
    "parse_flag",
    "parse_optional",
    "parse_optional_duration",
    "parse_positive_duration",
    "parse_text",
    "parse_tries",
    "printable",
]

MAX_TEXT = 2_000
MAX_TRIES = 1_000

_YES = frozenset({"yes", "true", "y", "1"})
_NO = frozenset({"no", "false", "n", "0"})
_NOTHING = frozenset({"", "none", "-", "–"})
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_THOUSANDS = re.compile(r"(?<![\d,])([1-9]\d{0,2}),(\d{3})(?!\d)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def decimal_point(text: str) -> str:
    """The text of a number, share or duration with a decimal comma made a point.

    Raises ``ValueError`` where the comma may as well separate thousands.
    """
    if found := _THOUSANDS.search(text):
        raise ValueError(
            f"has a comma that may mean {found[1]}.{found[2]} or {found[1]}{found[2]}, got "
            f"{text.strip()!r}; write one of these"
        )
    return _DECIMAL_COMMA.sub(".", text)


def parse_text(text: str) -> str:
    """The text of a cell without surrounding blanks."""
    if len(text) > MAX_TEXT:
        raise ValueError(f"must be at most {MAX_TEXT} characters, got {len(text)}")
    return printable(text)


def printable(text: str) -> str:
    """The text without surrounding blanks, free of characters that XML cannot hold."""
    return keepable(text).strip()


def keepable(text: str) -> str:
    """The text as it stands, free of characters that XML cannot hold."""
    if found := _UNPRINTABLE.search(text):
        raise ValueError(f"holds the control character {found[0]!r}; remove it")
    return text


def parse_flag(text: str) -> bool:
    """True for yes, False for no."""
    wanted = text.strip().lower()
    if wanted not in _YES | _NO:
        raise ValueError(f"must be yes or no, got {text.strip()!r}")
    return wanted in _YES


def parse_optional(text: str) -> str | None:
    """An id or name, None for an empty cell or ``none``."""
    return None if text.strip().lower() in _NOTHING else parse_text(text)


def parse_optional_duration(text: str) -> float | None:
    """Seconds above zero, None for an empty cell or ``none``."""
    return None if text.strip().lower() in _NOTHING else parse_positive_duration(text)


def parse_positive_duration(text: str) -> float:
    """Seconds above zero."""
    seconds = parse_duration(text)
    if seconds <= 0:
        raise ValueError(f"must be longer than 0, got {text.strip()!r}")
    return seconds


def parse_tries(text: str) -> int:
    """A count of attempts, the first included."""
    shown = text.strip()
    if not re.fullmatch(r"[+-]?\d{1,9}", shown, re.ASCII):
        raise ValueError(f"must be a whole number, got {shown!r}")
    if int(shown) < 1:
        raise ValueError(f"must be at least 1, got {shown}")
    if int(shown) > MAX_TRIES:
        raise ValueError(f"must be at most {MAX_TRIES}, got {shown}")
    return int(shown)


def parse_factor(text: str) -> float:
    """A factor of 1 or more."""
    try:
        factor = float(text)
    except ValueError:
        raise ValueError(f"must be a number, got {text.strip()!r}") from None
    if not math.isfinite(factor) or not 1 <= factor <= 100:
        raise ValueError(f"must be between 1 and 100, got {text.strip()}")
    return factor


def parse_codes(text: str) -> tuple[str, ...]:
    """Error codes, separated by commas."""
    if text.strip().lower() in _NOTHING:
        return ()
    return tuple(code.strip() for code in parse_text(text).split(",") if code.strip())


def parse_choice[Choice: StrEnum](choices: type[Choice]) -> Callable[[str], Choice]:
    """A reader for one of an enumeration's values; blanks and case are forgiven."""

    def parse(text: str) -> Choice:
        wanted = text.strip().lower().replace("_", "-").replace(" ", "-")
        if wanted not in [choice.value for choice in choices]:
            known = ", ".join(choice.value for choice in choices)
            raise ValueError(f"must be one of {known}; got {text.strip()!r}")
        return choices(wanted)

    return parse


def format_value(value: Any) -> str:
    """Any value that is its own text."""
    return format_number(value) if isinstance(value, float) else str(value)


def format_flag(value: bool) -> str:
    """Yes or no."""
    return "yes" if value else "no"


def format_optional(value: str | None) -> str:
    """The text, empty for None."""
    return value or ""


def format_optional_duration(value: float | None) -> str:
    """The duration, ``none`` where there is none."""
    return "none" if value is None else format_duration(value)


def format_list(value: tuple[str, ...]) -> str:
    """The items, separated by commas."""
    return ", ".join(value)
