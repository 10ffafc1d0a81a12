"""What the parts of the machine have in common: the case they work on together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflows.engine.core.commands import Carry, Command
from workflows.engine.core.events import Event
from workflows.engine.core.marks import Mark, MarkKind
from workflows.engine.core.state import CaseState, Key
from workflows.engine.core.tables import CompiledMap

if TYPE_CHECKING:
    from workflows.engine.core.machine import Machine

__all__ = ["Part"]


class Part:
    """One subject of the process semantics. It keeps nothing itself: all it knows is the state
    of the machine that it is a part of, and all it does is to change that state and to ask for
    commands."""

    __slots__ = ("machine",)

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    @property
    def state(self) -> CaseState:
        """The state of the case."""
        return self.machine.state

    @property
    def map(self) -> CompiledMap:
        """The compiled map."""
        return self.machine.compiled

    def command(self, command: Command) -> None:
        """Ask for something to be done."""
        self.machine.out.append(command)

    def mark(self, kind: MarkKind, node: int) -> None:
        """Note what happened at a node."""
        self.machine.trace.append(Mark(kind, self.map.elements[node]))

    def owner_of(self, node: int) -> int:
        """Who holds what rests at a node."""
        return self.machine.ownership.owners[node]

    def visit(self, node: int) -> int:
        """Count one more token sent to a node."""
        visits = self.state.visits
        visits[node] = visits.get(node, 0) + 1
        if visits[node] > self.map.limit:
            self.machine.halt(visits[node])
        return visits[node]

    def carry(self, to: int, event: Event, node: int) -> None:
        """Send word from the owner that is acting to another."""
        self.command(Carry(self.machine.owner, to, event, node))

    def key_here(self, origin: Key, node: int) -> Key:
        """The key under which a token that ends at ``node`` is remembered until its end has been
        told: the one it rested under, or a new one."""
        return origin if origin[0] == node else (node, self.visit(node))
