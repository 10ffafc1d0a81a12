"""Our requirements inside BPMN: extension elements of ``urn:podium:bpmn:1``.

Other tools keep them untouched. A row is written column by column as attributes, so that the
definition survives the way to BPMN and back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from workflows.definition.cells import parse_choice
from workflows.definition.columns import applicable, requirements_of
from workflows.definition.findings import Problem
from workflows.definition.matrix import Row, from_row, to_row
from workflows.definition.model import (
    DataFlow,
    Definition,
    Flow,
    Node,
    Participant,
    ParticipantKind,
    Side,
    Volume,
)
from workflows.definition.quantities import (
    format_duration,
    format_number,
    format_share,
    parse_duration,
    parse_share,
)
from workflows.formats.bpmn.document import Element, line_of
from workflows.formats.bpmn.elements import bpmn, podium
from workflows.formats.bpmn.intake import Intake

__all__ = [
    "add_flow",
    "add_map",
    "add_node",
    "add_participant",
    "find",
    "flow_with",
    "map_with",
    "participant_with",
    "with_extension",
]


def find(element: Element, tag: str) -> Element | None:
    """Our extension of an element, if it carries one."""
    return element.find(f"{bpmn('extensionElements')}/{podium(tag)}")


def _add(element: Element, tag: str, attributes: dict[str, str]) -> Element:
    extensions = element.find(bpmn("extensionElements"))
    if extensions is None:
        extensions = etree.SubElement(element, bpmn("extensionElements"))
    return etree.SubElement(extensions, podium(tag), attributes)


def add_node(element: Element, node: Node) -> None:
    """Writes what BPMN cannot say of a node: its row of the matrix and the sub-processes it came
    from."""
    attributes: dict[str, str] = {}
    if node.is_step:
        row = to_row(node)
        attributes = dict(row.values)
        attributes["assumed"] = " ".join(c.id for c in applicable(node) if c.id in row.assumed)
        side = requirements_of(node).side
        if side is not None:
            attributes["side"] = side.value
    if attributes or node.path:
        own = _add(element, "step" if node.is_step else "node", attributes)
        for name in node.path:
            etree.SubElement(own, podium("path")).text = name


def with_extension(node: Node, element: Element, intake: Intake) -> Node:
    """The node with what its extension element says; a value that cannot be read is a problem."""
    own = find(element, "step" if node.is_step else "node")
    if own is None:
        return node
    path = tuple(child.text or "" for child in own.iterfind(podium("path")))
    placed = replace(node, path=path or node.path)
    return _tried(_with_row, placed, own, intake) if node.is_step else placed


def _tried[Thing: (Node, Flow, Participant, Definition)](
    extend: Callable[[Thing, Element], Thing], thing: Thing, own: Element, intake: Intake
) -> Thing:
    """The thing extended; as it was, with a problem noted, where a value cannot be read."""
    try:
        return extend(thing, own)
    except ValueError as error:
        where = f"extension of {thing.id!r}"
        intake.problems.append(Problem(where=where, message=str(error), line=line_of(own)))
        return thing


def _with_row(node: Node, own: Element) -> Node:
    values = {c.id: own.get(c.id, "") for c in applicable(node) if own.get(c.id) is not None}
    assumed = frozenset(own.get("assumed", "").split())
    changed = from_row(node, Row(values=values, assumed=assumed))
    side = own.get("side")
    pinned = parse_choice(Side)(side) if side else None
    return replace(changed, requirements=replace(requirements_of(changed), side=pinned))


def add_flow(element: Element, flow: Flow, *, default: bool) -> None:
    """Writes a flow's probability, and that it is the default where BPMN has no place for it."""
    attributes = {"default": "true"} if default else {}
    if flow.probability is not None:
        attributes["probability"] = format_share(flow.probability)
    if attributes:
        _add(element, "flow", attributes)


def flow_with(flow: Flow, element: Element, intake: Intake) -> Flow:
    """The flow with what its extension element says."""
    own = find(element, "flow")
    return flow if own is None else _tried(_extended_flow, flow, own, intake)


def _extended_flow(flow: Flow, own: Element) -> Flow:
    share = own.get("probability")
    probability = parse_share(share) if share else None
    return replace(
        flow, probability=probability, default=flow.default or own.get("default") == "true"
    )


def add_participant(element: Element, participant: Participant) -> None:
    """Writes what a lane cannot say of a participant."""
    attributes = {
        "id": participant.id,
        "name": participant.name,
        "kind": participant.kind.value,
        "team": participant.team,
        "concurrency": str(participant.concurrency),
    }
    if participant.capacity is not None:
        attributes["capacity"] = format_number(participant.capacity)
    _add(element, "participant", attributes)


def participant_with(participant: Participant, element: Element, intake: Intake) -> Participant:
    """The participant with what its extension element says."""
    own = find(element, "participant")
    return participant if own is None else _tried(_extended_participant, participant, own, intake)


def _extended_participant(participant: Participant, own: Element) -> Participant:
    capacity = own.get("capacity")
    return replace(
        participant,
        id=own.get("id", participant.id),
        name=own.get("name", participant.name),
        kind=parse_choice(ParticipantKind)(own.get("kind", participant.kind.value)),
        team=own.get("team", ""),
        concurrency=int(own.get("concurrency", str(participant.concurrency))),
        capacity=float(capacity) if capacity else None,
    )


def add_map(element: Element, definition: Definition) -> None:
    """Writes what a process cannot say of the whole map: SLA, volume, who writes and reads data."""
    volume = definition.volume
    attributes = {
        "id": definition.id,
        "name": definition.name,
        "now": format_number(volume.now),
        "expected": format_number(volume.expected),
        "peak": format_number(volume.peak),
    }
    if definition.sla is not None:
        attributes["sla"] = format_duration(definition.sla)
    own = _add(element, "map", attributes)
    for one in definition.data_flows:
        parts = {"name": one.name, "source": one.source, "target": one.target}
        etree.SubElement(own, podium("dataFlow"), parts | {"classification": one.classification})


def map_with(definition: Definition, process: Element, intake: Intake) -> Definition:
    """The definition with what the process's extension element says."""
    own = find(process, "map")
    return definition if own is None else _tried(_extended_map, definition, own, intake)


def _extended_map(definition: Definition, own: Element) -> Definition:
    sla, blank = own.get("sla"), Volume()
    return replace(
        definition,
        id=own.get("id", definition.id),
        name=own.get("name", definition.name),
        sla=parse_duration(sla) if sla else None,
        volume=Volume(
            now=float(own.get("now", blank.now)),
            expected=float(own.get("expected", blank.expected)),
            peak=float(own.get("peak", blank.peak)),
        ),
        data_flows=tuple(_data_flow(one) for one in own.iterfind(podium("dataFlow"))),
    )


def _data_flow(own: Element) -> DataFlow:
    return DataFlow(
        name=own.get("name", ""),
        source=own.get("source", ""),
        target=own.get("target", ""),
        classification=own.get("classification", ""),
    )
