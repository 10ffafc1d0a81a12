"""Our requirements inside BPMN: extension elements of ``urn:podium:bpmn:1``.

Other tools keep them untouched. A row is written column by column as attributes, so that the
definition survives the way to BPMN and back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, unquote

from lxml import etree

from workflows.definition.cells import parse_choice
from workflows.definition.columns import applicable, requirements_of
from workflows.definition.findings import Problem
from workflows.definition.matrix import Row, from_row, to_row
from workflows.definition.model import (
    Definition,
    Duration,
    Flow,
    Node,
    NodeKind,
    Participant,
    ParticipantKind,
    Side,
)
from workflows.definition.quantities import (
    format_duration,
    format_number,
    format_share,
    parse_duration,
    parse_share,
)
from workflows.formats.bpmn.child_order import new_child
from workflows.formats.bpmn.document import Element, line_of
from workflows.formats.bpmn.elements import bpmn, podium
from workflows.formats.bpmn.intake import Intake

__all__ = [
    "add_flow",
    "add_foreign",
    "add_node",
    "add_own",
    "add_participant",
    "add_process",
    "drop_own",
    "find",
    "flow_with",
    "foreign_of",
    "name_of_process",
    "participant_with",
    "tried",
    "with_extension",
]


# Other steps have no place for the message they name.
_WITH_MESSAGE = (NodeKind.SEND_TASK, NodeKind.RECEIVE_TASK)


def find(element: Element, tag: str) -> Element | None:
    """Our extension of an element, if it carries one."""
    return element.find(f"{bpmn('extensionElements')}/{podium(tag)}")


def add_own(element: Element, tag: str, attributes: dict[str, str]) -> Element:
    """Adds an extension of ours to an element."""
    extensions = element.find(bpmn("extensionElements"))
    if extensions is None:
        extensions = new_child(element, "extensionElements")
    return etree.SubElement(extensions, podium(tag), attributes)


def drop_own(element: Element, *tags: str) -> None:
    """Takes extensions of ours from an element, if it carries them."""
    extensions = element.find(bpmn("extensionElements"))
    if extensions is None:
        return
    for tag in tags:
        for own in extensions.findall(podium(tag)):
            extensions.remove(own)
    if not len(extensions):
        element.remove(extensions)


def tried[Thing: (Node, Flow, Participant, Definition)](
    extend: Callable[[Thing, Element], Thing], thing: Thing, own: Element, intake: Intake
) -> Thing:
    """The thing extended; as it was, with a problem noted, where a value cannot be read."""
    try:
        return extend(thing, own)
    except ValueError as error:
        where = f"extension of {thing.id!r}"
        intake.problems.append(Problem(where=where, message=str(error), line=line_of(own)))
        return thing


def add_node(element: Element, node: Node, participant: str | None, path: tuple[str, ...]) -> None:
    """Writes what BPMN cannot say of a node: its row of the matrix, how long it waits, who
    performs it where that is not the ``participant`` of its lane or scope, and the sub-processes
    that it came from where they are not ``path``, those around it."""
    attributes = _row_of(node) if node.is_step else {}
    if node.is_step and node.ref and node.kind not in _WITH_MESSAGE:
        attributes["ref"] = node.ref
    if not node.is_step and node.participant != participant:
        attributes["participant"] = node.participant or ""
    if node.wait is not None:
        attributes["wait"] = format_duration(node.wait.mean)
        attributes["waitP95"] = format_duration(node.wait.p95)
    if node.loop is not None and node.loop.again:
        attributes["again"] = format_share(node.loop.again)
    elsewhere = node.path if node.path != path else ()
    if path and not node.path:
        attributes["path"] = "none"
    if attributes or elsewhere:
        own = add_own(element, "step" if node.is_step else "node", attributes)
        for name in elsewhere:
            etree.SubElement(own, podium("path")).text = name
    add_foreign(element, node.foreign)


def _row_of(node: Node) -> dict[str, str]:
    row, requirements = to_row(node), requirements_of(node)
    attributes = dict(row.values)
    attributes["assumed"] = " ".join(c.id for c in applicable(node) if c.id in row.assumed)
    if requirements.side is not None:
        attributes["side"] = requirements.side.value
    if requirements.failure.errors:
        attributes["errors"] = " ".join(map(_error, requirements.failure.errors))
    return attributes


def with_extension(node: Node, element: Element, intake: Intake) -> Node:
    """The node with what its extension element says; a value that cannot be read is a problem."""
    own = find(element, "step" if node.is_step else "node")
    extended = node if own is None else tried(_extended_node, node, own, intake)
    foreign = foreign_of(element)
    return replace(extended, foreign=foreign) if foreign else extended


def _extended_node(node: Node, own: Element) -> Node:
    path = tuple(child.text or "" for child in own.iterfind(podium("path"))) or node.path
    changed = _with_row(node, own) if node.is_step else _with_participant(node, own)
    wait, again = own.get("wait"), own.get("again")
    if wait:
        mean = parse_duration(wait)
        p95 = parse_duration(own.get("waitP95", wait))
        changed = replace(changed, wait=Duration(mean=mean, p95=p95))
    if again and changed.loop:
        changed = replace(changed, loop=replace(changed.loop, again=parse_share(again)))
    return replace(
        changed,
        path=() if own.get("path") == "none" else path,
        ref=own.get("ref", changed.ref),
    )


def _with_row(node: Node, own: Element) -> Node:
    values = {c.id: own.get(c.id, "") for c in applicable(node) if own.get(c.id) is not None}
    assumed = frozenset(own.get("assumed", "").split())
    changed = from_row(node, Row(values=values, assumed=assumed))
    needs = requirements_of(changed)
    side = own.get("side")
    pinned = parse_choice(Side)(side) if side else None
    failure = replace(needs.failure, errors=_errors(own.get("errors", "")))
    return replace(changed, requirements=replace(needs, side=pinned, failure=failure))


def _with_participant(node: Node, own: Element) -> Node:
    named = own.get("participant")
    return node if named is None else replace(node, participant=named or None)


def _error(error: tuple[str, float]) -> str:
    """A business error as one word: blanks in its code are written ``%20``."""
    code, share = error
    return f"{re.sub(r'[%\s]', lambda found: quote(found[0]), code)}={format_share(share)}"


def _errors(text: str) -> tuple[tuple[str, float], ...]:
    pairs = (part.rpartition("=") for part in text.split())
    return tuple((unquote(code), parse_share(share)) for code, _, share in pairs)


def add_flow(element: Element, flow: Flow, *, default: bool) -> None:
    """Writes a flow's probability, and that it is the default where BPMN has no place for it."""
    attributes = {"default": "true"} if default else {}
    if flow.probability is not None:
        attributes["probability"] = format_share(flow.probability)
    if attributes:
        add_own(element, "flow", attributes)
    add_foreign(element, flow.foreign)


