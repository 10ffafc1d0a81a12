"""Gives a written element back what its node or flow carries, as far as it still fits."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.model import Flow, Node, NodeKind
from workflows.formats.bpmn.carrying.fragments import fragment_in, into_file
from workflows.formats.bpmn.carrying.taking import REFERENCES
from workflows.formats.bpmn.child_order import insert, new_child
from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import (
    EVENT_DEFINITIONS,
    EVENTS,
    GATEWAYS,
    STEPS,
    SUB_PROCESSES,
    bpmn,
)
from workflows.formats.bpmn.events import event_from
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.loops import loop_of

__all__ = ["fits", "give_back"]

_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


def give_back(element: Element, thing: Node | Flow) -> None:
    """Adds to the element what the thing carries. Where the thing has become of another kind
    since, only the extensions of other tools still fit."""
    fragment = fragment_in(thing.foreign)
    if fragment is None:
        return
    fitting = isinstance(thing, Flow) or fits(str(fragment.tag), thing.kind)
    if fitting:
        element.tag = bpmn(str(fragment.tag))
    for name, value in fragment.attrib.items():
        if fitting or str(name).startswith("{"):
            element.set(name, value)
    for child in fragment.iterchildren("*"):
        if fitting or child.tag == "extensionElements":
            _give(element, child, thing)
    if fitting and isinstance(thing, Node):
        _give_parts(element, fragment, thing, _LOOPS)
        _give_parts(element, fragment, thing, tuple(EVENT_DEFINITIONS))


def fits(tag: str, kind: NodeKind) -> bool:
    """Whether an element of this tag can stand for a node of this kind."""
    if tag in STEPS and (kind is NodeKind.COMPENSATION or STEPS[tag][0] is kind):
        return True
    if tag in SUB_PROCESSES:
        found = SUB_PROCESSES[tag][0]
        return found is kind or (tag == "subProcess" and kind is NodeKind.EVENT_SUB_PROCESS)
    if tag == "callActivity":
        return kind is NodeKind.CALL_ACTIVITY
    return kind in (GATEWAYS.get(tag), EVENTS.get(tag))


def _give(element: Element, child: Element, thing: Node | Flow) -> None:
    tag = str(child.tag)
    if tag == "extensionElements":
        holder = element.find(bpmn(tag))
        if holder is None:
            holder = new_child(element, tag)
        for one in child:
            into_file(holder, one)
    elif tag == "conditionExpression":
        own = element.find(bpmn(tag))
        if own is not None:
            for name, value in child.attrib.items():
                if not str(name).endswith("type"):
                    own.set(name, value)
    elif tag not in _LOOPS and tag not in EVENT_DEFINITIONS:
        own = into_file(element, child)
        element.remove(own)
        insert(element, own)


def _give_parts(element: Element, fragment: Element, node: Node, tags: tuple[str, ...]) -> None:
    """Carried triggers or loops take the place of those written, if they still mean the same."""
    carried = [child for child in fragment.iterchildren("*") if child.tag in tags]
    written = [child for child in children(element) if local_name(child) in tags]
    if not carried:
        return
    for old in written:
        element.remove(old)
    given = [_given(element, child) for child in carried]
    if written and local_name(given[0]) == local_name(written[0]):
        for name, value in written[0].attrib.items():
            # What the trigger refers to, by the id that it has in this file.
            if name in (*REFERENCES, "name") and not given[0].get(name):
                given[0].set(name, value)
    if not _means(element, node):
        for one in given:
            element.remove(one)
        for old in written:
            insert(element, old)


def _given(element: Element, child: Element) -> Element:
    own = into_file(element, child)
    element.remove(own)
    insert(element, own)
    return own


def _means(element: Element, node: Node) -> bool:
    """Whether the element still says what the node says of its trigger and loop."""
    if local_name(element) in EVENTS:
        found = event_from(element, Intake(), Node(id=node.id, name="", kind=node.kind))
        return (found.event, found.timer, found.condition) == (
            node.event,
            node.timer,
            node.condition,
        )
    found_loop = loop_of(element, Intake())
    if found_loop is None or node.loop is None:
        return found_loop is node.loop
    # How often people repeat is in our own extension.
    return replace(found_loop, again=node.loop.again) == node.loop
