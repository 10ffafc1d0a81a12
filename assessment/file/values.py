"""Single values of an assessment file: each reader takes a text and raises ``ValueError`` with a
message that names the mend."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from workflows.formats.blocks import Block

__all__ = ["each", "parse_amount", "parse_date", "parse_known", "parse_number", "parse_whole"]


def parse_number(text: str, low: float = 0.0, high: float = 1e12) -> float:
    """A finite number between ``low`` and ``high``."""
    try:
        number = float(text.strip())
    except ValueError:
        raise ValueError(f"must be a number, got {text.strip()!r}") from None
    if not math.isfinite(number):
        raise ValueError(f"must be a number, got {text.strip()!r}")
    if not low <= number <= high:
        raise ValueError(f"must be between {low:,.15g} and {high:,.15g}, got {text.strip()}")
    return number


def parse_amount(low: float, high: float) -> Callable[[str], float]:
    """A reader for numbers between ``low`` and ``high``."""
    return lambda text: parse_number(text, low, high)


def parse_whole(low: int, high: int) -> Callable[[str], int]:
    """A reader for whole numbers between ``low`` and ``high``."""

    def parse(text: str) -> int:
        number = parse_number(text, low, high)
        if number != int(number):
            raise ValueError(f"must be a whole number, got {text.strip()}")
        return int(number)

    return parse


def parse_date(text: str) -> dt.date:
    """A day such as 2026-12-01."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"must be a day such as 2026-12-01, got {text.strip()!r}") from None


def parse_known(known: Sequence[str]) -> Callable[[str], str]:
    """A reader for one of the known ids."""

    def parse(text: str) -> str:
        wanted = text.strip()
        if wanted not in known:
            near = get_close_matches(wanted, known, n=1)
            mend = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
            raise ValueError(f"does not know {wanted!r}; {mend}")
        return wanted

    return parse


def each[T](block: Block, key: str, parse: Callable[[str], T]) -> Iterator[T]:
    """The readable items of the list under a key; notes the others."""
    for text in block.texts(key):
        try:
            yield parse(text)
        except ValueError as error:
            block.problem(key, str(error))
