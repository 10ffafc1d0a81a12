"""How far a token can still come: the tables for inclusive joins and for what may be forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Paths"]


@dataclass(frozen=True, slots=True)
class Paths:
    """The ways of a compiled map, by node. ``outgoing`` holds (flow, target) pairs; ``exceptions``
    the boundary events, ``links`` the link catches that a token goes on to without a flow;
    ``beyond`` what it may cause besides: what follows the scopes around it, what takes its messages
    and signals; ``inside`` what begins where a token enters: the nodes of a scope, of a process."""

    outgoing: Sequence[Sequence[tuple[int, int]]]
    exceptions: Sequence[Sequence[int]]
    links: Sequence[Sequence[int]]
    beyond: Sequence[Sequence[int]]
    inside: Sequence[Sequence[int]]

    def reach(self, join: int) -> Mapping[int, tuple[frozenset[int], frozenset[int]]]:
        """Per node, the incoming flows of ``join`` by which a token there can still come without
        passing the join (BPMN 2.0, 13.4.3): in any way, and without an exception. Nodes that cannot
        reach it have no entry."""
        nodes = range(len(self.outgoing))
        found = {node: self._into(node, join, exceptions=True) for node in nodes}
        return {
            node: (flows, self._into(node, join, exceptions=False))
            for node, flows in found.items()
            if flows
        }

    def _into(self, node: int, join: int, *, exceptions: bool) -> frozenset[int]:
        flows: set[int] = set()
        seen: set[int] = set()
        todo = [node]
        while todo:
            current = todo.pop()
            if current in seen:
                continue
            seen.add(current)
            flows.update(flow for flow, target in self.outgoing[current] if target == join)
            todo.extend(target for _, target in self.outgoing[current] if target != join)
            todo.extend(self.links[current])
            todo.extend(self.exceptions[current] if exceptions else ())
        return frozenset(flows)

    def ahead(self) -> tuple[frozenset[int], ...]:
        """Per node, every node that a token there can lead to in any way."""
        return tuple(self._after(node) for node in range(len(self.outgoing)))

    def _after(self, node: int) -> frozenset[int]:
        seen: set[int] = set()
        todo = list(self._next(node))
        while todo:
            current = todo.pop()
            if current not in seen:
                seen.add(current)
                todo.extend(self._next(current))
                todo.extend(self.inside[current])
        return frozenset(seen)

    def _next(self, node: int) -> Iterable[int]:
        yield from (target for _, target in self.outgoing[node])
        yield from self.exceptions[node]
        yield from self.links[node]
        yield from self.beyond[node]
