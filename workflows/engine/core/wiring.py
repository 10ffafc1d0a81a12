"""What belongs together without a sequence flow: links, messages, scopes and where they begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["Wiring"]

_SENDING = frozenset({NodeKind.THROW, NodeKind.END})
_RECEIVING = frozenset({NodeKind.CATCH, NodeKind.START, NodeKind.BOUNDARY})


class Wiring:
    """Looks up what the nodes of one (expanded) definition have to do with each other. Nodes are
    numbered in its order; the processes come after ``undo_nodes`` undo nodes."""

    def __init__(self, definition: Definition, undo_nodes: int) -> None:
        self._definition = definition
        self.nodes: Sequence[Node] = definition.nodes
        self.number: Mapping[str, int] = {n.id: i for i, n in enumerate(definition.nodes)}
        self.process_names = tuple(dict.fromkeys(n.process for n in definition.nodes)) or ("",)
        self._first_process = len(definition.nodes) + undo_nodes

    @property
    def processes(self) -> tuple[int, ...]:
        """The nodes that stand for the processes."""
        return tuple(self._first_process + i for i in range(len(self.process_names)))

    def parent(self, node: Node) -> int:
        """The scope around a node: another node or its process."""
        inside = self.number.get(node.parent or "", -1)
        return inside if inside >= 0 else self.processes[self.process_names.index(node.process)]

    def children(self, scope: int) -> list[int]:
        """The nodes directly inside a scope."""
        return [i for i, node in enumerate(self.nodes) if self.parent(node) == scope]

    # Where scopes begin

    def entries(self, scope: int) -> tuple[int, ...]:
        """Where a token begins in a sub-process: at its plain starts and at what no flow leads to
        (BPMN 2.0, 13.3.4); of a process, only the latter: somebody starts it by a start event."""
        inside = self.children(scope)
        starts = [i for i in inside if self.nodes[i].kind is NodeKind.START]
        plain = [i for i in starts if self.nodes[i].event is EventKind.NONE]
        implicit = [i for i in inside if self._begins(self.nodes[i])]
        if scope in self.processes or self.nodes[scope].kind is NodeKind.EVENT_SUB_PROCESS:
            return tuple(implicit)
        return (*(plain or starts), *implicit)

    def _begins(self, node: Node) -> bool:
        apart = {NodeKind.START, NodeKind.BOUNDARY, NodeKind.EVENT_SUB_PROCESS}
        linked = node.kind is NodeKind.CATCH and node.event is EventKind.LINK
        leads_here = self._definition.incoming[node.id]
        return not (leads_here or node.kind in apart or node.is_handler or linked)

    def starts(self) -> tuple[int, ...]:
        """Where a new case begins: at the plain starts that no message triggers; else at the
        processes without start events; else at the first start of any kind."""
        outermost = [i for i, n in enumerate(self.nodes) if self.parent(n) in self.processes]
        starts = [i for i in outermost if self.nodes[i].kind is NodeKind.START]
        told = {message.target for message in self._definition.message_flows}
        plain = [i for i in starts if self.nodes[i].event is EventKind.NONE]
        if unasked := [i for i in plain if self.nodes[i].id not in told]:
            return tuple(unasked)
        started = {self.parent(self.nodes[i]) for i in starts}
        silent = [p for p in self.processes if p not in started and self.children(p)]
        return tuple(silent or plain[:1] or starts[:1])

    def sub_starts(self, scope: int) -> tuple[int, ...]:
        """The starts of the event sub-processes directly in a scope, but for compensation."""
        return tuple(
            start
            for sub in self.children(scope)
            if self.nodes[sub].kind is NodeKind.EVENT_SUB_PROCESS
            for start in self.children(sub)
            if self.nodes[start].kind is NodeKind.START
            if self.nodes[start].event is not EventKind.COMPENSATION
        )

    def undo_scope(self, scope: int) -> int:
        """The compensation event sub-process of a scope, -1 for none."""
        for sub in self.children(scope):
            if self.nodes[sub].kind is NodeKind.EVENT_SUB_PROCESS and any(
                self.nodes[start].event is EventKind.COMPENSATION
                for start in self.children(sub)
                if self.nodes[start].kind is NodeKind.START
            ):
                return sub
        return -1

    # Links and messages

    def link(self, node: Node) -> int:
        """The catch of a link throw, in the same scope; -1 for none."""
        if node.kind is not NodeKind.THROW or node.event is not EventKind.LINK:
            return -1
        return next(
            (
                i
                for i, other in enumerate(self.nodes)
                if other.kind is NodeKind.CATCH and other.event is EventKind.LINK
                if other.ref == node.ref and self.parent(other) == self.parent(node)
            ),
            -1,
        )

    def receivers(self, node: Node) -> tuple[int, ...]:
        """The nodes that take the message which ``node`` sends: along message flows, and, where
        it throws a named message, by that name."""
        number = self.number
        flows = self._definition.message_flows
        along = [number[m.target] for m in flows if m.source == node.id and m.target in number]
        return tuple(dict.fromkeys([*along, *self._by_name(node)]))

    def _by_name(self, node: Node) -> list[int]:
        throws = node.kind in _SENDING and node.event is EventKind.MESSAGE
        if not node.ref or not (throws or node.kind is NodeKind.SEND_TASK):
            return []
        return [
            i
            for i, other in enumerate(self.nodes)
            if other.ref == node.ref
            if other.kind is NodeKind.RECEIVE_TASK
            or (other.kind in _RECEIVING and other.event is EventKind.MESSAGE)
        ]

    def sent(self, node: Node) -> tuple[tuple[str, int], ...]:
        """The message flows out of a node by id, each with the node it leads to, -1 for none."""
        flows = self._definition.message_flows
        return tuple((m.id, self.number.get(m.target, -1)) for m in flows if m.source == node.id)

    def heard(self, node: Node) -> tuple[str, ...]:
        """The message flows that come to a node from outside the map."""
        flows = self._definition.message_flows
        return tuple(m.id for m in flows if m.target == node.id and m.source not in self.number)
