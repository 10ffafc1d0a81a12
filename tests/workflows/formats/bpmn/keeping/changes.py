"""Changes to any map, as an editor would make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workflows.definition.columns import default_requirements
from workflows.definition.model import Definition, Flow, Node, NodeKind, Participant

__all__ = ["CHANGES", "changed", "with_step_after", "without"]


def changed(definition: Definition, node_id: str, **values: Any) -> Definition:
    """The map with fields of one node changed."""
    nodes = tuple(
        replace(node, **values) if node.id == node_id else node for node in definition.nodes
    )
    return replace(definition, nodes=nodes)


def with_step_after(definition: Definition, flow_id: str) -> Definition:
    """The map with a new step in the middle of a flow."""
    flow = next(one for one in definition.flows if one.id == flow_id)
    source = definition.by_id[flow.source]
    step = replace(
        Node(id="new_step", name="New step", kind=NodeKind.TASK),
        requirements=default_requirements(NodeKind.TASK),
        participant=source.participant,
        parent=source.parent,
        process=source.process,
        path=source.path,
    )
    nodes, flows = list(definition.nodes), list(definition.flows)
    nodes.insert(nodes.index(source) + 1, step)
    flows[flows.index(flow)] = replace(flow, target=step.id)
    flows.append(Flow(id="new_flow", source=step.id, target=flow.target))
    return replace(definition, nodes=tuple(nodes), flows=tuple(flows))


def without(definition: Definition, node_id: str) -> Definition:
    """The map without a node, what it holds, what stands on it and what leads to it."""
    gone = {node_id}
    for node in definition.nodes:
        if node.parent in gone or node.attached_to in gone:
            gone.add(node.id)
    return replace(
        definition,
        nodes=tuple(node for node in definition.nodes if node.id not in gone),
        flows=tuple(one for one in definition.flows if not {one.source, one.target} & gone),
        data_flows=tuple(
            one for one in definition.data_flows if not {one.source, one.target} & gone
        ),
        message_flows=tuple(
            one for one in definition.message_flows if not {one.source, one.target} & gone
        ),
    )


def _renamed(definition: Definition) -> Definition:
    return changed(definition, definition.nodes[0].id, name="Another name")


def _stretched(definition: Definition) -> Definition:
    # Only events may follow an event-based gateway.
    waiting = {node.id for node in definition.nodes if node.kind is NodeKind.EVENT_BASED}
    flows = [flow.id for flow in definition.flows if flow.source not in waiting]
    return with_step_after(definition, flows[0]) if flows else definition


def _handed_over(definition: Definition) -> Definition:
    new = Participant(id="new_people", name="New people")
    people = replace(definition, participants=(*definition.participants, new))
    return changed(people, definition.nodes[-1].id, participant=new.id)


def _limited(definition: Definition) -> Definition:
    return replace(definition, sla=3600.0)


CHANGES: tuple[Callable[[Definition], Definition], ...] = (
    _renamed,
    _stretched,
    _handed_over,
    _limited,
)
