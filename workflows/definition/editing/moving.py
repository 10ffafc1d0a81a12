"""Change the order: a node trades places with its neighbour in a sequence."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.editing.checked import checked, node_of, refused
from workflows.definition.model import Definition, Flow, Node, NodeKind
from workflows.definition.validation import place

__all__ = ["move"]

_FIXED = frozenset({NodeKind.START, NodeKind.END, NodeKind.BOUNDARY})


def move(definition: Definition, node_id: str, *, earlier: bool) -> Definition:
    """Lets a node come before the one that now precedes it, or after the one that follows.

    Only inside a sequence: raises at its ends, and where flows part or meet in between. Flows
    keep their ids; the conditions by which the two are reached stay in their place.
    """
    node = node_of(definition, node_id)
    flow = _only(definition, node, before=earlier)
    other = definition.by_id[flow.source if earlier else flow.target]
    first, second = (other, node) if earlier else (node, other)
    if first.kind in _FIXED or second.kind in _FIXED:
        edge = "the first" if earlier else "the last"
        raise refused(place(node), f"is {edge} of its sequence already")
    if len(definition.outgoing[first.id]) > 1 or len(definition.incoming[second.id]) > 1:
        message = f"cannot trade places with {place(other)}, where flows part or meet"
        raise refused(place(node), message)
    if first.id == second.id:
        raise refused(place(node), "follows itself; there is nothing to trade places with")
    flows = tuple(_swapped(one, first, second) for one in definition.flows)
    one, two = definition.nodes.index(first), definition.nodes.index(second)
    nodes = list(definition.nodes)
    nodes[one], nodes[two] = second, first
    return checked(replace(definition, nodes=tuple(nodes), flows=flows))


def _only(definition: Definition, node: Node, *, before: bool) -> Flow:
    flows = (definition.incoming if before else definition.outgoing)[node.id]
    if len(flows) != 1:
        side = "before" if before else "behind"
        message = f"has {len(flows) or 'no'} flows {side} it; it can move only inside a sequence"
        raise refused(place(node), message)
    return flows[0]


def _swapped(flow: Flow, first: Node, second: Node) -> Flow:
    trade = {first.id: second.id, second.id: first.id}
    return replace(
        flow,
        source=trade.get(flow.source, flow.source),
        target=trade.get(flow.target, flow.target),
    )
