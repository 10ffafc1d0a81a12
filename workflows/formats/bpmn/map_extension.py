"""What a process cannot say of the whole map, inside BPMN: SLA, volume, data flows, variables."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from workflows.definition.cells import parse_choice
from workflows.definition.model import (
    Choice,
    DataFlow,
    Definition,
    Variable,
    VariableType,
    Volume,
)
from workflows.definition.quantities import (
    format_duration,
    format_number,
    format_share,
    parse_duration,
    parse_share,
)
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import podium
from workflows.formats.bpmn.extension import add_foreign, add_own, find, foreign_of, tried
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.order import flows_in_file, nodes_in_file, sorted_by
from workflows.formats.bpmn.renaming import renamed

__all__ = [
    "add_map",
    "add_variable",
    "map_with",
    "name_prefix",
    "own_name",
    "prefix_of",
    "without_prefix",
]


def add_map(process: Element, definition: Definition, *, ordered: bool = False) -> None:
    """Writes what a process cannot say of the map that it is, or begins. ``ordered``: the order of
    nodes and flows too, as in a file that is not in ours."""
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
    own = add_own(process, "map", attributes | _orders(definition, always=ordered))
    for one in definition.data_flows:
        parts = {"name": one.name, "source": one.source, "target": one.target}
        etree.SubElement(own, podium("dataFlow"), parts | {"classification": one.classification})
    for variable in definition.variables:
        add_variable(own, variable)
    add_foreign(process, definition.foreign)


def name_prefix(process: Element, prefix: str) -> None:
    """Writes what every id of the definition in this process begins with, in this file only."""
    own = find(process, "map")
    if own is not None:
        own.set("prefix", prefix)


def prefix_of(process: Element) -> str:
    """What every id of the map in this process begins with, in this file only."""
    own = find(process, "map")
    return "" if own is None else own.get("prefix", "")


def without_prefix(definition: Definition, process: Element) -> Definition:
    """The definition with its own ids, where the file had to prefix them."""
    prefix = prefix_of(process)
    if not prefix:
        return definition
    return renamed(definition, lambda own_id: own_id.removeprefix(prefix))


def own_name(process: Element) -> str:
    """The id of the definition in a process: its own in our files, else that of the process."""
    own = find(process, "map")
    return (process.get("id") or "") if own is None else own.get("id", "")


def _orders(definition: Definition, *, always: bool) -> dict[str, str]:
    """The order of participants, and of nodes and flows where the file has another."""
    orders = {"participants": [one.id for one in definition.participants]}
    nodes = [node.id for node in definition.nodes]
    if always or nodes != [node.id for node in nodes_in_file(definition)]:
        orders["nodes"] = nodes
    flows = [flow.id for flow in definition.flows]
    if always or flows != [flow.id for flow in flows_in_file(definition)]:
        orders["flows"] = flows
    return {name: " ".join(ids) for name, ids in orders.items()}


def add_variable(own: Element, variable: Variable) -> None:
    """Writes a variable into the extension of a map."""
    attributes = {"name": variable.name, "type": variable.type.value, "source": variable.source}
    for name in ("low", "high"):
        bound = getattr(variable, name)
        if bound is not None:
            attributes[name] = format_number(bound)
    element = etree.SubElement(own, podium("variable"), attributes)
    for choice in variable.choices:
        parts = {"value": _shown(choice.value), "share": format_share(choice.share)}
        etree.SubElement(element, podium("choice"), parts)


def _shown(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else format_number(value)


def map_with(definition: Definition, process: Element, intake: Intake) -> Definition:
    """The definition with what the process's extension element says."""
    own = find(process, "map")
    extended = definition if own is None else tried(_extended_map, definition, own, intake)
    return replace(extended, foreign=foreign_of(process))


def _extended_map(definition: Definition, own: Element) -> Definition:
    sla, blank = own.get("sla"), Volume()
    return replace(
        definition,
        id=own.get("id", definition.id),
        name=own.get("name", definition.name),
        participants=sorted_by(definition.participants, own.get("participants", "").split()),
        nodes=sorted_by(definition.nodes, own.get("nodes", "").split()),
        flows=sorted_by(definition.flows, own.get("flows", "").split()),
        sla=parse_duration(sla) if sla else None,
        volume=Volume(
            now=float(own.get("now", blank.now)),
            expected=float(own.get("expected", blank.expected)),
            peak=float(own.get("peak", blank.peak)),
        ),
        data_flows=tuple(_data_flow(one) for one in own.iterfind(podium("dataFlow"))),
        variables=tuple(_variable(one) for one in own.iterfind(podium("variable"))),
    )


def _data_flow(own: Element) -> DataFlow:
    return DataFlow(
        name=own.get("name", ""),
        source=own.get("source", ""),
        target=own.get("target", ""),
        classification=own.get("classification", ""),
    )


def _variable(own: Element) -> Variable:
    low, high = own.get("low"), own.get("high")
    kind = parse_choice(VariableType)(own.get("type", ""))
    return Variable(
        name=own.get("name", ""),
        type=kind,
        choices=tuple(_choice(one, kind) for one in own.iterfind(podium("choice"))),
        low=float(low) if low else None,
        high=float(high) if high else None,
        source=own.get("source", ""),
    )


def _choice(own: Element, kind: VariableType) -> Choice:
    text = own.get("value", "")
    value: str | float | bool = text
    if kind is VariableType.NUMBER:
        value = float(text)
    elif kind is VariableType.BOOLEAN:
        value = text == "true"
    return Choice(value=value, share=parse_share(own.get("share", "")))
