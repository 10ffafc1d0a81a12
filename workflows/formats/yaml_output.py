"""Writes a map as YAML that is pleasant to read: what is a default is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.columns import default_requirements
from workflows.definition.model import (
    DataFlow,
    Definition,
    EventKind,
    Flow,
    Node,
    NodeKind,
    Participant,
    ParticipantKind,
    Volume,
)
from workflows.definition.quantities import format_duration, format_share
from workflows.formats.yaml_map import flow_id
from workflows.formats.yaml_requirements import requirements_mapping

__all__ = ["dumped", "mapping_of"]


def mapping_of(definition: Definition) -> CommentedMap:
    """The mapping that the reader reads back to an equal definition."""
    mapping = CommentedMap(id=definition.id, name=definition.name)
    if definition.sla is not None:
        mapping["sla"] = format_duration(definition.sla)
    if definition.volume != Volume():
        mapping["volume"] = _volume(definition.volume)
    if definition.participants:
        mapping["participants"] = [_participant(one) for one in definition.participants]
    mapping["nodes"] = [_node(node) for node in definition.nodes]
    mapping["flows"] = _flows(definition.flows)
    if definition.data_flows:
        mapping["data_flows"] = [_data_flow(one) for one in definition.data_flows]
    return mapping


def dumped(mapping: CommentedMap) -> bytes:
    """The mapping as UTF-8 YAML."""
    yaml = YAML(typ="rt", pure=True)
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    buffer = BytesIO()
    yaml.dump(mapping, buffer)
    return buffer.getvalue()


def _volume(volume: Volume) -> CommentedMap:
    return _flowing(
        CommentedMap(
            now=_plain(volume.now), expected=_plain(volume.expected), peak=_plain(volume.peak)
        )
    )


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number


def _participant(participant: Participant) -> CommentedMap:
    blank = Participant(id=participant.id, name=participant.id)
    mapping = CommentedMap(id=participant.id)
    if participant.name != blank.name:
        mapping["name"] = participant.name
    if participant.kind is not ParticipantKind.SERVICE:
        mapping["kind"] = participant.kind.value
    if participant.team:
        mapping["team"] = participant.team
    if participant.concurrency != blank.concurrency:
        mapping["concurrency"] = participant.concurrency
    if participant.capacity is not None:
        mapping["capacity"] = _plain(participant.capacity)
    return _flowing(mapping)


def _node(node: Node) -> CommentedMap:
    mapping = CommentedMap(id=node.id)
    if node.name != node.id:
        mapping["name"] = node.name
    if node.kind is not NodeKind.TASK:
        mapping["kind"] = node.kind.value
    if node.documentation:
        mapping["documentation"] = node.documentation
    if node.path:
        mapping["path"] = _flowing(CommentedSeq(node.path))
    mapping.update(_step(node) if node.is_step else _event(node))
    return mapping if node.is_step else _flowing(mapping)


def _step(node: Node) -> CommentedMap:
    blank = replace(node, participant=None, requirements=default_requirements(node.kind))
    return requirements_mapping(node, blank)


def _event(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {
        "participant": node.participant,
        "event": None if node.event is EventKind.NONE else node.event.value,
        "timer": None if node.timer is None else format_duration(node.timer),
        "attached_to": node.attached_to,
        "interrupting": None if node.interrupting else False,
        "ref": node.ref or None,
    }
    if node.timer is not None and node.event is EventKind.TIMER:
        del found["event"]
    return {key: value for key, value in found.items() if value is not None}


def _flows(flows: tuple[Flow, ...]) -> list[Any]:
    between: Counter[tuple[str, str]] = Counter()
    written: list[Any] = []
    for flow in flows:
        between[flow.source, flow.target] += 1
        default_id = flow_id(flow.source, flow.target, between[flow.source, flow.target])
        written.append(_flow(flow, default_id))
    return written


def _flow(flow: Flow, default_id: str) -> str | CommentedMap:
    if flow == Flow(id=default_id, source=flow.source, target=flow.target):
        return f"{flow.source} -> {flow.target}"
    found: dict[str, Any] = {
        "id": flow.id if flow.id != default_id else None,
        "from": flow.source,
        "to": flow.target,
        "name": flow.name or None,
        "condition": flow.condition or None,
        "probability": None if flow.probability is None else format_share(flow.probability),
        "default": flow.default or None,
    }
    return _flowing(CommentedMap({k: v for k, v in found.items() if v is not None}))


def _data_flow(data_flow: DataFlow) -> CommentedMap:
    found = {
        "name": data_flow.name,
        "from": data_flow.source,
        "to": data_flow.target,
        "classification": data_flow.classification,
    }
    return _flowing(CommentedMap({k: v for k, v in found.items() if v or k == "name"}))


def _flowing[Collection: (CommentedMap, CommentedSeq)](collection: Collection) -> Collection:
    """Written on one line, since it is short."""
    collection.fa.set_flow_style()
    return collection
