"""Who undoes what: a compensation event on an activity, and the association from it to the
activity that undoes (BPMN 2.0, 10.6.1). The event itself is no node: nothing ever waits there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflows.definition.columns import requirements_of
from workflows.definition.model import Effect, Node
from workflows.formats.bpmn.document import Element, local_name
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.extension import find
from workflows.formats.bpmn.intake import Intake

__all__ = ["is_compensation_boundary", "with_handlers"]


def is_compensation_boundary(element: Element) -> bool:
    """Whether it is a boundary event that leads to what undoes its activity."""
    return (
        local_name(element) == "boundaryEvent"
        and element.find(bpmn("compensateEventDefinition")) is not None
    )


def with_handlers(process: Element, nodes: list[Node], intake: Intake) -> list[Node]:
    """The nodes of a process, each activity with what undoes it."""
    by_id = {node.id: node for node in nodes}
    elements = {one.get("id"): one for one in process.iter() if one.get("id")}
    named: set[str] = set()
    for event, host, handler in _pairs(process):
        undone, undoing = by_id.get(host), by_id.get(handler)
        if undone is None or undoing is None or undone is undoing or not _acts(undone, undoing):
            intake.not_read(event, "names no activity or nothing that undoes it")
            continue
        named.add(handler)
        by_id[host] = _undone_by(undone, handler, elements[host])
    for node in nodes:
        if node.is_handler and node.id not in named:
            _note_idle(elements[node.id], intake)
    return [by_id[node.id] for node in nodes]


def _pairs(process: Element) -> Iterator[tuple[Element, str, str]]:
    """Each compensation event with the activity it stands on and the one that undoes it."""
    goals = {
        one.get("sourceRef"): one.get("targetRef") or ""
        for one in process.getroottree().getroot().iter(bpmn("association"))
    }
    for event in process.iter(bpmn("boundaryEvent")):
        if is_compensation_boundary(event):
            yield event, event.get("attachedToRef") or "", goals.get(event.get("id"), "")


def _acts(*nodes: Node) -> bool:
    return all(node.is_step or node.is_scope for node in nodes)


def _undone_by(node: Node, handler: str, element: Element) -> Node:
    if not node.is_step:
        return replace(node, compensation=handler)
    if find(element, "step") is not None:
        return node
    requirements = requirements_of(node)
    assumed = requirements.assumed - {"effect", "compensation"}
    undone = replace(requirements, effect=Effect(compensation=handler), assumed=assumed)
    return replace(node, requirements=undone)


def _note_idle(element: Element, intake: Intake) -> None:
    if find(element, "step") is None:
        intake.not_read(element, "undoes something, but nothing says what")
