"""Where a child belongs among its siblings: BPMN's XML Schema fixes the order of children
(OMG formal/2011-01-03, BPMN20.xsd and Semantic.xsd, the sequences of tDefinitions, tProcess,
tFlowNode, tActivity, tCatchEvent, tThrowEvent, tCollaboration, tLane)."""

from __future__ import annotations

from lxml import etree

from workflows.formats.bpmn.document import Element, local_name
from workflows.formats.bpmn.elements import EVENT_DEFINITIONS, FLOW_NODES, bpmn

__all__ = ["insert", "insert_after", "new_child"]

_FLOW_ELEMENTS = (
    *sorted(FLOW_NODES),
    "sequenceFlow",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "callChoreography",
    "choreographyTask",
    "subChoreography",
)
_SEQUENCE: tuple[tuple[str, ...], ...] = (
    ("import",),
    ("documentation",),
    ("extensionElements",),
    ("auditing",),
    ("monitoring",),
    ("categoryValueRef",),
    ("incoming",),
    ("outgoing",),
    ("activationCondition",),
    ("ioSpecification",),
    ("property",),
    ("dataInput", "dataOutput"),
    ("dataInputAssociation",),
    ("dataOutputAssociation",),
    ("inputSet", "outputSet"),
    ("resourceRole", "performer", "humanPerformer", "potentialOwner"),
    ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"),
    tuple(EVENT_DEFINITIONS),
    ("eventDefinitionRef",),
    ("rendering", "script", "conditionExpression"),
    ("laneSet", "flowNodeRef"),
    ("childLaneSet", "participant"),
    ("messageFlow",),
    _FLOW_ELEMENTS,
    ("association", "group", "textAnnotation"),
    ("completionCondition",),
)
_RANKS = {tag: rank for rank, tags in enumerate(_SEQUENCE) for tag in tags}
_LAST = len(_SEQUENCE)
_BEHIND_ARTIFACTS = (
    "resourceRole",
    "performer",
    "humanPerformer",
    "potentialOwner",
    "correlationSubscription",
    "supports",
)
# A process keeps who may do it behind its artifacts, an activity in front of its content; the root
# has declarations in any order, with the diagrams behind them.
_OWN_RANKS = {
    "process": dict.fromkeys(_BEHIND_ARTIFACTS, _LAST + 1),
    "definitions": {"extension": 0, "message": 1, "signal": 1, "error": 1, "escalation": 1}
    | {"BPMNDiagram": _LAST + 1, "relationship": _LAST + 2}
    | dict.fromkeys(EVENT_DEFINITIONS, _LAST),
}


def new_child(holder: Element, tag: str, attributes: dict[str, str] | None = None) -> Element:
    """A new BPMN element at its place in the holder, behind those of its kind."""
    # As a child of the holder from the beginning, it takes on the file's own prefix for BPMN.
    child = etree.SubElement(holder, bpmn(tag), attributes or {})
    holder.remove(child)
    insert(holder, child)
    return child


def insert(holder: Element, child: Element) -> None:
    """Puts a child at its place in the holder, behind those of its kind."""
    rank = _rank(holder, child)
    before = None
    for other in holder:
        if isinstance(other.tag, str) and _rank(holder, other) <= rank:
            before = other
    if before is None:
        child.tail = None if (holder.text or "").strip() else holder.text
        holder.insert(0, child)
    else:
        insert_after(before, child)


def insert_after(sibling: Element, child: Element) -> None:
    """Puts a child right behind a sibling, indented like it."""
    holder = sibling.getparent()
    if holder is None:
        return
    child.tail = sibling.tail
    if sibling.getnext() is None and not (holder.text or "").strip():
        sibling.tail = holder.text
    holder.insert(holder.index(sibling) + 1, child)


def _rank(holder: Element, child: Element) -> int:
    tag = local_name(child)
    own = _OWN_RANKS.get(local_name(holder), {})
    return own.get(tag, _RANKS.get(tag, _LAST))
