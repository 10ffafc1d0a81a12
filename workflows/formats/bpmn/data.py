"""Data flows from data objects, data stores and messages between pools."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from workflows.definition.model import DataFlow
from workflows.formats.bpmn.document import Element, children, text_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.intake import Intake

__all__ = ["data_flows_of"]

_HOLDERS = ("dataObjectReference", "dataStoreReference", "dataObject", "dataStore")


@dataclass(slots=True)
class _Item:
    name: str
    element: Element
    writers: list[str] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)


def data_flows_of(
    root: Element, node_ids: frozenset[str], closed: set[str], intake: Intake
) -> tuple[DataFlow, ...]:
    """Who leaves which data for whom. ``closed`` names pools without a process."""
    items = _items(root)
    for association in root.iter(bpmn("dataInputAssociation")):
        for source in children(association, "sourceRef"):
            _attach(items, text_of(source), association, node_ids, intake, reads=True)
    for association in root.iter(bpmn("dataOutputAssociation")):
        for target in children(association, "targetRef"):
            _attach(items, text_of(target), association, node_ids, intake, reads=False)
    flows = [flow for item in items.values() for flow in _pairs(item, intake)]
    return tuple(dict.fromkeys(flows + _messages(root, node_ids, closed, intake)))


def _items(root: Element) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    referred = {
        reference.get(f"data{kind}Ref")
        for kind, tag in (("Object", "dataObjectReference"), ("Store", "dataStoreReference"))
        for reference in root.iter(bpmn(tag))
    }
    names = {e.get("id"): e.get("name") for t in _HOLDERS for e in root.iter(bpmn(t))}
    for tag in _HOLDERS:
        for element in root.iter(bpmn(tag)):
            own_id = element.get("id") or ""
            if own_id not in referred:
                target = element.get("dataObjectRef") or element.get("dataStoreRef")
                name = element.get("name") or names.get(target) or own_id
                found[own_id] = _Item(" ".join(name.split()), element)
    return found


def _attach(
    items: dict[str, _Item],
    reference: str,
    association: Element,
    node_ids: frozenset[str],
    intake: Intake,
    *,
    reads: bool,
) -> None:
    item = items.get(reference)
    owner = association.getparent()
    if item is None or owner is None:
        return
    own_id = owner.get("id") or ""
    node = (intake.entry if reads else intake.exit).get(own_id, own_id)
    if node in node_ids:
        (item.readers if reads else item.writers).append(node)


def _pairs(item: _Item, intake: Intake) -> list[DataFlow]:
    if not item.writers and not item.readers:
        intake.not_read(item.element, "is connected to no step by a data association")
        return []
    return [
        DataFlow(name=item.name, source=writer, target=reader)
        for writer in item.writers or [""]
        for reader in item.readers or [""]
    ]


def _messages(
    root: Element, node_ids: frozenset[str], closed: set[str], intake: Intake
) -> list[DataFlow]:
    found: list[DataFlow] = []
    outside: Counter[str] = Counter()
    names = {message.get("id"): message.get("name") for message in children(root, "message")}
    for flow in root.iterfind(f"{bpmn('collaboration')}/{bpmn('messageFlow')}"):
        source = _end(flow.get("sourceRef"), intake.exit)
        target = _end(flow.get("targetRef"), intake.entry)
        if source in node_ids and target in node_ids:
            name = flow.get("name") or names.get(flow.get("messageRef")) or flow.get("id") or ""
            found.append(DataFlow(name=" ".join(name.split()), source=source, target=target))
        else:
            outside[source if source in closed else target] += 1
    _note_messages(root, outside, intake)
    return found


def _end(reference: str | None, replaced: dict[str, str]) -> str:
    name = (reference or "").split(":")[-1]
    return replaced.get(name, name)


def _note_messages(root: Element, outside: Counter[str], intake: Intake) -> None:
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    for name, count in outside.items():
        message = f"exchanges {count} messages with the map that only the original keeps"
        intake.not_read(by_id.get(name, root), message)
