"""Small phrases of English that sentences, facts and tasks share."""

from __future__ import annotations

from collections.abc import Sized

from workflows.definition.phrases import count, listed, quoted

__all__ = ["count", "figure", "listed", "of_all", "points", "quoted"]


def figure(number: float) -> str:
    """A number to two significant digits, whole from ten on: ``0.17``, ``2.5``, ``133``."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def of_all(hits: Sized, whole: Sized, one: str) -> str:
    """A count of a whole: ``4 of 7 steps``."""
    return f"{len(hits)} of {count(len(whole), one)}"


def points(value: float) -> str:
    """A lead in points: ``9 points``, ``1 point``, ``0.4 points``."""
    shown = f"{value:.0f}" if value >= 1 else f"{value:.1f}"
    return f"{shown} {'point' if shown == '1' else 'points'}"
