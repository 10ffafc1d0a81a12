"""Figures as a reader wants them: with their unit, a share with its count, dates in words."""

from __future__ import annotations

import datetime as dt

from workflows.definition.model import OrchestrationModel

__all__ = [
    "MODEL_TITLES",
    "count",
    "day",
    "hash_groups",
    "points",
    "score",
    "seconds",
    "share",
    "short_share",
    "title_of",
]

MODEL_TITLES = {model: model.value.capitalize() for model in OrchestrationModel}

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_UNITS = ((86_400.0, "d"), (3_600.0, "h"), (60.0, "min"), (1.0, "s"))
_NO_BREAK = "\u00a0"


def title_of(model: OrchestrationModel | None) -> str:
    """The model's name as a heading shows it; an em dash for none."""
    return MODEL_TITLES[model] if model else "—"


def count(number: float) -> str:
    """A count with thousands separated, one decimal below 100: ``1,250``, ``9.5``."""
    if number == int(number) or number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}"


def score(number: float) -> str:
    """A score or a part of one: always one decimal, so that columns line up."""
    return f"{number:.1f}"


def points(number: float) -> str:
    """A weight or an answer: whole where it is whole."""
    return f"{number:.1f}".removesuffix(".0")


def share(part: float) -> str:
    """A share in per cent. What is not quite none or not quite all never reads as none or all."""
    if 0 < part < 0.001:
        return f"<{_NO_BREAK}0.1{_NO_BREAK}%"
    if 0.999 < part < 1:
        return f">{_NO_BREAK}99.9{_NO_BREAK}%"
    return f"{part * 100:.1f}".removesuffix(".0") + f"{_NO_BREAK}%"


def short_share(part: float) -> str:
    """A share as somebody stated it, in per cent without rounding: ``0.25 %``."""
    return f"{part * 100:.6g}{_NO_BREAK}%"


def seconds(duration: float | None) -> str:
    """A time in its natural unit, to three digits; an em dash for none."""
    if duration is None:
        return "—"
    for size, unit in _UNITS:
        if duration >= size:
            return f"{duration / size:.3g}{_NO_BREAK}{unit}"
    return f"{duration * 1000:.3g}{_NO_BREAK}ms"


def day(date: dt.date) -> str:
    """A date in words: ``23 November 2026``."""
    return f"{date.day}{_NO_BREAK}{_MONTHS[date.month - 1]}{_NO_BREAK}{date.year}"


def hash_groups(sha256: str) -> str:
    """The first eight digits of a hash in two groups, as the footer shows it."""
    return f"{sha256[:4]} {sha256[4:8]}".strip()
