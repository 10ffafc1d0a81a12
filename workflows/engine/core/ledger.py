"""The ledger: every effect of a case, done and undone, under its idempotency key."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from workflows.engine.core.state import Key

__all__ = ["Ledger"]


@dataclass(slots=True)
class Ledger:
    """Counts per key how often an effect was done and undone.

    A key with an undoing but no doing is a *tombstone*: the participant was told to undo before
    it had done anything. ``acknowledged`` are the keys whose doing somebody was told of.
    """

    done: dict[Key, int] = field(default_factory=dict)
    undone: dict[Key, int] = field(default_factory=dict)
    tombs: set[Key] = field(default_factory=set)
    acknowledged: set[Key] = field(default_factory=set)

    def copy(self) -> Ledger:
        """A ledger of its own with the same entries."""
        return Ledger(dict(self.done), dict(self.undone), set(self.tombs), set(self.acknowledged))

    def frozen(self) -> Hashable:
        """A value that is equal for ledgers with the same entries."""
        counts = (tuple(sorted(self.done.items())), tuple(sorted(self.undone.items())))
        return (*counts, frozenset(self.tombs), frozenset(self.acknowledged))

    def do(self, key: Key, *, idempotent: bool) -> bool:
        """Record the effect; False where the idempotency key kept it from happening."""
        if idempotent and (key in self.done or key in self.tombs):
            return False
        self.done[key] = self.done.get(key, 0) + 1
        return True

    def undo(self, key: Key, *, idempotent: bool) -> bool:
        """Record the undoing; False where there was nothing to undo."""
        if key not in self.done:
            self.tombs.add(key)
            return False
        if idempotent and key in self.undone:
            return False
        self.undone[key] = self.undone.get(key, 0) + 1
        return True

    @property
    def doubled(self) -> list[Key]:
        """Effects that happened more than once, or were undone more often than done."""
        return [k for k, n in self.done.items() if n > 1 or self.undone.get(k, 0) > n]

    @property
    def standing(self) -> list[Key]:
        """Effects that happened and were not undone."""
        return [k for k, n in self.done.items() if n > self.undone.get(k, 0)]

    @property
    def lost(self) -> list[Key]:
        """Effects that were acknowledged and never happened; a sound engine has none."""
        return sorted(self.acknowledged - self.done.keys())
