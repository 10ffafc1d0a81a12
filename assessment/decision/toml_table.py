"""Reading TOML with errors that name the place and the mend: ``suitability.toml: row 3: …``."""

from __future__ import annotations

import difflib
import math
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

__all__ = ["KnowledgeError", "Table"]

_LARGEST = sys.float_info.max
_LONGEST_SHOWN = 60


class KnowledgeError(ValueError):
    """A file of the knowledge base that cannot be used; the message names the place. Where several
    places are wrong, it has a line for each."""


class Table:
    """One TOML table. Each getter takes a key away; ``done`` refuses what nobody asked for."""

    def __init__(self, data: Mapping[str, Any], place: str) -> None:
        self._left = dict(data)
        self._known: list[str] = []
        self.place = place

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank; ``default`` where the key is missing."""
        value = self._take(key, default)
        if not isinstance(value, str) or not (value.strip() or value == default):
            raise self.error(f"{key} must be a text, got {_shown(value)}")
        return value.strip()

    def number(
        self,
        key: str,
        low: float = -math.inf,
        high: float = math.inf,
        *,
        default: float | None = None,
    ) -> float:
        """A finite number between ``low`` and ``high``; ``default`` where the key is missing."""
        return self._number(key, self._take(key, default), low, high)

    def integer(self, key: str, low: int, high: int) -> int:
        """A whole number between ``low`` and ``high``."""
        value = self._number(key, self._take(key), low, high)
        if value != int(value):
            raise self.error(f"{key} must be a whole number, got {value}")
        return int(value)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false, got {_shown(value)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"{key} must be a list of texts")
        return tuple(value)

    def numbers[K](self, key: str, known: Callable[[str], K]) -> dict[K, float]:
        """A table of numbers, its keys read by ``known``, which raises ``ValueError``."""
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a table")
        return {
            self._known_key(key, name, known): self._number(f"{key}.{name}", number)
            for name, number in value.items()
        }

    def series(self, key: str) -> tuple[float, ...]:
        """A list of finite numbers."""
        value = self._take(key)
        if not isinstance(value, list):
            raise self.error(f"{key} must be a list of numbers")
        return tuple(self._number(key, item) for item in value)

    def table(self, key: str) -> Table:
        """A table within this one."""
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.error(f"{key} must be a table")
        return Table(value, f"{self.place}: {key}")

    @property
    def left(self) -> tuple[str, ...]:
        """The keys that no getter has asked for yet."""
        return tuple(self._left)

    def tables(self, key: str, *, optional: bool = False) -> tuple[Table, ...]:
        """A list of tables."""
        value = self._take(key, [] if optional else None)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(f"{key} must be a list of tables")
        return tuple(
            Table(item, f"{self.place}: {key} {number}") for number, item in enumerate(value, 1)
        )

    def holds(self, key: str) -> bool:
        """Whether the table has a key that may be left out."""
        self._known.append(key)
        return key in self._left

    def done(self) -> None:
        """Refuse keys that no getter asked for."""
        for key in self._left:
            near = difflib.get_close_matches(key, self._known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise self.error(f"unknown key {key!r}{hint}")

    def error(self, message: str) -> KnowledgeError:
        """An error at this table."""
        return KnowledgeError(f"{self.place}: {message}")

    def errors(self, messages: Iterable[str]) -> KnowledgeError:
        """One error with a line per message, each at this table."""
        return KnowledgeError("\n".join(f"{self.place}: {message}" for message in messages))

    def _take(self, key: str, default: Any = None) -> Any:
        self._known.append(key)
        value = self._left.pop(key, default)
        if value is None:
            raise self.error(f"{key} is missing")
        return value

    def _known_key[K](self, key: str, name: str, known: Callable[[str], K]) -> K:
        try:
            return known(name)
        except ValueError as error:
            raise self.error(f"{key}: {error}") from None

    def _number(
        self, key: str, value: Any, low: float = -math.inf, high: float = math.inf
    ) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"{key} must be a number, got {_shown(value)}")
        # Comparing goes first: an integer too large for a float has no isfinite.
        if not (low <= value <= high and abs(value) <= _LARGEST):
            raise self.error(f"{key} must be between {low:g} and {high:g}, got {_shown(value)}")
        return float(value)


def _shown(value: object) -> str:
    """What was found, short enough for a message."""
    text = str(value) if isinstance(value, int | float) else repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
