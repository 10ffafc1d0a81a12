"""Which marks of a map depend on which: the connections of its elements, as causes and gatherings.

Clauses are those of BPMN 2.0.2 (formal/2013-12-09).
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.conformance.causality import Cause, Gathering
from tests.conformance.traces import ENTER, EXIT, SIGNAL, Mark
from workflows.definition.model import Definition, EventKind, Node, NodeKind

__all__ = ["relations"]

_JOINS = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})
_THROWS = frozenset({NodeKind.THROW, NodeKind.END})
_CATCHES = frozenset({NodeKind.START, NodeKind.CATCH, NodeKind.BOUNDARY})
_BY_NAME = frozenset(
    {EventKind.SIGNAL, EventKind.ERROR, EventKind.ESCALATION, EventKind.LINK, EventKind.CANCEL}
)


def relations(definition: Definition) -> tuple[Cause | Gathering, ...]:
    """Everything that depends on something else in the map."""
    return (
        *_along_flows(definition),
        *_through_nodes(definition),
        *_in_scopes(definition),
        *_at_boundaries(definition),
        *_along_messages(definition),
        *_from_throw_to_catch(definition),
        *_compensations(definition),
    )


def _cause(effect: Mark, *causes: Mark) -> Cause:
    return Cause(frozenset(causes), effect)


def _along_flows(definition: Definition) -> Iterator[Cause]:
    """A token leaves a node, passes a flow, comes to the next node (13.2)."""
    for flow in definition.flows:
        yield _cause(Mark(ENTER, flow.id), Mark(EXIT, flow.source))
        yield _cause(Mark(EXIT, flow.id), Mark(ENTER, flow.id))
    for node in definition.nodes:
        if flows := definition.incoming[node.id]:
            yield _cause(Mark(ENTER, node.id), *(Mark(EXIT, flow.id) for flow in flows))


def _through_nodes(definition: Definition) -> Iterator[Cause | Gathering]:
    """A node is left after it was entered; a join once all it waits for is there (13.4)."""
    for node in definition.nodes:
        entered, left = Mark(ENTER, node.id), Mark(EXIT, node.id)
        yield _cause(left, entered, Mark(SIGNAL, node.id))
        if node.kind in _JOINS and len(definition.incoming[node.id]) > 1:
            yield Gathering(frozenset({entered}), left)


def _in_scopes(definition: Definition) -> Iterator[Cause | Gathering]:
    """What stands in a scope begins after the scope and ends before it (13.3.4)."""
    for scope in definition.nodes:
        begun = (Mark(ENTER, scope.id), Mark(SIGNAL, scope.id))
        for node in definition.children.get(scope.id, ()):
            if node.kind is NodeKind.START:
                yield _cause(Mark(EXIT, node.id), *begun)
            elif node.kind is not NodeKind.EVENT_SUB_PROCESS and not node.is_handler:
                yield Gathering(frozenset({Mark(EXIT, node.id)}), Mark(EXIT, scope.id))


def _at_boundaries(definition: Definition) -> Iterator[Cause]:
    """An event happens at an activity that has begun (13.3.2)."""
    for node in definition.nodes:
        if node.attached_to:
            yield _cause(Mark(EXIT, node.id), Mark(ENTER, node.attached_to))


def _along_messages(definition: Definition) -> Iterator[Cause]:
    """A message is sent before it arrives (13.5.1)."""
    for message in definition.message_flows:
        arrived = Mark(EXIT, message.id)
        if message.source in definition.by_id:
            yield _cause(arrived, Mark(ENTER, message.source))
        if message.target in definition.by_id:
            ways = [one for one in definition.message_flows if one.target == message.target]
            if len(ways) == 1:
                yield _cause(Mark(EXIT, message.target), arrived)


def _from_throw_to_catch(definition: Definition) -> Iterator[Cause]:
    """Something is thrown before it is caught (10.5.6)."""
    throws = [node for node in definition.nodes if node.kind in _THROWS]
    for catch in definition.nodes:
        if catch.kind in _CATCHES and catch.event in _BY_NAME:
            sources = [throw for throw in throws if _fits(throw, catch)]
            if sources:
                yield _cause(Mark(EXIT, catch.id), *(Mark(ENTER, one.id) for one in sources))


def _fits(throw: Node, catch: Node) -> bool:
    any_name = catch.event in (EventKind.ERROR, EventKind.ESCALATION) and not catch.ref
    return throw.event is catch.event and (any_name or throw.ref == catch.ref)


def _compensations(definition: Definition) -> Iterator[Cause | Gathering]:
    """Only what was done is undone, and who asks for it waits until it is (13.5.5)."""
    undone: dict[str, list[Mark]] = {}
    for node in definition.nodes:
        if handler := definition.handler_of(node):
            undone.setdefault(handler.id, []).append(Mark(EXIT, node.id))
    for own_id, done in undone.items():
        yield _cause(Mark(ENTER, own_id), *done)
    undoing = frozenset(Mark(EXIT, own_id) for own_id in undone)
    for node in definition.nodes:
        if undoing and node.kind in _THROWS and node.event is EventKind.COMPENSATION:
            yield Gathering(undoing, Mark(EXIT, node.id))
