"""A fault as people write it: ``message-lost share=1% step=charge``.

The kind comes first, then fields in any order, written as in the scenario of an assessment file.
``format_fault`` gives the shortest text that ``parse_fault`` reads back to an equal fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from workflows.definition.quantities import (
    format_duration,
    format_number,
    format_share,
    parse_duration,
    parse_share,
)
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind

__all__ = ["FIELDS", "fault_values", "format_fault", "parse_fault", "parse_field", "parse_kind"]


def parse_kind(text: str) -> FaultKind:
    """The kind of fault with this name.

    Raises ``ValueError`` naming the known kinds.
    """
    return FaultKind(_one_of(text, [kind.value for kind in FaultKind]))


def parse_field(name: str, text: str) -> Any:
    """The value of one field of ``FIELDS``.

    Raises ``ValueError`` with a message that names the mend.
    """
    return FIELDS[name][0](text.strip())


def parse_fault(text: str) -> Fault:
    """The fault that ``text`` describes.

    Raises ``ValueError`` with a message that names the place and the mend.
    """
    kind, *rest = text.split() or [""]
    given: dict[str, Any] = {}
    for part in rest:
        name, equals, value = part.partition("=")
        if not equals:
            raise ValueError(f"expected FIELD=VALUE after the kind, got {part!r}")
        if name in given:
            raise ValueError(f"states {name} twice")
        try:
            field = _one_of(name, list(FIELDS))
            given[field] = parse_field(field, value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return Fault(kind=parse_kind(kind), **given)


def fault_values(fault: Fault) -> Mapping[str, str]:
    """Each field that differs from its default, as text, in the order of the dataclass."""
    return {
        field.name: FIELDS[field.name][1](value)
        for field in fields(fault)
        if field.name in FIELDS and (value := getattr(fault, field.name)) != field.default
    }


def format_fault(fault: Fault) -> str:
    """The fault as ``parse_fault`` reads it."""
    return " ".join(
        (fault.kind.value, *(f"{name}={value}" for name, value in fault_values(fault).items()))
    )


def _one_of(text: str, known: list[str]) -> str:
    wanted = text.strip().lower()
    if wanted in known:
        return wanted
    near = get_close_matches(wanted, known, n=1)
    mend = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    raise ValueError(f"unknown {wanted!r}; {mend}" if wanted else f"is empty; {mend}")


def _id(text: str) -> str:
    if not text:
        raise ValueError("is empty; name an id of the map")
    return text


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise ValueError(f"must be a whole number, got {text!r}")
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"must be a number, got {text!r}") from None


def _point(text: str) -> CrashPoint:
    return CrashPoint(_one_of(text, [point.value for point in CrashPoint]))


def _window(text: str) -> tuple[float, float]:
    begin, dots, end = text.partition("..")
    if not dots:
        raise ValueError(f"must be two times such as 10s..2m, got {text!r}")
    return parse_duration(begin), parse_duration(end)


def _format_window(window: tuple[float, float]) -> str:
    return "..".join(format_duration(second) for second in window)


FIELDS: Mapping[str, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    "share": (parse_share, format_share),
    "step": (_id, str),
    "participant": (_id, str),
    "window": (_window, _format_window),
    "nth": (_whole, str),
    "case": (_whole, str),
    "point": (_point, str),
    "duration": (parse_duration, format_duration),
    "factor": (_number, format_number),
}
"""What may be said about a fault beside its kind: how each field is read and written."""
