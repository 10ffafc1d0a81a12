"""What follows what in one scope: the order of its nodes, where branches meet, what always comes
before."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import networkx as nx

from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["Graph"]

_GATEWAYS = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})
_IN, _OUT = "", "\0"


class Graph:
    """The nodes of a scope (of one process of it)."""

    def __init__(self, definition: Definition, scope: str | None, process: str) -> None:
        self.definition = definition
        inside = definition.children.get(scope, ())
        self.nodes = [node for node in inside if node.process == process]
        self.ids = {node.id: number for number, node in enumerate(self.nodes)}

    @cached_property
    def entries(self) -> list[Node]:
        """Where a case begins: at the starts, else wherever no flow enters (BPMN 2.0, 10.5.2)."""
        starts = [node for node in self.nodes if node.kind is NodeKind.START]
        return starts or [
            node
            for node in self.nodes
            if not self.definition.incoming[node.id]
            and node.kind not in (NodeKind.BOUNDARY, NodeKind.COMPENSATION)
            and node.kind is not NodeKind.EVENT_SUB_PROCESS
            and not node.for_compensation
            and not (node.kind is NodeKind.CATCH and node.event is EventKind.LINK)
        ]

    def next_of(self, node_id: str) -> list[str]:
        """What the flows and links out of a node lead to."""
        node = self.definition.by_id[node_id]
        if node.kind is NodeKind.THROW and node.event is EventKind.LINK:
            return [other.id for other in self.nodes if _is_goal(other, node)]
        return [flow.target for flow in self.definition.outgoing[node_id]]

    @cached_property
    def _flows(self) -> nx.DiGraph[str]:
        """The flows, from a first node before all entries to a last one after all ends."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_node(_IN)
        graph.add_edges_from((_IN, node.id) for node in self.entries)
        for node in self.nodes:
            targets = [name for name in self.next_of(node.id) if name in self.ids]
            graph.add_edges_from((node.id, target) for target in targets or [_OUT])
        return graph

    @cached_property
    def _with_events(self) -> nx.DiGraph[str]:
        graph = self._flows.copy()
        for node in self.nodes:
            if node.attached_to in self.ids:
                graph.add_edge(node.attached_to, node.id)
        return graph

    @cached_property
    def _meeting(self) -> dict[str, str]:
        # What ends in an error comes to no join: it stops the others wherever they are.
        errors = [node.id for node in self.nodes if _fails(node)]
        forwards = self._flows.copy()
        forwards.remove_edges_from([(name, _OUT) for name in errors])
        backwards = forwards.reverse(copy=False)
        return dict(nx.immediate_dominators(backwards, _OUT)) if _OUT in backwards else {}

    def join_of(self, targets: Iterable[str]) -> str | None:
        """The gateway at which all that begins at these nodes comes together again; None where it
        does not."""
        chains = [self._after(target) for target in targets if target in self._meeting]
        for name in chains[0] if chains else ():
            if all(name in chain for chain in chains) and self.is_join(name):
                return name
        return None

    def _after(self, node_id: str) -> list[str]:
        """What every way from a node comes by, nearest first, the node itself among them."""
        found = [node_id]
        while (here := self._meeting.get(found[-1])) and here not in found:
            found.append(here)
        return found

    def is_join(self, node_id: str) -> bool:
        """Whether a node waits for several flows."""
        node = self.definition.by_id.get(node_id)
        if node is None or node.kind not in _GATEWAYS:
            return False
        return len(self.definition.incoming[node_id]) > 1

    def is_beginning(self, node_id: str) -> bool:
        """Whether nothing outside of a loop that it is part of leads to a node."""
        return node_id in self.ids and node_id not in self._led_to

    @cached_property
    def _led_to(self) -> set[str]:
        """Everything that the entries lead to."""
        return set(nx.descendants(self._with_events, _IN))

    def reached(self, node_id: str, stop: str | None) -> set[str]:
        """Everything that a node leads to without passing the stop."""
        found, waiting = {node_id} - {stop or ""}, [node_id]
        while waiting:
            here = waiting.pop()
            if here == stop or here not in self._with_events:
                continue
            fresh = [name for name in self._with_events[here] if name not in found]
            found.update(fresh)
            waiting += fresh
        return found - {stop or "", _OUT}

    @cached_property
    def order(self) -> dict[str, int]:
        """Each node's place in the order in which a case comes by."""
        walked = nx.dfs_postorder_nodes(self._with_events, _IN)
        return {name: number for number, name in enumerate(reversed(list(walked)))}

    @cached_property
    def loops(self) -> frozenset[str]:
        """The nodes that a case may come by more than once."""
        parts = nx.strongly_connected_components(self._with_events)
        return frozenset(name for part in parts if len(part) > 1 for name in part)

    @cached_property
    def _before(self) -> dict[str, str]:
        return dict(nx.immediate_dominators(self._with_events, _IN))

    def always_before(self, node_id: str) -> set[str]:
        """What every case has come by before it comes to a node."""
        found: set[str] = set()
        here = self._before.get(node_id)
        while here and here not in found:
            found.add(here)
            here = self._before.get(here)
        return found


def _fails(node: Node) -> bool:
    return node.kind is NodeKind.END and node.event is EventKind.ERROR


def _is_goal(node: Node, link: Node) -> bool:
    return (
        node.kind is NodeKind.CATCH
        and node.event is EventKind.LINK
        and (node.parent, node.ref) == (link.parent, link.ref)
    )
