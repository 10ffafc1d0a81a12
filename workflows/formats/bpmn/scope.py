"""Reads the nodes and flows of a process and of everything nested in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workflows.definition.model import Flow, Node, NodeKind
from workflows.formats.bpmn.carrying.taking import take
from workflows.formats.bpmn.compensation import is_compensation_boundary
from workflows.formats.bpmn.document import Element, children, local_name, name_of, text_of
from workflows.formats.bpmn.elements import FLOW_NODES, bpmn
from workflows.formats.bpmn.extension import flow_with
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.nodes import has_inside, is_scope, node_from

__all__ = ["Scope", "Surroundings", "scope_of"]

_DEEPEST = 20


@dataclass(slots=True)
class Scope:
    """Nodes in file order, each scope before what it holds; the flows of a scope before those
    inside it."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a scope inherits: who is in which lane and who performs the rest; ids and names of the
    scopes around it; which definition each process that can be called is. ``tags`` gathers the
    BPMN element of each node."""

    lanes: dict[str, str]
    participant: str | None = None
    process: str = ""
    parent: str | None = None
    path: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def inside(self, node: Node) -> Surroundings:
        """The surroundings of what stands inside a scope."""
        path = (*self.path, node.name or node.id)
        return replace(self, participant=node.participant, parent=node.id, path=path)

    def blank(self, own_id: str) -> Node:
        """A node without anything but its place."""
        return Node(
            id=own_id,
            name="",
            kind=NodeKind.TASK,
            participant=self.lanes.get(own_id, self.participant),
            parent=self.parent,
            process=self.process,
            path=self.path,
        )


def scope_of(element: Element, intake: Intake, around: Surroundings) -> Scope:
    """What stands in a process or sub-process."""
    scope, inside = Scope(), Scope()
    defaults = {(child.get("id"), child.get("default")) for child in children(element)}
    for child in children(element):
        if local_name(child) in FLOW_NODES and not is_compensation_boundary(child):
            _add_node(child, intake, around, scope, inside)
        elif local_name(child) == "sequenceFlow":
            flow = _flow(child, intake)
            is_default = (flow.source, flow.id) in defaults and not flow.default
            scope.flows.append(replace(flow, default=True) if is_default else flow)
    _tell_of_defaults(element, intake, scope.flows)
    scope.flows += inside.flows
    return scope


def _tell_of_defaults(element: Element, intake: Intake, flows: Sequence[Flow]) -> None:
    """BPMN 2.0, 10.6.1: the default flow of a gateway or activity is one that leaves it."""
    leaves = {(flow.source, flow.id) for flow in flows}
    for child in children(element):
        default = child.get("default")
        if default and (child.get("id"), default) not in leaves:
            intake.not_read(child, f"has the default flow {default!r}, which does not leave it")


def _add_node(
    element: Element, intake: Intake, around: Surroundings, scope: Scope, inside: Scope
) -> None:
    """Adds a node, and all that it holds: its nodes to ``scope``, its flows to ``inside``."""
    own_id = intake.id_of(element)
    if element.get("triggeredByEvent") == "true" and not has_inside(element):
        intake.not_read(element, "shows no event that could start it")
        return
    around.tags[own_id] = local_name(element)
    node = node_from(element, intake, around.blank(own_id), around.called)
    scope.nodes.append(node)
    if not is_scope(element):
        return
    if len(around.path) > _DEEPEST:
        intake.not_read(element, f"lies deeper than {_DEEPEST} sub-processes")
        return
    inner = scope_of(element, intake, around.inside(node))
    scope.nodes += inner.nodes
    inside.flows += inner.flows


def _flow(element: Element, intake: Intake) -> Flow:
    flow = Flow(
        id=intake.id_of(element),
        source=element.get("sourceRef") or "",
        target=element.get("targetRef") or "",
        name=name_of(element),
        condition=text_of(element.find(bpmn("conditionExpression"))),
    )
    flow = flow_with(flow, element, intake)
    taken = take(element, flow)
    intake.look_through(element, taken.children)
    return replace(flow, foreign=(*flow.foreign, *taken.pairs)) if taken.pairs else flow
