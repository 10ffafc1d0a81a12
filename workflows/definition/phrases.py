"""Small phrases of English that messages and sentences share."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["count", "listed", "quoted"]


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 team``, ``3 teams``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


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
