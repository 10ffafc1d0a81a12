"""Takes from an element what no field of a node or flow says."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from workflows.definition.model import EventKind, Flow, Node
from workflows.formats.bpmn.carrying.fragments import FORMAT, fragment_text, self_contained
from workflows.formats.bpmn.document import Element, children, local_name
from workflows.formats.bpmn.elements import (
    BPMN,
    EVENT_DEFINITIONS,
    FLOW_NODES,
    PODIUM,
    TAGS,
    bpmn,
)
from workflows.formats.bpmn.expressions import XSI_TYPE
from workflows.formats.bpmn.limits import MOST_CARRIED
from workflows.formats.bpmn.timers import parse_iso

__all__ = ["REFERENCES", "Taken", "foreign_extensions", "take"]

# What fields say, what follows from the flows, and what the writer makes anew.
_SAID = frozenset(
    {
        "attachedToRef",
        "cancelActivity",
        "default",
        "gatewayDirection",
        "id",
        "instantiate",
        "isForCompensation",
        "isInterrupting",
        "messageRef",
        "name",
        "sourceRef",
        "targetRef",
        "triggeredByEvent",
    }
)
# BPMN20.xsd, Semantic.xsd: what an attribute means where it is missing.
_DEFAULTS = {
    "startQuantity": ("1",),
    "completionQuantity": ("1",),
    "implementation": ("##WebService", "##unspecified"),
    "eventGatewayType": ("Exclusive",),
    "parallelMultiple": ("false",),
    "isImmediate": ("true",),
    "cancelRemainingInstances": ("true",),
    "ordering": ("Parallel",),
    "method": ("##Compensate",),
}
_READ = frozenset(
    {
        "association",
        "conditionExpression",
        "dataInputAssociation",
        "dataObject",
        "dataObjectReference",
        "dataOutputAssociation",
        "dataStoreReference",
        "documentation",
        "extensionElements",
        "group",
        "incoming",
        "laneSet",
        "outgoing",
        "sequenceFlow",
        "textAnnotation",
    }
)
_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
REFERENCES = (
    "messageRef",
    "signalRef",
    "errorRef",
    "escalationRef",
    "activityRef",
    "operationRef",
)
_PLAIN = frozenset({"timeDuration", "condition", "loopCondition", "loopCardinality"}) | {
    "completionCondition"
}
_PLAIN_ATTRIBUTES = {
    *REFERENCES,
    "id",
    "name",
    "isSequential",
    "testBefore",
    "loopMaximum",
    XSI_TYPE,
}


@dataclass(slots=True)
class Taken:
    """A fragment, empty where there is nothing to carry, and the children that it holds."""

    pairs: tuple[tuple[str, str], ...] = ()
    children: frozenset[Element] = frozenset()


def take(element: Element, thing: Node | Flow) -> Taken:
    """What an element says beyond the node or flow that was read from it."""
    usual = TAGS[thing.kind] if isinstance(thing, Node) else "sequenceFlow"
    own = etree.Element(element.tag, nsmap=_named_prefixes(element))
    calls = {"calledElement"} if isinstance(thing, Node) and thing.calls else set()
    for name, value in element.attrib.items():
        known = name in _SAID | calls or str(name).endswith("Ref")
        if not known and str(value) not in _DEFAULTS.get(str(name), ()):
            own.set(name, value)
    several = sum(1 for child in children(element) if local_name(child) in EVENT_DEFINITIONS) > 1
    held = [child for child in children(element) if _is_extra(child, thing, several=several)]
    foreign = foreign_extensions(element)
    if sum(1 for one in (*held, *foreign) for _ in one.iter()) > MOST_CARRIED:
        # So much belongs in the file that it came in, which is kept.
        held, foreign = [], []
    for child in held:
        own.append(_without_references(child))
    if foreign:
        extensions = etree.Element(bpmn("extensionElements"))
        extensions.extend(deepcopy(one) for one in foreign)
        own.insert(0, extensions)
    if local_name(element) == usual and not len(own) and not own.attrib:
        return Taken()
    return Taken(((FORMAT, fragment_text(own)),), frozenset((*held, *foreign)))


def _named_prefixes(element: Element) -> dict[str, str]:
    return {prefix: uri for prefix, uri in element.nsmap.items() if prefix}


def foreign_extensions(element: Element) -> list[Element]:
    """The extension elements of other tools; those without a namespace are not valid."""
    return [
        one
        for holder in children(element, "extensionElements")
        for one in holder
        if isinstance(one.tag, str)
        and one.tag.startswith("{")
        and etree.QName(one).namespace not in (PODIUM, BPMN)
    ]


def _is_extra(child: Element, thing: Node | Flow, *, several: bool) -> bool:
    tag = local_name(child)
    if tag in _LOOPS or tag in EVENT_DEFINITIONS:
        return (several or not _is_plain(child, thing)) and self_contained(
            _without_references(child)
        )
    if tag == "conditionExpression":
        own = _without_references(child)
        return bool((child.text or "").strip()) and any(
            str(name) not in (XSI_TYPE, "id") for name in own.attrib
        )
    return tag not in _READ | FLOW_NODES and self_contained(child)


def _is_plain(child: Element, thing: Node | Flow) -> bool:
    """Whether a trigger or loop says only what fields say."""
    if isinstance(thing, Flow):
        return True
    if EVENT_DEFINITIONS.get(local_name(child), thing.event) is not thing.event:
        return False
    if thing.event is EventKind.TIMER and not _is_plain_time(child):
        return False
    number = child.find(bpmn("loopCardinality"))
    if local_name(child) == _LOOPS[1] and (number is None or not (number.text or "").isdigit()):
        return False
    parts = [one for one in child.iter("{*}*") if one is not child]
    return (
        all(etree.QName(one).namespace == BPMN for one in parts)
        and all(
            local_name(one) in _PLAIN and _PLAIN_ATTRIBUTES.issuperset(map(str, one.attrib))
            for one in parts
        )
        and _PLAIN_ATTRIBUTES.issuperset(map(str, child.attrib))
    )


def _is_plain_time(child: Element) -> bool:
    text = (child.findtext(bpmn("timeDuration")) or "").strip()
    return not len(child) or (parse_iso(text) is not None and text.startswith("P"))


def _without_references(child: Element) -> Element:
    """A copy that names nothing outside: what a trigger refers to is a field of its node, the text
    of a condition a field of its flow."""
    copy = deepcopy(child)
    copy.tail = None
    if local_name(child) in EVENT_DEFINITIONS:
        for name in REFERENCES:
            copy.attrib.pop(name, "")
        for inner in copy.findall(bpmn("operationRef")):
            copy.remove(inner)
    if local_name(child) == "conditionExpression":
        copy.text = None
        copy.attrib.pop("evaluatesToTypeRef", "")
    return copy
