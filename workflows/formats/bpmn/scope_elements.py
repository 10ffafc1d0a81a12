"""Writes the nodes and flows of a scope, and of all scopes in it, as BPMN elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.formats.bpmn.carrying.giving import give_back
from workflows.formats.bpmn.child_order import new_child
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import TAGS, bpmn
from workflows.formats.bpmn.expressions import add_expression
from workflows.formats.bpmn.extension import add_flow, add_node
from workflows.formats.bpmn.ids import Ids
from workflows.formats.bpmn.loops import add_loop
from workflows.formats.bpmn.references import add_reference
from workflows.formats.bpmn.timers import format_iso

__all__ = ["WITH_DEFAULT", "ScopeWriter", "standard_attributes", "trigger_tag"]

WITH_DEFAULT = frozenset(
    {
        NodeKind.TASK,
        NodeKind.USER_TASK,
        NodeKind.SEND_TASK,
        NodeKind.RECEIVE_TASK,
        NodeKind.SUB_PROCESS,
        NodeKind.TRANSACTION,
        NodeKind.CALL_ACTIVITY,
        NodeKind.DECISION,
        NodeKind.INCLUSIVE,
    }
)
_DEFINITION_TAGS = {EventKind.COMPENSATION: "compensateEventDefinition"}


@dataclass(frozen=True, slots=True)
class ScopeWriter:
    """Writes the scopes of a definition. ``called`` gives the process of each definition that can
    be called."""

    root: Element
    definition: Definition
    ids: Ids
    called: Mapping[str, str]

    def top_level(self) -> tuple[Node, ...]:
        """The nodes that no scope holds."""
        return self.definition.children[None]

    def add(
        self,
        holder: Element,
        nodes: tuple[Node, ...],
        scope: Node | None = None,
        path: tuple[str, ...] = (),
    ) -> None:
        """Adds nodes and the flows between them to the element that holds them. ``path`` names
        the scopes around them, the innermost of which is ``scope``."""
        for node in nodes:
            self.add_node(holder, node, scope.participant if scope else node.participant, path)
        ids = {node.id for node in nodes}
        for flow in self.definition.flows:
            if flow.source in ids:
                self.add_flow(holder, flow)
        for node in nodes:
            self.add_undo(holder, node)

    def add_node(
        self, holder: Element, node: Node, participant: str | None, path: tuple[str, ...]
    ) -> Element:
        """Adds one node with all that it holds. ``participant`` is who performs it by the place
        that it gets."""
        element = self._node(holder, node)
        add_node(element, node, participant, path)
        for flow in self.definition.incoming[node.id]:
            etree.SubElement(element, bpmn("incoming")).text = flow.id
        for flow in self.definition.outgoing[node.id]:
            etree.SubElement(element, bpmn("outgoing")).text = flow.id
        if node.loop is not None:
            add_loop(element, node.loop)
        if node.kind in (NodeKind.SEND_TASK, NodeKind.RECEIVE_TASK):
            add_reference(element, EventKind.MESSAGE, node.ref, self.ids)
        if node.event is not EventKind.NONE:
            self.add_trigger(element, node)
        if node.is_scope:
            inside = self.definition.children.get(node.id, ())
            self.add(element, inside, node, (*path, node.name or node.id))
        give_back(element, node)
        return element

    def _node(self, holder: Element, node: Node) -> Element:
        attributes = {"id": node.id, "name": node.name} | standard_attributes(node)
        default = [flow.id for flow in self.definition.outgoing[node.id] if flow.default]
        if default and node.kind in WITH_DEFAULT:
            attributes["default"] = default[0]
        if node.calls:
            attributes["calledElement"] = self.called.get(node.calls, node.calls)
        kind = NodeKind.CALL_ACTIVITY if node.calls else node.kind
        element = etree.SubElement(holder, bpmn(TAGS[kind]), attributes)
        if node.documentation:
            etree.SubElement(element, bpmn("documentation")).text = node.documentation
        return element

    def add_trigger(self, element: Element, node: Node) -> None:
        """Adds the event definition of an event."""
        trigger = new_child(element, trigger_tag(node.event))
        add_reference(trigger, node.event, node.ref, self.ids)
        if node.timer is not None:
            add_expression(trigger, "timeDuration", format_iso(node.timer))
        if node.event is EventKind.CONDITIONAL:
            # The schema asks for one, even where nobody has said it yet.
            add_expression(trigger, "condition", node.condition)

    def add_flow(self, holder: Element, flow: Flow) -> Element:
        """Adds a flow to the element that holds its source."""
        attributes = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
        if flow.name:
            attributes["name"] = flow.name
        element = etree.SubElement(holder, bpmn("sequenceFlow"), attributes)
        source = self.definition.by_id[flow.source]
        add_flow(element, flow, default=flow.default and source.kind not in WITH_DEFAULT)
        if flow.condition:
            add_expression(element, "conditionExpression", flow.condition)
        give_back(element, flow)
        return element

    def add_undo(self, holder: Element, node: Node) -> None:
        """A compensation event on the activity, and the association to what undoes it. What undoes
        a step stands in our extension too."""
        handler = self.definition.handler_of(node)
        if handler is None or not handler.is_handler:
            return
        event_id = self.ids.new(f"Undo_{node.id}")
        event = new_child(holder, "boundaryEvent", {"id": event_id, "attachedToRef": node.id})
        etree.SubElement(event, bpmn("compensateEventDefinition"))
        attributes = {
            "id": self.ids.new(f"Undo_{node.id}_association"),
            "associationDirection": "One",
            "sourceRef": event_id,
            "targetRef": handler.id,
        }
        new_child(holder, "association", attributes)


def trigger_tag(kind: EventKind) -> str:
    """The tag of the event definition of a kind."""
    return _DEFINITION_TAGS.get(kind, f"{kind.value}EventDefinition")


def standard_attributes(node: Node) -> dict[str, str]:
    """What BPMN says of a node in attributes, besides its id and name."""
    found: dict[str, str] = {}
    if node.is_handler:
        found["isForCompensation"] = "true"
    if node.kind is NodeKind.EVENT_SUB_PROCESS:
        found["triggeredByEvent"] = "true"
    if node.instantiate:
        found["instantiate"] = "true"
    if node.kind is NodeKind.START and not node.interrupting:
        found["isInterrupting"] = "false"
    if node.kind is NodeKind.BOUNDARY:
        found["attachedToRef"] = node.attached_to or ""
        found["cancelActivity"] = "true" if node.interrupting else "false"
    return found
