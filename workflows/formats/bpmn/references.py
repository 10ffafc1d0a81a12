"""What events refer to: messages, signals, error and escalation codes, links, activities."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.definition.model import EventKind
from workflows.formats.bpmn.child_order import new_child
from workflows.formats.bpmn.document import Element, name_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.ids import Ids

__all__ = ["add_reference", "reference_of"]

# Which kinds are declared at the root of the file, and which attribute says what they are called.
_DECLARED: dict[EventKind, str] = {
    EventKind.ERROR: "errorCode",
    EventKind.ESCALATION: "escalationCode",
    EventKind.MESSAGE: "name",
    EventKind.SIGNAL: "name",
}


def reference_of(kind: EventKind, own: Element, declared: Mapping[tuple[str, str], Element]) -> str:
    """What the event definition (or a send or receive task) refers to, by code or by name; an id
    where it has neither; empty where any is meant. ``declared`` is what stands at the root."""
    if kind is EventKind.LINK:
        event = own.getparent()
        return name_of(own) or ("" if event is None else name_of(event))
    if kind is EventKind.COMPENSATION:
        return _local(own.get("activityRef"))
    reference = _local(own.get(f"{kind.value}Ref"))
    if kind not in _DECLARED or not reference:
        return ""
    found = declared.get((kind.value, reference))
    return reference if found is None else _meaning(kind, found)


def _meaning(kind: EventKind, declared: Element) -> str:
    code = (declared.get(_DECLARED[kind]) or "").strip()
    return code or name_of(declared) or declared.get("id") or ""


def _local(reference: str | None) -> str:
    return (reference or "").split(":")[-1]


def add_reference(own: Element, kind: EventKind, ref: str, ids: Ids) -> None:
    """Writes what the event definition (or a send or receive task) refers to."""
    if kind is EventKind.LINK:
        # The schema asks for the name of a link, even where it is empty.
        own.set("name", ref)
    elif not ref:
        return
    elif kind is EventKind.COMPENSATION:
        own.set("activityRef", ref)
    elif kind in _DECLARED:
        own.set(f"{kind.value}Ref", _declared_id(own, kind, ref, ids))


def _declared_id(own: Element, kind: EventKind, ref: str, ids: Ids) -> str:
    """The id of the root element for a code or name, added where it is new."""
    root, attribute = own.getroottree().getroot(), _DECLARED[kind]
    known = [one for one in root.iterfind(bpmn(kind.value)) if _meaning(kind, one) == ref]
    if known:
        return known[0].get("id") or ""
    number = sum(1 for _ in root.iterfind(bpmn(kind.value))) + 1
    own_id = ids.new(f"{kind.value.title()}_{number}")
    new_child(root, kind.value, {"id": own_id, "name": ref, attribute: ref})
    return own_id
