"""Correspondence: who asks whom in a map of several processes, and who begins whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workflows.definition.model import EventKind, Node, NodeKind
from workflows.engine.core.wiring import Wiring

__all__ = ["Correspondence"]

type Routes = Sequence[Sequence[tuple[int, int]]]
"""By node, its outgoing flows and where they lead."""


class Correspondence:
    """What the messages and signals of a map mean for its steps and processes. ``receivers`` are
    the nodes that take what a node sends, ``senders`` the other way round."""

    def __init__(
        self,
        nodes: Sequence[Node],
        wiring: Wiring,
        outgoing: Routes,
        receivers: Mapping[int, Sequence[int]],
    ) -> None:
        self._nodes = nodes
        self._wiring = wiring
        self._outgoing = outgoing
        self._receivers = receivers
        self.senders = _turned_round(receivers)

    def asking(self) -> frozenset[int]:
        """The steps that send before they wait: what they send leads, by the receiver's flows, to
        what they wait for."""
        return frozenset(
            step
            for step, targets in self._receivers.items()
            if step in self.senders and self._nodes[step].is_step
            if any(self._leads(t, s, step) for t in targets for s in self.senders[step])
        )

    def begins(self) -> dict[int, frozenset[int]]:
        """By process, those that its messages and signals begin, and what these begin in turn."""
        begun: dict[int, set[int]] = {process: set() for process in self._wiring.processes}
        for sender, node in enumerate(self._nodes):
            reached = (*self._receivers.get(sender, ()), *self._signalled(node))
            starts = [node for node in reached if self._nodes[node].kind is NodeKind.START]
            processes = {self._wiring.parent(self._nodes[start]) for start in starts}
            begun[self._process_of(sender)] |= processes
        return {process: _closed(process, begun) for process in begun}

    def _leads(self, target: int, sender: int, step: int) -> bool:
        """Of two steps that send to each other, the one asks with whom a case begins."""
        if target == sender:
            beginning = {self._process_of(start) for start in self._wiring.starts()}
            return self._process_of(step) in beginning
        return sender in self._after(target)

    def _after(self, node: int) -> frozenset[int]:
        """The nodes that a token at this one can come to by flows."""
        found: set[int] = set()
        todo = [node]
        while todo:
            ahead = {target for _, target in self._outgoing[todo.pop()]} - found
            found |= ahead
            todo += ahead
        return frozenset(found)

    def _process_of(self, node: int) -> int:
        """The process that a node stands in; a process stands for itself."""
        while node < len(self._nodes):
            node = self._wiring.parent(self._nodes[node])
        return node

    def _signalled(self, node: Node) -> Iterator[int]:
        """The start events that take the signal which a node throws."""
        if node.event is EventKind.SIGNAL and node.kind in {NodeKind.THROW, NodeKind.END}:
            for number, other in enumerate(self._nodes):
                starts = other.kind is NodeKind.START and other.event is EventKind.SIGNAL
                if starts and other.ref in {"", node.ref}:
                    yield number


def _closed(process: int, begun: Mapping[int, set[int]]) -> frozenset[int]:
    """All that a process can begin, however far."""
    found: set[int] = set()
    todo = [process]
    while todo:
        further = begun.get(todo.pop(), set()) - found
        found |= further
        todo += further
    return frozenset(found)


def _turned_round(table: Mapping[int, Sequence[int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for source, targets in table.items():
        for target in targets:
            found.setdefault(target, []).append(source)
    return {target: tuple(sources) for target, sources in found.items()}
