"""A condition that has been read: what it asks about, and whether it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workflows.definition.conditions.deciding import value_of
from workflows.definition.conditions.parsing import tree_of
from workflows.definition.conditions.tree import Tree, Value, names, printed

__all__ = ["Condition", "parse"]


@dataclass(frozen=True)
class Condition:
    """A condition; ``str`` gives a text that reads back to an equal one."""

    tree: Tree

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The variables it asks about, sorted."""
        return tuple(sorted(set(names(self.tree))))

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it holds for a case that has these values. Where they give no answer (a value
        is missing, a divisor is zero, types do not fit) it does not hold."""
        return value_of(self.tree, values) is True

    def __str__(self) -> str:
        return printed(self.tree)


def parse(text: str) -> Condition:
    """The condition that a text says.

    Raises ``ConditionError`` with the position and the mend.
    """
    return Condition(tree_of(text))
