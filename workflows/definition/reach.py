"""Which nodes a case can reach, and which it cannot leave, seen without scopes."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["dead_ends", "unreachable"]

_NEVER_ENTERED = frozenset({NodeKind.COMPENSATION, NodeKind.BOUNDARY})


def unreachable(definition: Definition) -> tuple[Node, ...]:
    """Nodes that no start leads to, compensations left out.

    A map without start events starts wherever no flow enters (BPMN 2.0, 10.5.2).
    """
    drawn = definition.by_id
    return tuple(drawn[node.id] for node in _unreached(definition.flat) if node.id in drawn)


def _unreached(definition: Definition) -> Iterator[Node]:
    reached = {node.id for node in _starts(definition)}
    queue = list(reached)
    while queue:
        here = queue.pop()
        following = [flow.target for flow in definition.outgoing[here]]
        following += [boundary.id for boundary in definition.boundaries[here]]
        fresh = [name for name in following if name not in reached]
        reached.update(fresh)
        queue += fresh
    for node in definition.nodes:
        if node.id not in reached and node.kind is not NodeKind.COMPENSATION:
            yield node


def _starts(definition: Definition) -> list[Node]:
    starts = [node for node in definition.nodes if node.kind is NodeKind.START]
    caught = [node for node in definition.nodes if _waits_for_the_world(definition, node)]
    if starts:
        return starts + caught
    return [
        node
        for node in definition.nodes
        if not definition.incoming[node.id] and node.kind not in _NEVER_ENTERED
    ]


def _waits_for_the_world(definition: Definition, node: Node) -> bool:
    """A catching event that no flow enters: another process or a link leads there."""
    caught = node.kind is NodeKind.CATCH and node.event is not EventKind.TIMER
    return caught and not definition.incoming[node.id]


def dead_ends(definition: Definition) -> tuple[Node, ...]:
    """Nodes that nothing leaves although they are no end, where the map has ends at all."""
    flat, drawn = definition.flat, definition.by_id
    if not any(node.kind is NodeKind.END for node in flat.nodes):
        return ()
    return tuple(
        drawn[node.id]
        for node in flat.nodes
        if not flat.outgoing[node.id]
        and node.kind not in (NodeKind.END, NodeKind.COMPENSATION)
        and node.id in drawn
    )
