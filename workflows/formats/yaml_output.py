"""Writes a map as YAML that is pleasant to read: what is a default is left out."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.model import (
    DataFlow,
    Definition,
    Flow,
    MessageFlow,
    Participant,
    ParticipantKind,
    Volume,
)
from workflows.definition.quantities import format_duration, format_share
from workflows.formats.yaml_flows import flow_id, message_flow_id
from workflows.formats.yaml_node_output import Flows, in_preorder, nodes_mapping
from workflows.formats.yaml_style import SafeRepresenter, foreign_mapping, on_one_line, plain_number
from workflows.formats.yaml_variables import variable_mapping

__all__ = [
    "data_flow_mapping",
    "dumped",
    "facts_of",
    "flow_mapping",
    "flow_rows",
    "mapping_of",
    "message_flow_rows",
    "participant_mapping",
    "placed",
]

_ALWAYS = ("nodes", "flows")


def mapping_of(definition: Definition) -> CommentedMap:
    """The mapping that the reader reads back to an equal definition."""
    mapping = facts_of(definition)
    foreign = mapping.pop("foreign", None)
    flows = placed(definition)
    lists: dict[str, list[Any]] = {
        "participants": [participant_mapping(one) for one in definition.participants],
        "variables": [variable_mapping(one) for one in definition.variables],
        "nodes": nodes_mapping(definition, flows),
        "flows": flows.get(None, []),
        "data_flows": [data_flow_mapping(one) for one in definition.data_flows],
        "message_flows": message_flow_rows(definition.message_flows),
        "called": [mapping_of(one) for one in definition.called],
    }
    mapping.update({key: items for key, items in lists.items() if items or key in _ALWAYS})
    if foreign:
        mapping["foreign"] = foreign
    return mapping


def facts_of(definition: Definition) -> CommentedMap:
    """What a map says of itself, without its lists."""
    mapping = CommentedMap(id=definition.id, name=definition.name)
    if definition.sla is not None:
        mapping["sla"] = format_duration(definition.sla)
    if definition.volume != Volume():
        mapping["volume"] = _volume(definition.volume)
    if definition.foreign:
        mapping["foreign"] = foreign_mapping(definition.foreign)
    return mapping


def placed(definition: Definition) -> Flows:
    """Each flow written where both its ends stand, if reading them there keeps their order; else
    all of them at the top."""
    written = flow_rows(definition.flows)
    parents = {node.id: node.parent for node in definition.nodes}
    groups: dict[str | None, list[int]] = {None: []}
    for number, flow in enumerate(definition.flows):
        source, target = parents.get(flow.source), parents.get(flow.target)
        groups.setdefault(source if source == target else None, []).append(number)
    order = [None, *(scope.id for scope in in_preorder(definition) or ())]
    read = [number for scope in order for number in groups.get(scope, ())]
    if read != list(range(len(written))):
        return {None: written}
    return {scope: [written[number] for number in group] for scope, group in groups.items()}


def dumped(data: CommentedMap | CommentedSeq) -> bytes:
    """A mapping or list as UTF-8 YAML."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Representer = SafeRepresenter
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    buffer = BytesIO()
    yaml.dump(data, buffer)
    return buffer.getvalue()


def _volume(volume: Volume) -> CommentedMap:
    return on_one_line(
        CommentedMap(
            now=plain_number(volume.now),
            expected=plain_number(volume.expected),
            peak=plain_number(volume.peak),
        )
    )


def participant_mapping(participant: Participant) -> CommentedMap:
    """The mapping of a participant."""
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
        mapping["capacity"] = plain_number(participant.capacity)
    return on_one_line(mapping)


def flow_rows(flows: tuple[Flow, ...]) -> list[Any]:
    """Each flow as it stands in a list: an arrow where that says all of it."""
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
    return flow_mapping(flow, default_id)


def flow_mapping(flow: Flow, default_id: str) -> CommentedMap:
    """The mapping of a flow; ``default_id`` is the one that it has without saying so."""
    found: dict[str, Any] = {
        "id": flow.id if flow.id != default_id else None,
        "from": flow.source,
        "to": flow.target,
        "name": flow.name or None,
        "condition": flow.condition or None,
        "probability": None if flow.probability is None else format_share(flow.probability),
        "default": flow.default or None,
        "foreign": foreign_mapping(flow.foreign),
    }
    mapping = CommentedMap({k: v for k, v in found.items() if v is not None})
    return mapping if flow.foreign else on_one_line(mapping)


def data_flow_mapping(data_flow: DataFlow) -> CommentedMap:
    """The mapping of a data flow."""
    found = {
        "name": data_flow.name,
        "from": data_flow.source,
        "to": data_flow.target,
        "classification": data_flow.classification,
    }
    return on_one_line(CommentedMap({k: v for k, v in found.items() if v or k == "name"}))


def message_flow_rows(flows: tuple[MessageFlow, ...]) -> list[CommentedMap]:
    """The mappings of message flows."""
    between: Counter[tuple[str, str]] = Counter()
    written = []
    for flow in flows:
        between[flow.source, flow.target] += 1
        number = between[flow.source, flow.target]
        found = {
            "id": "" if flow.id == message_flow_id(flow.source, flow.target, number) else flow.id,
            "from": flow.source,
            "to": flow.target,
            "name": flow.name,
        }
        written.append(on_one_line(CommentedMap({k: v for k, v in found.items() if v})))
    return written
