"""Times and shares as people write them: ``120ms``, ``5s``, ``1h30m``, ``3d``; ``1%``, ``0.01``.

Every ``format_*`` gives the shortest text that its ``parse_*`` reads back to the same float.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

__all__ = [
    "format_duration",
    "format_number",
    "format_share",
    "parse_duration",
    "parse_number",
    "parse_share",
    "parse_whole_number",
    "three_times",
]

_SECONDS = {"d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_NUMBER = r"\d+(?:\.\d+)?(?:e-?\d+)?"
_DURATION = re.compile(rf"(?:{_NUMBER}\s*(?:ms|s|m|h|d)\s*)+", re.ASCII)
_PART = re.compile(rf"({_NUMBER})\s*(ms|s|m|h|d)", re.ASCII)
_SHARE = re.compile(rf"({_NUMBER})\s*(%?)", re.ASCII)
_SIGNED = re.compile(rf"-?{_NUMBER.replace('e-', 'e[+-]')}", re.ASCII)
_LARGEST = 1e12
_LONGEST = 100 * 366 * _SECONDS["d"]


def parse_duration(text: str) -> float:
    """Seconds of a duration such as ``1h30m``.

    Raises ``ValueError`` with a message that names the mend.
    """
    wanted = text.strip().lower()
    if wanted == "0":
        return 0.0
    if not _DURATION.fullmatch(wanted):
        raise ValueError(_duration_mend(text))
    seconds = sum(_seconds(number, unit) for number, unit in _PART.findall(wanted))
    if seconds > _LONGEST:
        raise ValueError(f"must be at most 100 years, got {text.strip()!r}")
    return seconds


def _seconds(number: str, unit: str) -> float:
    # Dividing keeps 120ms at exactly 0.12, multiplying by 0.001 would not.
    return float(number) / 1000 if unit == "ms" else float(number) * _SECONDS[unit]


def _duration_mend(text: str) -> str:
    shown = text.strip()
    if shown.startswith("-"):
        return f"must not be negative, got {shown!r}"
    if re.fullmatch(_NUMBER, shown):
        return f"needs a unit, for example {shown}ms, {shown}s or {shown}h; got {shown!r}"
    return f"must be a duration such as 120ms, 5s, 2h or 3d, got {shown!r}"


@lru_cache(maxsize=4096)
def format_duration(seconds: float) -> str:
    """The duration in the largest unit that says it in a short number: ``1.5h``, ``120ms``."""
    if seconds == 0:
        return "0s"
    for unit, size in _SECONDS.items():
        amount = seconds * 1000 if unit == "ms" else seconds / size
        text = f"{amount:.6g}{unit}"
        if amount >= 1 and len(text) < 7 and _reads_back(text, seconds):
            return text
    return f"{format_number(seconds)}s"


def three_times(seconds: float) -> float:
    """Three times a length, in seconds: 0.3 for 0.1, which binary fractions alone miss."""
    return float(f"{3 * seconds:.12g}")


def _reads_back(text: str, seconds: float) -> bool:
    return "e" not in text and parse_duration(text) == seconds


def parse_share(text: str) -> float:
    """A fraction between 0 and 1 from ``1%`` or ``0.01``.

    Raises ``ValueError`` with a message that names the mend.
    """
    match = _SHARE.fullmatch(text.strip().lower())
    if not match:
        raise ValueError(f"must be a share such as 1% or 0.01, got {text.strip()!r}")
    share = float(match[1]) / 100 if match[2] else float(match[1])
    if share > 1:
        raise ValueError(f"must be between 0% and 100%, got {text.strip()!r}")
    return share


@lru_cache(maxsize=4096)
def format_share(share: float) -> str:
    """The share in per cent where that reads back exactly, else as a fraction."""
    text = f"{share * 100:.6g}%"
    if "e" not in text and parse_share(text) == share:
        return text
    return format_number(share)


def parse_number(text: str) -> float:
    """A number of any sign, at most 10^12.

    Raises ``ValueError`` with a message that names the mend.
    """
    if not _SIGNED.fullmatch(text.strip().lower()):
        raise ValueError(f"must be a number, got {text.strip()!r}")
    number = float(text)
    if abs(number) > _LARGEST:
        raise ValueError(f"must be at most 10^12, got {text.strip()!r}")
    return number


def parse_whole_number(text: str) -> int:
    """A whole number of at most nine digits; raises ``ValueError``."""
    if not re.fullmatch(r"-?\d{1,9}", text.strip(), re.ASCII):
        raise ValueError(f"must be a whole number, got {text.strip()!r}")
    return int(text)


def format_number(number: float) -> str:
    """A number without a superfluous ``.0``."""
    if math.isfinite(number) and number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return repr(number)
