"""Reads the nodes and flows of a process or sub-process; sub-processes are flattened into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from workflows.definition.columns import requirements_of
from workflows.definition.model import Effect, Flow, Node, NodeKind
from workflows.formats.bpmn.document import Element, children, local_name, name_of, text_of
from workflows.formats.bpmn.elements import EVENTS, GATEWAYS, STEPS, SUB_PROCESSES, bpmn
from workflows.formats.bpmn.extension import find, flow_with
from workflows.formats.bpmn.flattening import Scope, splice
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.nodes import is_compensation_event, node_from

__all__ = ["Surroundings", "scope_of"]

_DEEPEST = 20
_FLOW_NODES = STEPS.keys() | GATEWAYS.keys() | EVENTS.keys() | SUB_PROCESSES.keys()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a scope inherits: who is in which lane, who performs the rest, the names of the
    sub-processes around it."""

    lanes: dict[str, str]
    participant: str | None = None
    path: tuple[str, ...] = ()
    tags: dict[str, str] = field(default_factory=dict)

    def inside(self, element: Element, own_id: str) -> Surroundings:
        """The surroundings of what stands inside a sub-process."""
        name = name_of(element) or own_id
        participant = self.lanes.get(own_id, self.participant)
        return replace(self, participant=participant, path=(*self.path, name))


def scope_of(element: Element, intake: Intake, around: Surroundings) -> Scope:
    """The flat nodes and flows of a process or sub-process, in file order."""
    intake.look_through(element)
    scope = Scope()
    inner_scopes: list[tuple[Element, Scope]] = []
    for child in children(element):
        if local_name(child) in _FLOW_NODES:
            _add_node(child, intake, around, scope, inner_scopes)
        elif local_name(child) == "sequenceFlow":
            scope.flows.append(_flow(child, intake))
    _mark_defaults(element, scope)
    for child, inner in inner_scopes:
        splice(scope, child, inner, intake)
    _link_compensations(element, scope, intake)
    _link_links(element, scope)
    return scope


def _add_node(
    element: Element,
    intake: Intake,
    around: Surroundings,
    scope: Scope,
    inner_scopes: list[tuple[Element, Scope]],
) -> None:
    own_id = intake.id_of(element)
    if local_name(element) in SUB_PROCESSES and _has_inside(element):
        if element.get("triggeredByEvent") == "true":
            intake.not_read(element, "starts on an event at any time; its steps are not read")
            return
        inner = _inner_scope(element, intake, around.inside(element, own_id))
        inner_scopes.append((element, inner))
        scope.nodes.append(Node(id=own_id, name="", kind=NodeKind.TASK))
        return
    if local_name(element) == "boundaryEvent" and is_compensation_event(element):
        return
    around.tags[own_id] = local_name(element)
    participant = around.lanes.get(own_id, around.participant)
    blank = Node(id=own_id, name="", kind=NodeKind.TASK, participant=participant, path=around.path)
    scope.nodes.append(node_from(element, intake, blank))


def _has_inside(element: Element) -> bool:
    return any(local_name(child) in _FLOW_NODES for child in children(element))


def _inner_scope(element: Element, intake: Intake, around: Surroundings) -> Scope:
    if lost := SUB_PROCESSES[local_name(element)]:
        intake.assumed(element, lost)
    if any(local_name(child).endswith("LoopCharacteristics") for child in children(element)):
        intake.assumed(element, "repeats and is read as done once")
    if len(around.path) > _DEEPEST:
        intake.not_read(element, f"lies deeper than {_DEEPEST} sub-processes")
        return Scope()
    return scope_of(element, intake, around)


def _flow(element: Element, intake: Intake) -> Flow:
    intake.look_through(element)
    flow = Flow(
        id=intake.id_of(element),
        source=element.get("sourceRef") or "",
        target=element.get("targetRef") or "",
        name=name_of(element),
        condition=text_of(element.find(bpmn("conditionExpression"))),
    )
    return flow_with(flow, element, intake)


def _mark_defaults(element: Element, scope: Scope) -> None:
    named = {child.get("default") for child in children(element)} - {None}
    scope.flows = [
        replace(flow, default=True) if flow.id in named else flow for flow in scope.flows
    ]


def _link_compensations(element: Element, scope: Scope, intake: Intake) -> None:
    """Boundary compensation event + association → the step that undoes (BPMN 2.0, 10.6.1)."""
    handlers = {a.get("sourceRef"): a.get("targetRef") for a in children(element, "association")}
    undone: set[str] = set()
    for event in children(element, "boundaryEvent"):
        if is_compensation_event(event):
            handler = handlers.get(event.get("id"), "")
            _link_compensation(event, handler or "", scope, intake)
            undone.add(handler or "")
    for node in scope.nodes:
        if node.kind is NodeKind.COMPENSATION and node.id not in undone:
            _note_idle_undo(_child(element, node.id), intake)


def _note_idle_undo(element: Element | None, intake: Intake) -> None:
    if element is not None and find(element, "step") is None:
        intake.not_read(element, "undoes a step, but nothing says which")


def _child(element: Element, own_id: str) -> Element | None:
    return next((child for child in children(element) if child.get("id") == own_id), None)


def _link_compensation(event: Element, handler: str, scope: Scope, intake: Intake) -> None:
    host = _child_of_host(event)
    by_id = {node.id: index for index, node in enumerate(scope.nodes)}
    step = by_id.get(event.get("attachedToRef") or "")
    if step is None or handler not in by_id or not scope.nodes[step].is_step:
        intake.not_read(event, "names no step or nothing that undoes it")
        return
    if host is not None and find(host, "step") is not None:
        return
    node = scope.nodes[step]
    requirements = requirements_of(node)
    assumed = requirements.assumed - {"effect", "compensation"}
    undone = replace(requirements, effect=Effect(compensation=handler), assumed=assumed)
    scope.nodes[step] = replace(node, requirements=undone)


def _child_of_host(event: Element) -> Element | None:
    parent = event.getparent()
    return None if parent is None else _child(parent, event.get("attachedToRef") or "")


def _link_links(element: Element, scope: Scope) -> None:
    """A link event is a flow that is not drawn: a throw goes on at the catch of its name."""
    catches = {_link_name(event): event.get("id") for event in _links(element, "Catch")}
    for event in _links(element, "Throw"):
        own_id, target = event.get("id"), catches.get(_link_name(event))
        if own_id and target:
            scope.flows.append(Flow(id=f"{own_id}-link", source=own_id, target=target))


def _links(element: Element, direction: str) -> Iterable[Element]:
    for event in children(element, f"intermediate{direction}Event"):
        if event.find(bpmn("linkEventDefinition")) is not None:
            yield event


def _link_name(event: Element) -> str:
    definition = event.find(bpmn("linkEventDefinition"))
    name = None if definition is None else definition.get("name")
    return name or event.get("name") or ""
