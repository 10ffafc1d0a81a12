"""Writes BPMN 2.0 XML with a drawing: one pool, a lane per participant, requirements in
extension elements."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.formats.bpmn.diagram import add_diagram
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import BPMN, PODIUM, bpmn
from workflows.formats.bpmn.extension import add_flow, add_map, add_node, add_participant
from workflows.formats.bpmn.ids import (
    association_id,
    free_id,
    handler_of,
    lane_id,
    pool_id,
    undo_id,
)
from workflows.formats.bpmn.timers import format_iso
from workflows.formats.layout import layout

__all__ = ["write"]

_TAGS: Mapping[NodeKind, str] = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.TASK: "serviceTask",
    NodeKind.USER_TASK: "userTask",
    NodeKind.COMPENSATION: "serviceTask",
    NodeKind.DECISION: "exclusiveGateway",
    NodeKind.PARALLEL: "parallelGateway",
    NodeKind.INCLUSIVE: "inclusiveGateway",
    NodeKind.EVENT_BASED: "eventBasedGateway",
    NodeKind.CATCH: "intermediateCatchEvent",
    NodeKind.THROW: "intermediateThrowEvent",
    NodeKind.BOUNDARY: "boundaryEvent",
}
_WITH_DEFAULT = frozenset(
    {NodeKind.TASK, NodeKind.USER_TASK, NodeKind.DECISION, NodeKind.INCLUSIVE}
)
_NAMESPACES = {
    "bpmn": BPMN,
    "podium": PODIUM,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def write(definition: Definition) -> bytes:
    """The definition as BPMN 2.0 XML; ``read`` gives an equal one back."""
    root = etree.Element(
        bpmn("definitions"),
        {"id": free_id("Definitions", definition), "targetNamespace": PODIUM, "exporter": "Podium"},
        nsmap=_NAMESPACES,
    )
    process_id = free_id(f"Process_{definition.id}", definition)
    pool = _add_pool(root, definition, process_id) if definition.participants else None
    process = etree.SubElement(
        root, bpmn("process"), {"id": process_id, "name": definition.name, "isExecutable": "false"}
    )
    add_map(process, definition)
    _add_lanes(process, definition)
    for node in definition.nodes:
        _add_node(root, process, definition, node)
    for flow in definition.flows:
        _add_flow(process, definition, flow)
    _add_data(process, definition)
    _add_undo_associations(process, definition)
    add_diagram(root, definition, layout(definition), plane=pool or process_id)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add_pool(root: Element, definition: Definition, process_id: str) -> str:
    own_id = free_id("Collaboration", definition)
    collaboration = etree.SubElement(root, bpmn("collaboration"), {"id": own_id})
    attributes = {
        "id": pool_id(definition),
        "name": definition.name,
        "processRef": process_id,
    }
    etree.SubElement(collaboration, bpmn("participant"), attributes)
    return own_id


def _add_lanes(process: Element, definition: Definition) -> None:
    if not definition.participants:
        return
    lane_set = etree.SubElement(process, bpmn("laneSet"), {"id": free_id("Lanes", definition)})
    for participant in definition.participants:
        attributes = {"id": lane_id(definition, participant.id), "name": participant.name}
        lane = etree.SubElement(lane_set, bpmn("lane"), attributes)
        add_participant(lane, participant)
        for node in definition.nodes:
            if node.participant == participant.id:
                etree.SubElement(lane, bpmn("flowNodeRef")).text = node.id


def _add_node(root: Element, process: Element, definition: Definition, node: Node) -> None:
    attributes = {"id": node.id, "name": node.name}
    if node.kind is NodeKind.COMPENSATION:
        attributes["isForCompensation"] = "true"
    if node.kind is NodeKind.BOUNDARY:
        attributes["attachedToRef"] = node.attached_to or ""
        attributes["cancelActivity"] = "true" if node.interrupting else "false"
    default = [flow.id for flow in definition.outgoing[node.id] if flow.default]
    if default and node.kind in _WITH_DEFAULT:
        attributes["default"] = default[0]
    element = etree.SubElement(process, bpmn(_TAGS[node.kind]), attributes)
    if node.documentation:
        etree.SubElement(element, bpmn("documentation")).text = node.documentation
    add_node(element, node)
    for flow in definition.incoming[node.id]:
        etree.SubElement(element, bpmn("incoming")).text = flow.id
    for flow in definition.outgoing[node.id]:
        etree.SubElement(element, bpmn("outgoing")).text = flow.id
    if node.event is not EventKind.NONE:
        _add_event_definition(root, element, definition, node)
    _add_undo(process, definition, node)


def _add_event_definition(
    root: Element, element: Element, definition: Definition, node: Node
) -> None:
    attributes = {}
    if node.ref and node.event in (EventKind.ERROR, EventKind.ESCALATION):
        kind = node.event.value
        attributes[f"{kind}Ref"] = _code_id(root, definition, kind, node.ref)
    trigger = etree.SubElement(element, bpmn(f"{node.event.value}EventDefinition"), attributes)
    if node.timer is not None:
        duration = etree.SubElement(trigger, bpmn("timeDuration"))
        duration.set(f"{{{_NAMESPACES['xsi']}}}type", "bpmn:tFormalExpression")
        duration.text = format_iso(node.timer)


def _code_id(root: Element, definition: Definition, kind: str, code: str) -> str:
    """The id of the root element for an error or escalation code, added where it is new."""
    known = [found for found in root.iterfind(bpmn(kind)) if found.get(f"{kind}Code") == code]
    if known:
        return known[0].get("id") or ""
    number = sum(1 for _ in root.iterfind(bpmn(kind))) + 1
    own_id = free_id(f"{kind.title()}_{number}", definition)
    declared = etree.Element(bpmn(kind), {"id": own_id, "name": code, f"{kind}Code": code})
    root.insert(0, declared)
    return own_id


def _add_undo(process: Element, definition: Definition, node: Node) -> None:
    """For other tools: a compensation event on the step. Ours is in the extension."""
    if handler_of(definition, node) is not None:
        attributes = {"id": undo_id(definition, node), "attachedToRef": node.id}
        event = etree.SubElement(process, bpmn("boundaryEvent"), attributes)
        etree.SubElement(event, bpmn("compensateEventDefinition"))


def _add_undo_associations(process: Element, definition: Definition) -> None:
    for node in definition.nodes:
        handler = handler_of(definition, node)
        if handler is not None:
            attributes = {
                "id": association_id(definition, node),
                "associationDirection": "One",
                "sourceRef": undo_id(definition, node),
                "targetRef": handler.id,
            }
            etree.SubElement(process, bpmn("association"), attributes)


def _add_flow(process: Element, definition: Definition, flow: Flow) -> None:
    attributes = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
    if flow.name:
        attributes["name"] = flow.name
    element = etree.SubElement(process, bpmn("sequenceFlow"), attributes)
    source = definition.by_id[flow.source]
    add_flow(element, flow, default=flow.default and source.kind not in _WITH_DEFAULT)
    if flow.condition:
        condition = etree.SubElement(element, bpmn("conditionExpression"))
        condition.set(f"{{{_NAMESPACES['xsi']}}}type", "bpmn:tFormalExpression")
        condition.text = flow.condition


def _add_data(process: Element, definition: Definition) -> None:
    """For other tools: each piece of data as an object. Who writes and reads it is in the map's
    extension, since BPMN cannot say it for events and gateways."""
    for number, name in enumerate(dict.fromkeys(d.name for d in definition.data_flows), start=1):
        own_id = free_id(f"Data_{number}", definition)
        attributes = {"id": own_id, "name": name, "dataObjectRef": f"{own_id}_object"}
        etree.SubElement(process, bpmn("dataObjectReference"), attributes)
        etree.SubElement(process, bpmn("dataObject"), {"id": f"{own_id}_object"})
