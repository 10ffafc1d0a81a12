"""Loops that no case can leave: it would go round for ever.

A loop is a set of nodes each of which leads to each other. It has an exit where a flow (of a share
above zero), a link or a boundary event leads out of it, or where something beside or around it
can end it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import networkx as nx

from workflows.definition.findings import Problem
from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.definition.validation.places import place

__all__ = ["exit_problems"]

type Following = Mapping[str, Sequence[str]]
"""What can come next, by node id."""

_ENDING = frozenset({EventKind.TERMINATE, EventKind.ERROR, EventKind.CANCEL, EventKind.ESCALATION})
_SHOWN = 4


def exit_problems(definition: Definition) -> Iterator[Problem]:
    """One problem per loop without exit, at its first node in the order of the map."""
    following = _following(definition)
    for loop in _closed_loops(following, _trapped(following)):
        first = definition.by_id[loop[0]]
        if not _ended_from_outside(definition, first):
            yield Problem(where=place(first), message=_message(loop))


def _message(loop: list[str]) -> str:
    shown = ", ".join(loop[:_SHOWN]) + (", …" if len(loop) > _SHOWN else "")
    return f"the loop of {shown} has no exit; draw a flow that leaves it"


def _following(definition: Definition) -> Following:
    links = [node for node in definition.nodes if node.event is EventKind.LINK]
    goals = {(one.parent, one.ref): one.id for one in links if one.kind is NodeKind.CATCH}
    edges = [(flow.source, flow.target) for flow in definition.flows if flow.probability != 0]
    edges += [(node.attached_to or "", node.id) for node in definition.nodes]
    edges += [
        (one.id, goals.get((one.parent, one.ref), ""))
        for one in links
        if one.kind is NodeKind.THROW
    ]
    found: dict[str, list[str]] = {node.id: [] for node in definition.nodes}
    for source, target in edges:
        if source in found and target in found:
            found[source].append(target)
    return found


def _trapped(following: Following) -> list[str]:
    """The nodes from which no case comes to a node where it goes no further."""
    before: dict[str, list[str]] = {name: [] for name in following}
    for source, targets in following.items():
        for target in targets:
            before[target].append(source)
    free = _reached(before, [name for name, targets in following.items() if not targets])
    return [name for name in following if name not in free]


def _reached(following: Following, first: Iterable[str]) -> set[str]:
    reached, waiting = set(first), list(first)
    while waiting:
        fresh = [name for name in following[waiting.pop()] if name not in reached]
        reached.update(fresh)
        waiting += fresh
    return reached


def _closed_loops(following: Following, trapped: list[str]) -> Iterator[list[str]]:
    """The sets of trapped nodes each of which leads to each other and to no more."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(trapped)
    graph.add_edges_from((name, other) for name in trapped for other in following[name])
    numbers = {name: number for number, name in enumerate(trapped)}
    loops = (sorted(loop, key=numbers.__getitem__) for loop in nx.attracting_components(graph))
    yield from sorted(loops, key=lambda loop: numbers[loop[0]])


def _ended_from_outside(definition: Definition, node: Node) -> bool:
    """Whether an end beside the loop, an event sub-process, or a boundary event of a scope around
    it can stop it."""
    scope: str | None = node.parent
    beside = definition.children.get(scope, ())
    while True:
        if any(_ends_all(definition, other) for other in beside):
            return True
        around = definition.by_id.get(scope or "")
        if around is None:
            return False
        if any(boundary.interrupting for boundary in definition.boundaries[around.id]):
            return True
        scope = around.parent
        beside = definition.children.get(scope, ())


def _ends_all(definition: Definition, node: Node) -> bool:
    if node.kind is NodeKind.EVENT_SUB_PROCESS:
        starts = definition.children.get(node.id, ())
        return any(start.interrupting for start in starts if start.kind is NodeKind.START)
    return node.kind is NodeKind.END and node.event in _ENDING
