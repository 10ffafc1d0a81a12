"""Times of ISO 8601 as BPMN timers carry them: ``PT1H``, ``P3D``, ``R3/PT10S``."""

from __future__ import annotations

import re

from workflows.definition.quantities import format_number

__all__ = ["format_iso", "parse_iso", "repeats"]

_AMOUNT = r"(\d+(?:\.\d+)?)"
_ISO = re.compile(
    rf"P(?=[\dT])(?:{_AMOUNT}Y)?(?:{_AMOUNT}M)?(?:{_AMOUNT}W)?(?:{_AMOUNT}D)?"
    rf"(?:T(?:{_AMOUNT}H)?(?:{_AMOUNT}M)?(?:{_AMOUNT}S)?)?",
    re.ASCII,
)
_DAY = 86_400.0
# Calendars differ; a year counts 365 days and a month 30.
_UNITS = (365 * _DAY, 30 * _DAY, 7 * _DAY, _DAY, 3_600.0, 60.0, 1.0)
_LONGEST = 100 * 366 * _DAY


def parse_iso(text: str) -> float | None:
    """Seconds of the first duration in the text; None where it holds none that is fixed (a date,
    an expression) or none below 100 years."""
    found = _ISO.search(text)
    if not found or not any(found.groups()):
        return None
    amounts = (float(amount or 0) for amount in found.groups())
    seconds = sum(amount * unit for amount, unit in zip(amounts, _UNITS, strict=True))
    return seconds if seconds <= _LONGEST else None


def repeats(text: str) -> bool:
    """Whether it is a repeating interval (``R3/PT10S``) rather than one duration."""
    return re.match(r"\s*R\d*/", text) is not None


def format_iso(seconds: float) -> str:
    """A duration that ``parse_iso`` reads back to the same float."""
    for letter, unit in (("P{}D", _DAY), ("PT{}H", 3_600.0), ("PT{}M", 60.0)):
        amount = seconds / unit
        if amount >= 1 and amount == int(amount):
            return letter.format(int(amount))
    text = format_number(seconds)
    return f"PT{text if 'e' not in text else f'{seconds:.20f}'}S"
