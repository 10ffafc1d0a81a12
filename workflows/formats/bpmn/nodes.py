"""Makes a node of a BPMN flow node: steps, gateways, events."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.columns import default_requirements
from workflows.definition.model import EventKind, Node, NodeKind
from workflows.formats.bpmn.document import Element, children, local_name, name_of, text_of
from workflows.formats.bpmn.elements import EVENT_DEFINITIONS, EVENTS, GATEWAYS, STEPS, bpmn
from workflows.formats.bpmn.extension import with_extension
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.timers import parse_iso, repeats

__all__ = ["is_compensation_event", "node_from"]

_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


def node_from(element: Element, intake: Intake, blank: Node) -> Node:
    """The node that an element stands for.

    ``blank`` brings id, participant and path. Our extension elements win over the standard ones.
    """
    intake.look_through(element)
    tag = local_name(element)
    documented = replace(
        blank,
        name=name_of(element),
        documentation="\n\n".join(text_of(d) for d in children(element, "documentation")),
    )
    if tag in EVENTS:
        node = _event(element, intake, replace(documented, kind=EVENTS[tag]))
    elif tag in GATEWAYS:
        node = _gateway(element, intake, documented)
    else:
        node = _step(element, intake, documented)
    return with_extension(node, element, intake)


def _gateway(element: Element, intake: Intake, blank: Node) -> Node:
    kind, lost = GATEWAYS[local_name(element)]
    if lost:
        intake.assumed(element, lost)
    return replace(blank, kind=kind)


def _step(element: Element, intake: Intake, blank: Node) -> Node:
    # A sub-process that shows no inside is a step: somebody does it, we do not see how.
    kind, lost = STEPS.get(
        local_name(element), (NodeKind.TASK, "shows no steps inside and is read as one step")
    )
    if lost:
        intake.assumed(element, lost)
    if element.get("isForCompensation") == "true":
        kind = NodeKind.COMPENSATION
    if any(True for loop in _LOOPS for _ in children(element, loop)):
        intake.assumed(element, "repeats and is read as done once")
    requirements = default_requirements(kind)
    if blank.participant:
        requirements = replace(requirements, assumed=requirements.assumed - {"participant"})
    return replace(blank, kind=kind, requirements=requirements)


def is_compensation_event(element: Element) -> bool:
    """Whether a boundary event leads to what undoes its step."""
    return element.find(bpmn("compensateEventDefinition")) is not None


def _event(element: Element, intake: Intake, blank: Node) -> Node:
    definitions = [child for child in children(element) if local_name(child) in EVENT_DEFINITIONS]
    kind, lost = (
        EVENT_DEFINITIONS[local_name(definitions[0])] if definitions else (EventKind.NONE, "")
    )
    if lost:
        intake.assumed(element, lost)
    if len(definitions) > 1:
        intake.not_read(element, "has several triggers; only the first is read")
    node = replace(blank, event=kind)
    if blank.kind is NodeKind.BOUNDARY:
        node = _boundary(element, intake, node)
    if kind is EventKind.TIMER:
        node = _with_timer(element, intake, node)
    if kind in (EventKind.ERROR, EventKind.ESCALATION):
        node = replace(node, ref=_code(element, definitions[0]))
    return _fitting(element, intake, node)


def _boundary(element: Element, intake: Intake, node: Node) -> Node:
    return replace(
        node,
        attached_to=element.get("attachedToRef") or "",
        interrupting=element.get("cancelActivity") != "false",
    )


def _fitting(element: Element, intake: Intake, node: Node) -> Node:
    """BPMN files in the wild put triggers where the standard has none; say what is made of it."""
    if node.kind is NodeKind.BOUNDARY and node.event is EventKind.NONE:
        intake.assumed(element, "has no trigger and is read as waiting for a signal")
        return replace(node, event=EventKind.SIGNAL)
    if node.kind is NodeKind.THROW and node.event in (EventKind.TIMER, EventKind.ERROR):
        intake.assumed(element, f"throws a {node.event.value}, which is passed through")
        return replace(node, event=EventKind.NONE, timer=None, ref="")
    if node.kind is NodeKind.CATCH and node.event in (EventKind.ERROR, EventKind.ESCALATION):
        intake.assumed(element, f"catches an {node.event.value} and is read as a signal")
        return replace(node, event=EventKind.SIGNAL, ref="")
    return node


def _with_timer(element: Element, intake: Intake, node: Node) -> Node:
    definition = element.find(bpmn("timerEventDefinition"))
    text = text_of(definition)
    seconds = parse_iso(text)
    if seconds is None:
        shown = f"{text!r}, which is no fixed duration" if text else "no duration"
        intake.not_read(element, f"waits for {shown}; its length is unknown")
    elif repeats(text):
        intake.assumed(element, f"repeats ({text}); one interval is read")
    return replace(node, timer=seconds)


def _code(element: Element, definition: Element) -> str:
    """The error or escalation code that the definition refers to; empty catches all."""
    for kind in ("error", "escalation"):
        reference = definition.get(f"{kind}Ref")
        root = element.getroottree().getroot()
        for found in children(root, kind):
            if reference and found.get("id") == reference.split(":")[-1]:
                return found.get(f"{kind}Code") or found.get("name") or reference
    return ""
