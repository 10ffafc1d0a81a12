"""Makes a node of a BPMN event: its trigger, what it refers to, its timer or condition."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.model import EventKind, Node, NodeKind
from workflows.formats.bpmn.document import Element, children, local_name, text_of
from workflows.formats.bpmn.elements import EVENT_DEFINITIONS, EVENTS, FITTING, bpmn
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.references import reference_of
from workflows.formats.bpmn.timers import parse_iso, repeats

__all__ = ["event_from"]


def event_from(element: Element, intake: Intake, blank: Node) -> Node:
    """The node of a start, end, catch, throw or boundary event. ``blank`` brings id, names and
    place."""
    node = _placed(element, replace(blank, kind=EVENTS[local_name(element)]))
    definitions = [child for child in children(element) if local_name(child) in EVENT_DEFINITIONS]
    if len(definitions) > 1:
        intake.not_read(element, "has several triggers; only the first is read")
    if not definitions:
        return _fitting(element, intake, node)
    own = definitions[0]
    kind = EVENT_DEFINITIONS[local_name(own)]
    fitting = _fitting(element, intake, replace(node, event=kind))
    if fitting.event is not kind:
        return fitting
    return _with_details(
        element, intake, replace(fitting, ref=reference_of(kind, own, intake.declared)), own
    )


def _placed(element: Element, node: Node) -> Node:
    if node.kind is NodeKind.BOUNDARY:
        host = element.get("attachedToRef") or ""
        return replace(
            node, attached_to=host, interrupting=element.get("cancelActivity") != "false"
        )
    if node.kind is NodeKind.START:
        return replace(node, interrupting=element.get("isInterrupting") != "false")
    return node


def _fitting(element: Element, intake: Intake, node: Node) -> Node:
    """BPMN files in the wild put triggers where the standard has none; say what is made of it."""
    allowed, instead = FITTING[node.kind]
    if node.event in allowed:
        return node
    trigger = "no" if node.event is EventKind.NONE else f"the {node.event.value}"
    meaning = "passed through" if instead is EventKind.NONE else "read as waiting for a signal"
    intake.assumed(
        element, f"has {trigger} trigger, which BPMN does not have here; it is {meaning}"
    )
    return replace(node, event=instead)


def _with_details(element: Element, intake: Intake, node: Node, own: Element) -> Node:
    if node.event is EventKind.TIMER:
        return replace(node, timer=_seconds(element, intake, own))
    if node.event is EventKind.CONDITIONAL:
        return replace(node, condition=text_of(own.find(bpmn("condition"))))
    return node


def _seconds(element: Element, intake: Intake, own: Element) -> float | None:
    text = text_of(own)
    seconds = parse_iso(text)
    if seconds is None:
        shown = f"{text!r}, which is no fixed duration" if text else "no duration"
        intake.not_read(element, f"waits for {shown}; its length is unknown")
    elif repeats(text):
        intake.assumed(element, f"repeats ({text}); one interval is read")
    return seconds
