"""Durations of the Open Workflow Specification: a mapping of units, or ISO 8601 (DSL reference,
Duration)."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.formats.bpmn.timers import format_iso, parse_iso
from workflows.formats.yaml_plain import Plain

__all__ = ["duration_of", "seconds_of"]

_UNITS = {"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000, "seconds": 1000}
_LONGEST = 100 * 366 * 86_400.0


def seconds_of(duration: object) -> float | None:
    """Seconds of a duration; None where it is none that is fixed (an expression), or longer than
    100 years."""
    if isinstance(duration, str):
        return parse_iso(duration)
    if not isinstance(duration, Mapping) or not duration:
        return None
    total = 0.0
    for unit, amount in duration.items():
        factor = 1 if unit == "milliseconds" else _UNITS.get(str(unit))
        whole = isinstance(amount, int) and not isinstance(amount, bool) and amount >= 0
        if factor is None or not whole or amount > _LONGEST * 1000:
            return None
        total += factor * amount
    return total / 1000 if total / 1000 <= _LONGEST else None


def duration_of(seconds: float) -> Plain:
    """The duration that ``seconds_of`` reads back to the same float: units where they suffice."""
    millis = round(seconds * 1000)
    if millis <= 0 or millis / 1000 != seconds:
        return format_iso(seconds)
    found: dict[str, Plain] = {}
    for unit, factor in _UNITS.items():
        amount, millis = divmod(millis, factor)
        if amount:
            found[unit] = amount
    return found | ({"milliseconds": millis} if millis else {})
