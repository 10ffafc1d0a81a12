"""The ground that a random map grows on: its nodes and flows so far, and fresh ids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

from tests.proof.choices import Choices
from workflows.definition.model import Definition, Flow, Node, NodeKind

__all__ = ["Ground", "Way"]


class Way(NamedTuple):
    """Where the next flow begins, and what it states."""

    source: str
    probability: float | None = None
    condition: str = ""
    default: bool = False


class Ground:
    """A map as it grows. ``room`` is how many steps it may still get; ``numbers``
    makes ids unique, in the maps that it calls as well."""

    def __init__(self, choices: Choices, room: int, numbers: Iterator[int] | None = None) -> None:
        self.choices = choices
        self.room = room
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.called: list[Definition] = []
        self._numbers = numbers or count(1)

    def fresh(self, word: str) -> str:
        """An id that nothing has yet."""
        return f"{word}{next(self._numbers)}"

    def below(self, room: int) -> Ground:
        """The ground for a map that this one calls."""
        return Ground(self.choices, room, self._numbers)

    def add(self, node: Node) -> str:
        """Take a finished node in; its id."""
        self.nodes.append(node)
        return node.id

    def node(self, word: str, kind: NodeKind, scope: str | None, **given: Any) -> str:
        """A new node; its id."""
        name = self.fresh(word)
        given.setdefault("name", name)
        return self.add(Node(id=name, kind=kind, parent=scope, **given))

    def flow(self, way: Way, target: str) -> None:
        """A flow along ``way`` to ``target``."""
        self.flows.append(
            Flow(
                id=self.fresh("f"),
                source=way.source,
                target=target,
                probability=way.probability,
                condition=way.condition,
                default=way.default,
            )
        )

    def after(self, way: Way, word: str, kind: NodeKind, scope: str | None, **given: Any) -> str:
        """A new node that ``way`` leads to; its id."""
        name = self.node(word, kind, scope, **given)
        self.flow(way, name)
        return name
