"""How far a stage of a project has come."""

from dataclasses import dataclass

__all__ = ["Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` parts of a stage; `text` is what the navigation shows ("4 of 5")."""

    done: int
    total: int
    text: str

    @property
    def share(self) -> float:
        """The done part, from 0 to 1; a stage without parts counts as not begun."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done >= self.total
