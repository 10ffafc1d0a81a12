"""Which nodes a case can reach, and which it cannot leave, seen without scopes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["dead_ends", "unreachable"]

_NEVER_ENTERED = frozenset({NodeKind.COMPENSATION, NodeKind.BOUNDARY})


def unreachable(definition: Definition) -> tuple[Node, ...]:
    """Nodes that no start leads to, compensations left out.

    A process without start events starts wherever no flow enters (BPMN 2.0, 10.5.2).
    """
    flat, drawn = definition.flat, definition.by_id
    begun = {node.id for node in _starts(flat)} | set(_by_event(definition))
    reached = _reached(flat, begun & flat.by_id.keys())
    return tuple(
        drawn[node.id]
        for node in flat.nodes
        if node.id not in reached and node.kind is not NodeKind.COMPENSATION and node.id in drawn
    )


def _reached(flat: Definition, begun: Iterable[str]) -> set[str]:
    reached = set(begun)
    queue = list(reached)
    while queue:
        here = queue.pop()
        following = [flow.target for flow in flat.outgoing[here]]
        following += [boundary.id for boundary in flat.boundaries[here]]
        fresh = [name for name in following if name not in reached]
        reached.update(fresh)
        queue += fresh
    return reached


def _starts(flat: Definition) -> Iterator[Node]:
    begun = {node.process for node in flat.nodes if node.kind is NodeKind.START}
    for node in flat.nodes:
        entered = bool(flat.incoming[node.id])
        implicit = node.process not in begun and node.kind not in _NEVER_ENTERED
        if node.kind is NodeKind.START or (not entered and (implicit or _is_awaited(node))):
            yield node


def _is_awaited(node: Node) -> bool:
    """A catching event to which another process may lead."""
    return node.kind is NodeKind.CATCH and node.event is not EventKind.TIMER


def _by_event(definition: Definition) -> Iterator[str]:
    """What events of a scope lead to, of which the flat view shows only some: its boundary events,
    and what follows it where an event sub-process may end it."""
    for node in definition.nodes:
        host = definition.by_id.get(node.attached_to or "")
        if host is not None and host.is_scope:
            yield node.id
        around = definition.by_id.get(node.parent or "")
        if node.kind is NodeKind.EVENT_SUB_PROCESS and around is not None:
            yield from (flow.target for flow in definition.outgoing[around.id])


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