def flow_with(flow: Flow, element: Element, intake: Intake) -> Flow:
    """The flow with what its extension element says."""
    own = find(element, "flow")
    extended = flow if own is None else tried(_extended_flow, flow, own, intake)
    foreign = foreign_of(element)
    return replace(extended, foreign=foreign) if foreign else extended


def _extended_flow(flow: Flow, own: Element) -> Flow:
    share = own.get("probability")
    probability = parse_share(share) if share else None
    return replace(
        flow, probability=probability, default=flow.default or own.get("default") == "true"
    )


def add_foreign(element: Element, foreign: tuple[tuple[str, str], ...]) -> None:
    """Writes what other formats' tools wrote about an element, a text per format. What BPMN's own
    wrote goes back as it was (``bpmn.carrying``)."""
    for name, text in foreign:
        if name != "bpmn":
            add_own(element, "foreign", {"format": name}).text = text


def foreign_of(element: Element) -> tuple[tuple[str, str], ...]:
    """What other formats' tools wrote about an element, as ``add_foreign`` wrote it."""
    found = element.iterfind(f"{bpmn('extensionElements')}/{podium('foreign')}")
    return tuple((own.get("format", ""), own.text or "") for own in found)


def add_process(process: Element, name: str) -> None:
    """Writes what the nodes in a process call it: nothing, where it is the only one."""
    add_own(process, "process", {"id": name})


def name_of_process(process: Element, *, only: bool) -> str:
    """What the nodes in a process call it; of another tool's file, its id where it is not the
    ``only`` one."""
    own = find(process, "process")
    if own is not None:
        return own.get("id", "")
    return "" if only else process.get("id", "")


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
    add_own(element, "participant", attributes)


def participant_with(participant: Participant, element: Element, intake: Intake) -> Participant:
    """The participant with what its extension element says."""
    own = find(element, "participant")
    return participant if own is None else tried(_extended_participant, participant, own, intake)


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
