"""Copies: what happens where a token arrives twice and no inbox holds the copy back.

A copy is no token of its own: it is not counted, it opens no join and ends no scope. It only makes
participants do again what they have done.
"""

from __future__ import annotations

from workflows.engine.core.commands import Carry, PerformStep
from workflows.engine.core.events import StepRepeated, TokenArrived, TokenRepeated
from workflows.engine.core.part import Part
from workflows.engine.core.state import Key
from workflows.engine.core.tables import Role

__all__ = ["Repeats"]


class Repeats(Part):
    """Follows copies."""

    __slots__ = ()

    def arrived(self, event: TokenRepeated) -> None:
        """A copy came to a node: a step is done again. All else absorbs it: joins hold tokens by
        flow, and what waits or holds a scope knows its visit."""
        works = self.map.roles[event.node] is Role.STEP and event.node not in self.map.senders
        if works:
            self.command(PerformStep(event.node, event.visit, 1, again=True))

    def step_repeated(self, event: StepRepeated) -> None:
        """A step was done again: what it publishes goes out again, by the same flows."""
        origin = (event.node, event.visit)
        seen: set[int] = set()
        todo = [event.node]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += self._follow(node, origin)

    def _follow(self, node: int, origin: Key) -> list[int]:
        passed: list[int] = []
        for flow, target in self.machine.gateways.routes_again(node, origin):
            if self.map.roles[target] >= Role.STEP:
                self._hand_on(flow, target)
            else:
                passed.append(target)
        return passed

    def _hand_on(self, flow: int, target: int) -> None:
        visit = self.state.visits.get(target, 1)
        owner = self.owner_of(target)
        if owner == self.machine.owner:
            self.arrived(TokenRepeated(target, flow, visit))
        else:
            event = TokenArrived(target, flow, visit)
            self.command(Carry(self.machine.owner, owner, event, target, again=True))
