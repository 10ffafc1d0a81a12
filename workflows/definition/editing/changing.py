"""Change what a node is: its name, kind, event, and who performs it."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.columns import default_requirements, requirements_of
from workflows.definition.editing.checked import checked, node_of, refused, replaced_node
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.validation import place

__all__ = ["FAMILIES", "assign", "change_event", "change_kind", "kinds_for", "rename"]

FAMILIES = (
    (NodeKind.TASK, NodeKind.USER_TASK, NodeKind.SEND_TASK, NodeKind.RECEIVE_TASK),
    (NodeKind.DECISION, NodeKind.PARALLEL, NodeKind.INCLUSIVE, NodeKind.EVENT_BASED),
    (NodeKind.SUB_PROCESS, NodeKind.TRANSACTION),
    (NodeKind.CATCH, NodeKind.THROW),
)
"""Kinds that a node can change between."""

_DECIDING = frozenset({NodeKind.DECISION, NodeKind.INCLUSIVE})
_SENDING = frozenset({NodeKind.SEND_TASK, NodeKind.RECEIVE_TASK})


def kinds_for(node: Node) -> tuple[NodeKind, ...]:
    """What a node may become, itself included."""
    return next((kinds for kinds in FAMILIES if node.kind in kinds), (node.kind,))


def rename(definition: Definition, node_id: str, name: str) -> Definition:
    """Another name for a node; its id stays."""
    node = node_of(definition, node_id)
    if node.is_step and not name.strip():
        raise refused(place(node), "needs a name; say what is done")
    changed = replace(node, name=name.strip())
    nodes = replaced_node(definition, changed)
    if node.is_scope:
        nodes = tuple(_with_path(definition, one, changed) for one in nodes)
    return checked(replace(definition, nodes=nodes))


def _with_path(definition: Definition, node: Node, scope: Node) -> Node:
    """What stands in a scope says so by its name."""
    around: list[str] = []
    parent = node.parent
    while parent and parent not in around:
        around.insert(0, parent)
        parent = definition.by_id[parent].parent
    if scope.id not in around or len(node.path) != len(around):
        return node
    depth = around.index(scope.id)
    name = scope.name or scope.id
    return replace(node, path=(*node.path[:depth], name, *node.path[depth + 1 :]))


def change_kind(definition: Definition, node_id: str, kind: NodeKind) -> Definition:
    """Another kind for a node, of the same family. What the new kind cannot have goes: deadline and
    escalation of a person's step, conditions and shares of a decision's flows."""
    node = node_of(definition, node_id)
    if kind not in kinds_for(node):
        known = ", ".join(one.value for one in kinds_for(node))
        raise refused(place(node), f"cannot become a {kind.value}; it may be {known}")
    if kind is node.kind:
        return definition
    changed = replace(node, kind=kind)
    if node.is_step:
        requirements = requirements_of(node)
        if kind is not NodeKind.USER_TASK:
            requirements = replace(requirements, deadline=None, escalation="")
        known_columns = default_requirements(kind).assumed
        requirements = replace(requirements, assumed=requirements.assumed & known_columns)
        changed = replace(changed, requirements=requirements)
        if kind not in _SENDING:
            changed = replace(changed, ref="")
    elif node.event is not EventKind.NONE:
        # A message can be waited for or sent; a timer only waited for.
        fits = node.event in (EventKind.MESSAGE, EventKind.SIGNAL)
        changed = changed if fits else _without_event(changed)
    if kind is NodeKind.THROW:
        changed = replace(changed, wait=None)
    flows = definition.flows
    if node.kind in _DECIDING and kind not in _DECIDING:
        flows = tuple(_undecided(flow) if flow.source == node.id else flow for flow in flows)
    nodes = replaced_node(definition, changed)
    return checked(replace(definition, nodes=nodes, flows=flows))


def _without_event(node: Node) -> Node:
    return replace(node, event=EventKind.NONE, timer=None, ref="", condition="")


def _undecided(flow: Flow) -> Flow:
    return replace(flow, condition="", probability=None, default=False)


def change_event(
    definition: Definition,
    node_id: str,
    event: EventKind,
    *,
    timer: float | None = None,
    ref: str = "",
    condition: str = "",
    interrupting: bool = True,
) -> Definition:
    """What triggers a start, end, catch, throw or boundary node. ``timer`` in seconds; what does
    not belong to the event is dropped."""
    node = node_of(definition, node_id)
    if event is EventKind.TIMER and timer is None:
        raise refused(place(node), "is a timer; say after how long, such as 2h")
    changed = replace(
        node,
        event=event,
        timer=timer if event is EventKind.TIMER else None,
        ref="" if event in (EventKind.TIMER, EventKind.NONE, EventKind.CONDITIONAL) else ref,
        condition=condition if event is EventKind.CONDITIONAL else "",
        interrupting=interrupting,
    )
    return checked(replace(definition, nodes=replaced_node(definition, changed)))


def assign(definition: Definition, node_id: str, participant: str | None) -> Definition:
    """Who performs a node; None: nobody in particular."""
    node = node_of(definition, node_id)
    changed = replace(node, participant=participant or None)
    return checked(replace(definition, nodes=replaced_node(definition, changed)))
