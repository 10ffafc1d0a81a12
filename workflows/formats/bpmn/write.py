"""Writes BPMN 2.0 XML with a drawing: a pool per process, a lane per participant, requirements in
extension elements."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from lxml import etree

from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition, MessageFlow, Node, Participant
from workflows.formats.bpmn.carrying.fragments import prefixes_in
from workflows.formats.bpmn.carrying.whole import carried_process, give_back_whole
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.drawing import draw_into
from workflows.formats.bpmn.elements import BPMN, PODIUM, bpmn
from workflows.formats.bpmn.extension import add_own, add_participant, add_process
from workflows.formats.bpmn.ids import Ids, own_ids
from workflows.formats.bpmn.keeping import written_onto
from workflows.formats.bpmn.map_extension import add_map, name_prefix
from workflows.formats.bpmn.renaming import renamed
from workflows.formats.bpmn.scope_elements import ScopeWriter
from workflows.formats.support import EVERYTHING, lost
from workflows.formats.writing import Writing

__all__ = ["SUPPORTS", "serialised", "tree_of", "write"]

# Read back, our files give an equal definition. What only Podium understands stands in extension
# elements, which other tools keep and do not act on; docs/formats/bpmn.md tells what those are.
SUPPORTS = EVERYTHING

_NAMESPACES = {
    "bpmn": BPMN,
    "podium": PODIUM,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}

_NO_PREFIXES: Mapping[str, str] = MappingProxyType({})


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The definition as BPMN 2.0 XML; ``read`` gives an equal one back.

    On a ``base`` only what changed is written: its drawing, other tools' elements, comments and
    prefixes stay (``written_onto``). Where the base cannot carry the map, it is written anew, and
    the loss report says so.
    """
    kept = None if base is None else _onto(definition, base)
    if kept is not None:
        return kept
    message = "The map is too different from its file; it was written anew, with a new drawing."
    anew = lost("", message, mend="Keep the file, if you need its drawing.")
    content = serialised(tree_of(definition))
    return Writing(content=content, losses=() if base is None else (anew,))


def _onto(definition: Definition, base: bytes) -> Writing | None:
    try:
        return written_onto(definition, base)
    except DefinitionError:
        return None


def tree_of(definition: Definition, *, prefixes: Mapping[str, str] = _NO_PREFIXES) -> Element:
    """The definition as a BPMN tree with its drawing. ``prefixes`` are those of namespaces that
    the caller is going to use."""
    ids = Ids(definition)
    root = etree.Element(
        bpmn("definitions"),
        {"id": ids.new("Definitions"), "targetNamespace": PODIUM, "exporter": "Podium"},
        nsmap=_carried_prefixes(definition) | dict(prefixes) | _NAMESPACES,
    )
    processes = _processes(definition, ids)
    called = {one.id: ids.new(one.id) for one in definition.called}
    if definition.participants or definition.message_flows or len(processes) > 1:
        _add_collaboration(root, definition, processes, ids)
    writer = ScopeWriter(root, definition, ids, called)
    elements = {
        own_id: _add_process(writer, name, own_id, with_rest=place == 0)
        for place, (name, own_id) in enumerate(processes.items())
    }
    give_back_whole(definition.foreign, root, elements)
    for name, own_id in processes.items():
        writer.add(elements[own_id], tuple(n for n in writer.top_level() if n.process == name))
    for one in definition.called:
        _add_called(writer, one)
    draw_into(root)
    return root


def serialised(root: Element) -> bytes:
    """A tree of ours as a file, indented."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _carried_prefixes(definition: Definition) -> dict[str, str]:
    """The prefixes that other tools' elements had, where they are not ours."""
    found: dict[str, str] = {}
    for one in (definition, *definition.called):
        things = [node.foreign for node in one.nodes] + [flow.foreign for flow in one.flows]
        for foreign in (one.foreign, *things):
            for prefix, uri in prefixes_in(foreign).items():
                if uri not in _NAMESPACES.values():
                    found.setdefault(prefix, uri)
    return found


def _processes(definition: Definition, ids: Ids) -> dict[str, str]:
    """The id of each process by what nodes call it."""
    names = list(dict.fromkeys(node.process for node in definition.nodes))
    if len(names) < 2:
        # BPMN tools refuse ids beyond ASCII; the map's own id stands in its extension.
        own_id = re.sub(r"[^\w.-]", "_", definition.id, flags=re.ASCII)
        wanted = carried_process(definition.foreign) or ids.new(f"Process_{own_id}")
        return dict.fromkeys(names or [""], wanted)
    return {name: name or ids.new("Process") for name in names}


