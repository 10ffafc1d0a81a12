"""Changes what an event waits for or throws, and how an activity repeats, in place."""

from __future__ import annotations

import re

from workflows.definition.model import EventKind, Loop, LoopKind, Node
from workflows.formats.bpmn.child_order import insert
from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import EVENT_DEFINITIONS, bpmn
from workflows.formats.bpmn.expressions import add_expression
from workflows.formats.bpmn.keeping.ground import Patch
from workflows.formats.bpmn.loops import add_loop
from workflows.formats.bpmn.references import add_reference
from workflows.formats.bpmn.timers import format_iso

__all__ = ["change_loop", "change_trigger"]

_TIMES = ("timeDuration", "timeCycle", "timeDate")
_REFERENCES = ("messageRef", "signalRef", "errorRef", "escalationRef", "activityRef", "name")


def change_trigger(patch: Patch, before: Node, after: Node, element: Element) -> None:
    """Another kind of trigger takes the place of the first; of the same one, what it refers to,
    its time or its condition changes."""
    own = _first(element)
    if before.event is not after.event:
        if own is not None:
            element.remove(own)
        if after.event is not EventKind.NONE:
            patch.writer.add_trigger(element, after)
        return
    if own is None:
        return
    if before.ref != after.ref:
        for name in _REFERENCES:
            own.attrib.pop(name, "")
        add_reference(own, after.event, after.ref, patch.ground.ids)
    if before.timer != after.timer:
        _change_time(own, after.timer)
    if before.condition != after.condition:
        _set_expression(own, "condition", after.condition, keep_empty=True)


def _first(element: Element) -> Element | None:
    found = (child for child in children(element) if local_name(child) in EVENT_DEFINITIONS)
    return next(found, None)


def _change_time(own: Element, seconds: float | None) -> None:
    """A cycle stays one, with another interval."""
    old = next((child for child in children(own) if local_name(child) in _TIMES), None)
    cycle = re.match(r"\s*(R\d*/)", (old.text or "") if old is not None else "")
    if old is not None:
        own.remove(old)
    if seconds is not None:
        tag = "timeCycle" if cycle else "timeDuration"
        add_expression(own, tag, (cycle[1] if cycle else "") + format_iso(seconds))


def _set_expression(own: Element, tag: str, text: str, *, keep_empty: bool = False) -> None:
    old = own.find(bpmn(tag))
    if old is not None and (text or keep_empty):
        for child in list(old):
            old.remove(child)
        old.text = text
    elif old is not None:
        own.remove(old)
    elif text or keep_empty:
        insert(own, add_expression(own, tag, text))


def change_loop(element: Element, before: Loop | None, after: Loop | None) -> None:
    """Other tools' parts of a loop (its collection, its items) stay where it is still of the same
    sort."""
    several = (LoopKind.PARALLEL, LoopKind.SEQUENTIAL)
    own = element.find(bpmn("multiInstanceLoopCharacteristics"))
    if before and after and own is not None and after.kind in several:
        _change_instances(own, before, after)
        return
    for tag in ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"):
        for old in element.findall(bpmn(tag)):
            element.remove(old)
    if after is not None:
        add_loop(element, after)


def _change_instances(own: Element, before: Loop, after: Loop) -> None:
    if before.kind is not after.kind:
        own.set("isSequential", "true" if after.kind is LoopKind.SEQUENTIAL else "false")
    if before.count != after.count:
        old = own.find(bpmn("loopCardinality"))
        if old is None:
            old = add_expression(own, "loopCardinality", "")
            # Behind documentation and extensions, in front of everything else.
            own.remove(old)
            behind = [*children(own, "documentation"), *children(own, "extensionElements")]
            own.insert(own.index(behind[-1]) + 1 if behind else 0, old)
        old.text = str(after.count)
    if before.condition != after.condition:
        _set_completion(own, after.condition)


def _set_completion(own: Element, text: str) -> None:
    """In front of what the schema has behind it: definitions of complex behaviour."""
    _set_expression(own, "completionCondition", text)
    condition = own.find(bpmn("completionCondition"))
    complex_ones = own.findall(bpmn("complexBehaviorDefinition"))
    if condition is not None and complex_ones:
        own.insert(own.index(complex_ones[0]), condition)
