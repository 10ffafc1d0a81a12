"""A planted bug: a patch that breaks the engine on purpose, and the invariants that must see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

__all__ = ["Bug"]


@dataclass(frozen=True, slots=True)
class Bug:
    """``breaks`` says what goes wrong; ``world`` names the fixed world in which it shows, and
    ``caught_by`` the invariant that sees it there."""

    name: str
    breaks: str
    world: str
    caught_by: str
    apply: Callable[[pytest.MonkeyPatch], None]

    def __str__(self) -> str:
        return self.name
