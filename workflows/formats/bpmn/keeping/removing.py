"""Takes elements out of a file with everything that points to them."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.formats.bpmn.diagram import DIAGRAM
from workflows.formats.bpmn.document import Element, local_name
from workflows.formats.bpmn.elements import bpmn

__all__ = ["detach", "remove"]

# What makes no sense without both its ends, and what only mentions the element.
_NEEDS_BOTH = ("sequenceFlow", "association", "messageFlow", "conversationLink")
_MENTIONS = ("default", "activityRef", "sourceElement", "targetElement")
_DRAWN = f"{{{DIAGRAM}}}"


def remove(root: Element, elements: Iterable[Element]) -> None:
    """Removes elements with all they hold: flows, associations, lane references, shapes, sheets
    and mentions of them go too."""
    going = list(elements)
    while going:
        gone = _cut(going)
        drawn = _of_drawing(root, gone)
        shapes = _cut(drawn)
        going = _left_hanging(root, gone)
        _forget(root, gone | shapes)


def detach(element: Element) -> None:
    """Takes an element out of its holder, but not the text behind it."""
    holder = element.getparent()
    if holder is None:
        return
    previous = element.getprevious()
    if element.getnext() is None and previous is not None:
        previous.tail = element.tail
    holder.remove(element)


def _cut(elements: Iterable[Element]) -> set[str]:
    """Detaches the elements; gives the ids of all that was in them."""
    gone: set[str] = set()
    for element in elements:
        gone |= {own_id for one in element.iter() if (own_id := one.get("id"))}
        detach(element)
    return gone


def _of_drawing(root: Element, gone: set[str]) -> list[Element]:
    found: list[Element] = []
    for diagram in root.findall(f"{_DRAWN}BPMNDiagram"):
        plane = diagram.find(f"{_DRAWN}BPMNPlane")
        if plane is None:
            continue
        if _named(plane) in gone:
            found.append(diagram)
        else:
            found += [
                shape for shape in plane if isinstance(shape.tag, str) and _named(shape) in gone
            ]
    return found


def _named(element: Element) -> str:
    return (element.get("bpmnElement") or "").split(":")[-1]


def _left_hanging(root: Element, gone: set[str]) -> list[Element]:
    """What stood on the elements or led to them."""
    hanging = []
    for element in root.iter(*(bpmn(tag) for tag in _NEEDS_BOTH), bpmn("boundaryEvent")):
        ends = ("attachedToRef",) if local_name(element) == "boundaryEvent" else _ENDS
        if any((element.get(end) or "").split(":")[-1] in gone for end in ends):
            hanging.append(element)
    return hanging


_ENDS = ("sourceRef", "targetRef")


def _forget(root: Element, gone: set[str]) -> None:
    """Takes away the references to what is gone."""
    for element in root.iter("{*}*"):
        for name in _MENTIONS:
            if (element.get(name) or "").split(":")[-1] in gone:
                del element.attrib[name]
    for element in list(root.iter(bpmn("flowNodeRef"), bpmn("incoming"), bpmn("outgoing"))):
        if (element.text or "").strip().split(":")[-1] in gone:
            detach(element)
    for element in list(root.iter(bpmn("messageFlowRef"), bpmn("participantRef"))):
        if (element.text or "").strip().split(":")[-1] in gone:
            detach(element)
