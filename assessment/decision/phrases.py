"""Small phrases of English that sentences, facts and tasks share."""

from __future__ import annotations

from collections.abc import Sequence, Sized

__all__ = ["count", "figure", "listed", "of_all", "points", "quoted"]


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 team``, ``3 teams``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def figure(number: float) -> str:
    """A number to two significant digits, whole from ten on: ``0.17``, ``2.5``, ``133``."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def of_all(hits: Sized, whole: Sized, one: str) -> str:
    """A count of a whole: ``4 of 7 steps``."""
    return f"{len(hits)} of {count(len(whole), one)}"


def listed(names: Sequence[str], limit: int = 4) -> str:
    """Names as a sentence lists them: ``a, b and c``; ``a, b, c and 5 more`` well past the
    limit: for one more than that, the name itself is shorter."""
    shown, rest = list(names), len(names) - limit
    if rest > 1:
        shown[limit:] = [f"{rest} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def quoted(name: str) -> str:
    """A step's name set apart from the sentence around it."""
    return f"“{name}”"


def points(value: float) -> str:
    """A lead in points: ``9 points``, ``1 point``, ``0.4 points``."""
    shown = f"{value:.0f}" if value >= 1 else f"{value:.1f}"
    return f"{shown} {'point' if shown == '1' else 'points'}"
