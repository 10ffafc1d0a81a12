"""Changes a flow node in place: its kind, name, text, trigger, loop, and what it calls."""

from __future__ import annotations

from workflows.definition.model import EventKind, Node, NodeKind
from workflows.formats.bpmn.child_order import insert, new_child
from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import EVENT_DEFINITIONS, EVENTS, GATEWAYS, TAGS, bpmn
from workflows.formats.bpmn.keeping.ground import Patch
from workflows.formats.bpmn.keeping.triggers import change_loop, change_trigger
from workflows.formats.bpmn.references import add_reference
from workflows.formats.bpmn.scope_elements import standard_attributes

__all__ = ["change_node", "set_or_drop"]

_EVERY = ("documentation", "extensionElements", "incoming", "outgoing")
_ACTIVITY = (
    *_EVERY,
    "ioSpecification",
    "property",
    "dataInputAssociation",
    "dataOutputAssociation",
    "resourceRole",
    "performer",
    "humanPerformer",
    "potentialOwner",
    "standardLoopCharacteristics",
    "multiInstanceLoopCharacteristics",
)
_EVERY_ATTRIBUTE = ("id", "name")
_ACTIVITY_ATTRIBUTES = (
    *_EVERY_ATTRIBUTE,
    "default",
    "isForCompensation",
    "startQuantity",
    "completionQuantity",
)
_STANDARD = ("isForCompensation", "triggeredByEvent", "instantiate", "isInterrupting")


def change_node(patch: Patch, before: Node, after: Node, element: Element) -> bool:
    """Makes the element say what the node says now; True where it has another shape since."""
    retagged = before.kind is not after.kind and _retag(element, TAGS[after.kind])
    if before.name != after.name:
        set_or_drop(element, "name", after.name)
    if before.documentation != after.documentation:
        _document(element, after.documentation)
    _change_attributes(patch, before, after, element)
    if retagged and after.event is not EventKind.NONE:
        if not any(local_name(child) in EVENT_DEFINITIONS for child in children(element)):
            patch.writer.add_trigger(element, after)
    elif not after.is_step:
        change_trigger(patch, before, after, element)
    sends = after.kind in (NodeKind.SEND_TASK, NodeKind.RECEIVE_TASK)
    if sends and (before.ref != after.ref or not element.get("messageRef")):
        element.attrib.pop("messageRef", "")
        add_reference(element, EventKind.MESSAGE, after.ref, patch.ground.ids)
    if before.loop != after.loop:
        change_loop(element, before.loop, after.loop)
    return retagged


def set_or_drop(element: Element, name: str, value: str) -> None:
    """Sets an attribute; an empty one goes."""
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, "")


def _document(element: Element, text: str) -> None:
    for old in element.findall(bpmn("documentation")):
        element.remove(old)
    if text:
        new_child(element, "documentation").text = text


def _change_attributes(patch: Patch, before: Node, after: Node, element: Element) -> None:
    was, now = standard_attributes(before), standard_attributes(after)
    for name in was.keys() | now.keys():
        if was.get(name) != now.get(name):
            set_or_drop(element, name, now.get(name, ""))
    if before.calls != after.calls:
        called = patch.writer.called.get(after.calls, after.calls)
        set_or_drop(element, "calledElement", called)


def _retag(element: Element, tag: str) -> bool:
    """Gives the element another tag, and takes what the new one cannot have."""
    if local_name(element) == tag:
        return False
    old, new = _family(local_name(element)), _family(tag)
    activity = old == new == "activity"
    same_event = old == new == "event"
    kept = set(_ACTIVITY if activity else _EVERY) | (
        EVENT_DEFINITIONS.keys() if same_event else set()
    )
    names = set(_ACTIVITY_ATTRIBUTES if activity else _EVERY_ATTRIBUTE)
    for child in list(children(element)):
        if local_name(child) not in kept:
            element.remove(child)
    for name in [str(one) for one in element.attrib]:
        if not name.startswith("{") and name not in names:
            del element.attrib[name]
    element.tag = bpmn(tag)
    for child in list(children(element, "extensionElements")):
        insert(element, child)
    return old != new or not activity


def _family(tag: str) -> str:
    return "event" if tag in EVENTS else "gateway" if tag in GATEWAYS else "activity"
