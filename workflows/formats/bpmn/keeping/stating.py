"""Writes into our extension elements whatever the file does not say by itself after a change."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.model import Definition, Flow, Node, Participant
from workflows.formats.bpmn.document import Element, name_of
from workflows.formats.bpmn.extension import (
    add_flow,
    add_node,
    add_own,
    add_participant,
    drop_own,
    find,
)
from workflows.formats.bpmn.keeping.ground import Patch
from workflows.formats.bpmn.keeping.people import add_lane_for, elements_of_people
from workflows.formats.bpmn.map_extension import add_map, name_prefix, prefix_of
from workflows.formats.bpmn.scope_elements import WITH_DEFAULT

__all__ = ["comparable", "state"]


def comparable(definition: Definition) -> Definition:
    """The definition without what BPMN's own tools wrote, which the file itself holds, and with
    names on one line, as BPMN has them."""
    return replace(
        definition,
        nodes=tuple(_bare(node) for node in definition.nodes),
        flows=tuple(_bare(flow) for flow in definition.flows),
        called=tuple(comparable(one) for one in definition.called),
        foreign=_others(definition.foreign),
    )


def _bare[Thing: (Node, Flow)](thing: Thing) -> Thing:
    name = " ".join(thing.name.split())
    return replace(thing, foreign=_others(thing.foreign), name=name)


def _others(foreign: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in foreign if pair[0] != "bpmn")


def state(patch: Patch, now: Definition) -> bool:
    """States the difference between the map and ``now``, which is what the file says; False where
    there was none."""
    wanted, found = comparable(patch.after), comparable(now)
    if wanted == found:
        return False
    for node in wanted.nodes:
        if node != found.by_id.get(node.id):
            _state_node(patch, node, found.by_id.get(node.id))
    flows = {flow.id: flow for flow in found.flows}
    for flow in wanted.flows:
        if flow != flows.get(flow.id):
            _state_flow(patch, flow)
    _state_people(patch, wanted, found)
    _state_processes(patch, wanted, found)
    if _of_map(wanted) != _of_map(found):
        _state_map(patch, wanted)
    return True


def _state_node(patch: Patch, node: Node, found: Node | None) -> None:
    element = patch.element(node.id)
    if element is None:
        return
    drop_own(element, "step", "node", "foreign")
    # Whoever its lane or scope names: stated wherever the file says somebody else.
    inherited = node.participant if found and found.participant == node.participant else "?"
    add_node(element, node, inherited, patch.path_around(node))


def _state_flow(patch: Patch, flow: Flow) -> None:
    element = patch.element(flow.id)
    if element is None:
        return
    drop_own(element, "flow", "foreign")
    source = patch.after.by_id[flow.source]
    add_flow(element, flow, default=flow.default and source.kind not in WITH_DEFAULT)


def _state_people(patch: Patch, wanted: Definition, found: Definition) -> None:
    elements = elements_of_people(patch)
    was = found.participants_by_id
    for one in wanted.participants:
        element = elements.get(one.id)
        if element is None and one.id not in was:
            element = add_lane_for(patch, one.id)
        if element is not None and one != was.get(one.id):
            _state_participant(element, one, was.get(one.id))
    for gone in was.keys() - wanted.participants_by_id.keys():
        # An open pool stays, since its process does; it is nobody's any more.
        element = elements.get(gone)
        if element is not None and find(element, "pool") is None:
            add_own(element, "pool", {})


def _state_participant(element: Element, one: Participant, found: Participant | None) -> None:
    if found is None or found.name != one.name:
        element.set("name", one.name)
    named = replace(found, name=one.name) if found else None
    carries = find(element, "participant") is not None
    if carries or named != one or name_of(element) != one.name:
        drop_own(element, "participant")
        add_participant(element, one)


def _state_processes(patch: Patch, wanted: Definition, found: Definition) -> None:
    names = {node.id: node.process for node in found.nodes}
    for name, process in patch.processes.items():
        ours = [node.id for node in wanted.nodes if node.process == name]
        if any(names.get(own_id, name) != name for own_id in ours):
            drop_own(process, "process")
            add_own(process, "process", {"id": name})


def _of_map(definition: Definition) -> tuple[object, ...]:
    return (
        definition.id,
        definition.name,
        definition.sla,
        definition.volume,
        definition.data_flows,
        definition.variables,
        definition.foreign,
        [one.id for one in definition.participants],
        [node.id for node in definition.nodes],
        [flow.id for flow in definition.flows],
    )


def _state_map(patch: Patch, wanted: Definition) -> None:
    process = next(iter(patch.processes.values()))
    prefix = prefix_of(process)
    drop_own(process, "map", "foreign")
    add_map(process, wanted, ordered=True)
    if prefix:
        name_prefix(process, prefix)
