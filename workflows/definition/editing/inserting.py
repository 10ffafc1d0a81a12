"""Put something new into the flow: a step, a wait, a decision, a parallel block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflows.definition.columns import default_requirements
from workflows.definition.editing.checked import (
    checked,
    flow_of,
    fresh_id,
    node_of,
    refused,
    the_way_on,
)
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.validation import place

__all__ = ["Spot", "after", "insert_block", "insert_node", "new_node", "on_flow"]

_BLOCKS = frozenset({NodeKind.DECISION, NodeKind.PARALLEL, NodeKind.INCLUSIVE})
_IN_THE_FLOW = frozenset(
    {
        NodeKind.TASK,
        NodeKind.USER_TASK,
        NodeKind.SEND_TASK,
        NodeKind.RECEIVE_TASK,
        NodeKind.CATCH,
        NodeKind.THROW,
        NodeKind.END,
    }
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something goes: behind ``node``, on the flow ``flow`` where one leads on."""

    node: Node
    flow: Flow | None


def after(definition: Definition, node_id: str) -> Spot:
    """Behind a node. Raises where several flows leave it, or none may."""
    node = node_of(definition, node_id)
    if node.kind is NodeKind.EVENT_SUB_PROCESS:
        raise refused(place(node), "is entered by its event; add the step inside of it")
    return Spot(node, the_way_on(definition, node))


def on_flow(definition: Definition, flow_id: str) -> Spot:
    """On a flow: of a decision, the branch that it begins."""
    flow = flow_of(definition, flow_id)
    return Spot(node_of(definition, flow.source), flow)


def insert_node(
    definition: Definition,
    spot: Spot,
    name: str,
    kind: NodeKind = NodeKind.TASK,
    *,
    participant: str | None = None,
    event: EventKind = EventKind.NONE,
    timer: float | None = None,
    ref: str = "",
) -> Definition:
    """A new step, event or end at a spot. An end takes the place of what would follow it, so it
    goes only where nothing does; ``timer`` in seconds."""
    if kind not in _IN_THE_FLOW:
        raise refused("map", f"a {kind.value} cannot be inserted as one node; choose a step")
    if kind is NodeKind.END and spot.flow is not None:
        target = definition.by_id[spot.flow.target]
        message = f"leads on to {place(target)}; a case can end only where nothing follows"
        raise refused(place(spot.node), message)
    node = new_node(definition, spot.node, name, kind, participant=participant)
    if not node.is_step:
        node = replace(node, event=event, timer=timer, ref=ref)
    return _put(definition, spot, (node,), (), node, node)


def insert_block(
    definition: Definition, spot: Spot, name: str, kind: NodeKind, branches: Sequence[str]
) -> Definition:
    """A decision or a parallel block: it parts into branches, which meet again before what
    followed. The branches of a decision carry their names and are still empty; those of a parallel
    block hold one step of that name each."""
    if kind not in _BLOCKS:
        raise refused("map", f"a {kind.value} has no branches that meet again; choose a decision")
    names = [branch.strip() for branch in branches if branch.strip()]
    if len(names) < 2:
        raise refused(place(spot.node), "a block needs at least two branches; name them")
    taken: set[str] = set()
    split = new_node(definition, spot.node, name, kind, taken=taken)
    joined = f"{name or kind.value} joined"
    join = replace(new_node(definition, spot.node, joined, kind, taken=taken), name="")
    nodes, flows = [split], []
    for branch in names:
        if kind is NodeKind.PARALLEL:
            step = new_node(definition, spot.node, branch, NodeKind.TASK, taken=taken)
            nodes.append(step)
            flows += [_flow(definition, split, step, taken), _flow(definition, step, join, taken)]
        else:
            flows.append(replace(_flow(definition, split, join, taken), name=branch))
    return _put(definition, spot, (*nodes, join), tuple(flows), split, join, taken)


def new_node(
    definition: Definition,
    beside: Node,
    name: str,
    kind: NodeKind,
    *,
    participant: str | None = None,
    taken: set[str] | None = None,
) -> Node:
    """A node in the same scope and process as another, by default of the same participant, with an
    id of its own and the default requirements of its kind."""
    if not name.strip() and kind in (NodeKind.TASK, NodeKind.USER_TASK):
        raise refused(place(beside), "what follows needs a name; say what is done")
    blank = Node(
        id=fresh_id(definition, name or kind.value, taken=taken),
        name=name.strip(),
        kind=kind,
        participant=participant or beside.participant,
        parent=beside.parent,
        process=beside.process,
        path=beside.path,
    )
    return replace(blank, requirements=default_requirements(kind)) if blank.is_step else blank


def _flow(definition: Definition, source: Node, target: Node, taken: set[str]) -> Flow:
    own_id = fresh_id(definition, f"{source.id}-to-{target.id}", taken=taken)
    return Flow(id=own_id, source=source.id, target=target.id)


def _put(
    definition: Definition,
    spot: Spot,
    nodes: tuple[Node, ...],
    flows: tuple[Flow, ...],
    first: Node,
    last: Node,
    taken: set[str] | None = None,
) -> Definition:
    """The new nodes right behind the spot. The flow that was there keeps its id and condition and
    leads to the first of them."""
    used = taken if taken is not None else {node.id for node in nodes}
    index = definition.nodes.index(spot.node) + 1
    all_nodes = (*definition.nodes[:index], *nodes, *definition.nodes[index:])
    if spot.flow is None:
        into = (_flow(definition, spot.node, first, used),)
        return checked(
            replace(definition, nodes=all_nodes, flows=(*definition.flows, *into, *flows))
        )
    target = definition.by_id[spot.flow.target]
    onward = _flow(definition, last, target, used)
    place_of = definition.flows.index(spot.flow)
    changed = replace(spot.flow, target=first.id)
    all_flows = (
        *definition.flows[:place_of],
        changed,
        *flows,
        onward,
        *definition.flows[place_of + 1 :],
    )
    return checked(replace(definition, nodes=all_nodes, flows=all_flows))
