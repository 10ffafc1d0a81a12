"""Problems of flows: what they connect, and the shares of cases that take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflows.definition.findings import Problem
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.validation.places import place

__all__ = ["flow_problems", "may_be_entered"]

_LEFT_BY_NONE = frozenset({NodeKind.END, NodeKind.COMPENSATION, NodeKind.EVENT_SUB_PROCESS})
_ENTERED_BY_NONE = frozenset(
    {NodeKind.START, NodeKind.BOUNDARY, NodeKind.COMPENSATION, NodeKind.EVENT_SUB_PROCESS}
)
_AWAITED = frozenset({NodeKind.CATCH, NodeKind.RECEIVE_TASK})


def flow_problems(definition: Definition) -> Iterator[Problem]:
    """What is wrong with the flows, and with the shares behind decisions."""
    defaults = Counter(flow.source for flow in definition.flows if flow.default)
    for flow in definition.flows:
        where = f"flow {flow.id!r}"
        for message in _flow(definition, flow):
            yield Problem(where=where, message=message)
        if flow.default and defaults[flow.source] > 1:
            message = f"is one of several defaults of {flow.source!r}; keep one"
            yield Problem(where=where, message=message)
    for node in definition.nodes:
        yield from _probabilities(definition, node)


def _flow(definition: Definition, flow: Flow) -> Iterator[str]:
    source, target = definition.by_id.get(flow.source), definition.by_id.get(flow.target)
    if source is None:
        yield f"comes from {flow.source!r}, which is not in the map"
    elif not _may_be_left(source):
        yield f"comes from {flow.source!r}; nothing may follow {_called(source)}"
    if target is None:
        yield f"leads to {flow.target!r}, which is not in the map"
    elif not may_be_entered(target):
        yield f"leads to {flow.target!r}; no flow may enter {_called(target)}"
    if flow.probability is not None and not 0 <= flow.probability <= 1:
        yield "probability must be between 0% and 100%"
    if source is not None and target is not None:
        yield from _border(source, target)
        yield from _awaited(source, target)


def _may_be_left(node: Node) -> bool:
    jumps = node.kind is NodeKind.THROW and node.event is EventKind.LINK
    return node.kind not in _LEFT_BY_NONE and not jumps and not node.is_handler


def may_be_entered(node: Node) -> bool:
    """Whether a flow may lead to a node."""
    jumped_to = node.kind is NodeKind.CATCH and node.event is EventKind.LINK
    return node.kind not in _ENTERED_BY_NONE and not jumped_to and not node.is_handler


def _called(node: Node) -> str:
    if node.event is EventKind.LINK:
        return f"a link {node.kind.value}"
    if node.for_compensation:
        return "what undoes something"
    return f"{'an' if node.kind.value[0] in 'aeiou' else 'a'} {node.kind.value}"


def _border(source: Node, target: Node) -> Iterator[str]:
    """A flow stays inside its scope and its process (BPMN 2.0, 7.6.1)."""
    if source.parent != target.parent:
        yield (
            f"crosses the border of a sub-process from {source.id!r} to {target.id!r}; "
            "connect the sub-process itself"
        )
    elif source.process != target.process:
        yield (
            f"leads from process {source.process!r} to process {target.process!r}; "
            "make it a message flow"
        )


def _awaited(source: Node, target: Node) -> Iterator[str]:
    """An event-based gateway waits for what its targets catch (BPMN 2.0, 10.6.6)."""
    if source.kind is NodeKind.EVENT_BASED and target.kind not in _AWAITED:
        yield (
            f"leads from the event-based gateway {source.id!r} to {target.id!r}, which catches "
            "nothing; put a catch event or a receive task between"
        )


def _probabilities(definition: Definition, node: Node) -> Iterator[Problem]:
    if node.kind is not NodeKind.DECISION or not definition.outgoing[node.id]:
        return
    given = [flow.probability for flow in definition.outgoing[node.id]]
    total = sum(share for share in given if share is not None)
    if total > 1 + 1e-9 or (None not in given and abs(total - 1) > 1e-9):
        message = f"the probabilities of its flows add up to {total:.6g}, not to 1"
        yield Problem(where=place(node), message=message)
