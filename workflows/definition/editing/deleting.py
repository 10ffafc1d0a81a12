"""Delete a node, with what hangs on it, and close the gap it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workflows.definition.columns import requirements_of
from workflows.definition.editing.checked import checked, node_of, refused
from workflows.definition.model import Definition, EventKind, Flow, Node
from workflows.definition.validation import place

__all__ = ["delete", "goes_with"]


def delete(definition: Definition, node_id: str) -> Definition:
    """The map without a node, without the events on its border, what is inside of it, and what
    only undid it. What led to it leads to what followed it.

    Raises where several flows leave it to different places: then nobody can say where to go on.
    """
    node = node_of(definition, node_id)
    gone = goes_with(definition, node)
    if len(gone) == len(definition.nodes):
        raise refused(place(node), "is all there is; a map needs at least one node")
    flows = tuple(
        flow
        for flow in _healed(definition, node)
        if flow.source not in gone and flow.target not in gone
    )
    nodes = tuple(_forgetting(one, gone) for one in definition.nodes if one.id not in gone)
    flows = tuple(_without_lost_shares(flows, nodes))
    return checked(
        replace(
            definition,
            nodes=nodes,
            flows=flows,
            data_flows=tuple(
                replace(
                    one,
                    source="" if one.source in gone else one.source,
                    target="" if one.target in gone else one.target,
                )
                for one in definition.data_flows
                if not ({one.source, one.target} - {""} <= gone)
            ),
            message_flows=tuple(
                one for one in definition.message_flows if not {one.source, one.target} & gone
            ),
            variables=tuple(
                replace(one, source="") if one.source in gone else one
                for one in definition.variables
            ),
        )
    )


def goes_with(definition: Definition, node: Node) -> frozenset[str]:
    """The ids of all that is deleted with a node, its own included."""
    gone: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.id in gone:
            continue
        gone.add(one.id)
        waiting += definition.children.get(one.id, ())
        waiting += definition.boundaries[one.id]
        waiting += _only_ends(definition, definition.boundaries[one.id])
        undo = definition.handler_of(one)
        others = [other for other in definition.nodes if definition.handler_of(other) is undo]
        if undo is not None and all(other.id in gone for other in others):
            waiting.append(undo)
    return frozenset(gone)


def _only_ends(definition: Definition, boundaries: Iterable[Node]) -> list[Node]:
    """Nodes that nothing leads to but one of these boundary events, and that lead nowhere."""
    return [
        definition.by_id[flow.target]
        for boundary in boundaries
        for flow in definition.outgoing[boundary.id]
        if len(definition.incoming[flow.target]) == 1 and not definition.outgoing[flow.target]
    ]


def _healed(definition: Definition, node: Node) -> list[Flow]:
    """The flows, with those that led to the node leading on."""
    outgoing = definition.outgoing[node.id]
    goals = list(dict.fromkeys(flow.target for flow in outgoing if flow.target != node.id))
    incoming = [flow for flow in definition.incoming[node.id] if flow.source != node.id]
    if len(goals) > 1 and incoming:
        shown = ", ".join(repr(goal) for goal in goals)
        message = f"leads on to {shown}; delete or reconnect its branches first"
        raise refused(place(node), message)
    if not goals:
        return list(definition.flows)
    found: list[Flow] = []
    ends = {(flow.source, flow.target) for flow in definition.flows if flow not in incoming}
    for flow in definition.flows:
        if flow not in incoming:
            found.append(flow)
            continue
        moved = replace(flow, target=goals[0])
        named = bool(
            moved.name or moved.condition or moved.default or moved.probability is not None
        )
        if moved.source != moved.target and (named or (moved.source, moved.target) not in ends):
            found.append(moved)
            ends.add((moved.source, moved.target))
    return found


def _without_lost_shares(flows: tuple[Flow, ...], nodes: tuple[Node, ...]) -> Iterable[Flow]:
    """Where a branch has gone, the shares of the others no longer add up: chance decides again."""
    by_source: dict[str, list[Flow]] = {}
    for flow in flows:
        by_source.setdefault(flow.source, []).append(flow)
    for flow in flows:
        shares = [one.probability for one in by_source[flow.source]]
        stated = [share for share in shares if share is not None]
        lost = len(stated) == len(shares) and abs(sum(stated) - 1) > 1e-9
        yield replace(flow, probability=None) if lost else flow


def _forgetting(node: Node, gone: frozenset[str]) -> Node:
    """The node without what pointed to something that has gone."""
    if node.event is EventKind.COMPENSATION and node.ref in gone:
        node = replace(node, ref="")
    if node.compensation in gone:
        node = replace(node, compensation=None)
    effect = node.requirements.effect if node.requirements else None
    if effect is not None and effect.compensation in gone:
        effect = replace(effect, compensation=None)
        node = replace(node, requirements=replace(requirements_of(node), effect=effect))
    return node
