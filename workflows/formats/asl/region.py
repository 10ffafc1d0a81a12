"""A state machine that is being written: the whole, a branch of a Parallel, or the inside of a
Map."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workflows.definition.model import Node
from workflows.formats.asl.graph import Graph

__all__ = ["Done", "Failing", "Region", "State"]

type State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """Something done that can be undone: where its result stands as seen from the region, what
    was done, what undoes it, and the node of the region as which or inside which it was done."""

    path: str
    step: Node
    handler: Node
    at: str


@dataclass(frozen=True, slots=True)
class Failing:
    """A state after which everything done before is to be undone: because it fails, with
    ``asks`` because it asks whether a branch has failed, with ``then`` because an event of the map
    wants it, which leads on to that state."""

    name: str
    node: Node
    asks: bool = False
    then: str = ""


@dataclass(slots=True)
class Region:
    """``stops`` are nodes at which it ends, ``marks`` says that a failure must be left behind as a
    mark, since other branches have to be undone with it."""

    graph: Graph
    stops: frozenset[str] = frozenset()
    marks: bool = False
    around: Region | None = None
    states: dict[str, State] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    waiting: deque[Callable[[], None]] = field(default_factory=deque)
    failing: list[Failing] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    undoing: bool = False
    forks: tuple[str, ...] = ()

    def end(self, state: State, name: str | None) -> State:
        """The state with the field that leads on: to a state, or to the end."""
        return {**state, "Next": name} if name else {**state, "End": True}