def _add_collaboration(
    root: Element, definition: Definition, processes: Mapping[str, str], ids: Ids
) -> None:
    """A pool per process, one for the world outside where messages come from there or go there,
    and the messages."""
    own = etree.SubElement(root, bpmn("collaboration"), {"id": ids.new("Collaboration")})
    ends = {node.id: node.id for node in definition.nodes}
    for name, process in processes.items():
        shown = definition.name if len(processes) == 1 else name
        ends[name] = ids.new(f"Pool_{name}" if name else "Pool")
        _add_pool(own, ends[name], shown).set("processRef", process)
    if any(not (flow.source and flow.target) for flow in definition.message_flows):
        ends[""] = ids.new("Outside")
        _add_pool(own, ends[""], "Outside")
    for flow in definition.message_flows:
        _add_message_flow(own, flow, ends)


def _add_pool(collaboration: Element, own_id: str, name: str) -> Element:
    pool = etree.SubElement(collaboration, bpmn("participant"), {"id": own_id, "name": name})
    add_own(pool, "pool", {})
    return pool


def _add_message_flow(own: Element, flow: MessageFlow, ends: Mapping[str, str]) -> None:
    attributes = {"id": flow.id, "sourceRef": ends[flow.source], "targetRef": ends[flow.target]}
    if flow.name:
        attributes["name"] = flow.name
    etree.SubElement(own, bpmn("messageFlow"), attributes)


def _add_process(writer: ScopeWriter, name: str, own_id: str, *, with_rest: bool) -> Element:
    """A process with its lanes. ``with_rest`` adds what belongs to the whole map: its facts, its
    data, and the participants that perform nothing."""
    definition = writer.definition
    attributes = {"id": own_id, "name": definition.name, "isExecutable": "false"}
    process = etree.SubElement(writer.root, bpmn("process"), attributes)
    add_process(process, name)
    if with_rest:
        add_map(process, definition)
    busy = {node.participant for node in definition.nodes}
    ours = {node.participant for node in definition.nodes if node.process == name}
    shown = [
        one
        for one in definition.participants
        if one.id in ours or (with_rest and one.id not in busy)
    ]
    top = [node for node in writer.top_level() if node.process == name]
    _add_lanes(process, shown, top, writer.ids)
    if with_rest:
        _add_data(process, definition, writer.ids)
    return process


def _add_lanes(
    process: Element, participants: Sequence[Participant], nodes: Sequence[Node], ids: Ids
) -> None:
    """A lane for each participant. What stands in a sub-process is in the lane of its scope."""
    if not participants:
        return
    lane_set = etree.SubElement(process, bpmn("laneSet"), {"id": ids.new("Lanes")})
    for participant in participants:
        attributes = {"id": ids.new(f"Lane_{participant.id}"), "name": participant.name}
        lane = etree.SubElement(lane_set, bpmn("lane"), attributes)
        add_participant(lane, participant)
        for node in nodes:
            if node.participant == participant.id:
                etree.SubElement(lane, bpmn("flowNodeRef")).text = node.id


def _add_data(process: Element, definition: Definition, ids: Ids) -> None:
    """For other tools: each piece of data as an object. Who writes and reads it is in the map's
    extension, since BPMN cannot say it for events and gateways."""
    for number, name in enumerate(dict.fromkeys(d.name for d in definition.data_flows), start=1):
        own_id, target = ids.new(f"Data_{number}"), ids.new(f"Data_{number}_object")
        attributes = {"id": own_id, "name": name, "dataObjectRef": target}
        etree.SubElement(process, bpmn("dataObjectReference"), attributes)
        etree.SubElement(process, bpmn("dataObject"), {"id": target})


def _add_called(outer: ScopeWriter, called: Definition) -> None:
    """A definition that call activities call, as a process without a pool. Where its ids are
    taken, all of them get a prefix, which our extension names."""
    prefix = ""
    while any(prefix + own_id in outer.ids.taken for own_id in own_ids(called)):
        prefix += f"{called.id}."
    own = renamed(called, lambda own_id: prefix + own_id) if prefix else called
    outer.ids.taken.update(own_ids(own))
    writer = replace(outer, definition=own)
    process = _add_process(writer, "", outer.called[called.id], with_rest=True)
    if prefix:
        name_prefix(process, prefix)
    give_back_whole(called.foreign, outer.root, {process.get("id") or "": process})
    writer.add(process, writer.top_level())
