"""Data flows from data objects, data stores and messages between nodes."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.definition.model import DataFlow, Definition
from workflows.formats.bpmn.document import Element, children, text_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.limits import MOST_PAIRS

__all__ = ["data_flows_of"]

_HOLDERS = ("dataObjectReference", "dataStoreReference", "dataObject", "dataStore")


@dataclass(slots=True)
class _Item:
    name: str
    element: Element
    writers: list[str] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)


def data_flows_of(
    root: Element, processes: tuple[Element, ...], definition: Definition, intake: Intake
) -> tuple[DataFlow, ...]:
    """Who leaves which data for whom in these processes, what messages carry included."""
    items = _items(root, processes)
    for process in processes:
        for association in process.iter(bpmn("dataInputAssociation")):
            for source in children(association, "sourceRef"):
                _attach(items, text_of(source), association, definition, reads=True)
        for association in process.iter(bpmn("dataOutputAssociation")):
            for target in children(association, "targetRef"):
                _attach(items, text_of(target), association, definition, reads=False)
    flows = [flow for item in items.values() for flow in _pairs(item, intake)]
    return tuple(dict.fromkeys(flows + _carried(definition)))


def _items(root: Element, processes: tuple[Element, ...]) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    referred = {
        reference.get(f"data{kind}Ref")
        for kind, tag in (("Object", "dataObjectReference"), ("Store", "dataStoreReference"))
        for reference in root.iter(bpmn(tag))
    }
    names = {e.get("id"): e.get("name") for t in _HOLDERS for e in root.iter(bpmn(t))}
    for element in (e for t in _HOLDERS for process in processes for e in process.iter(bpmn(t))):
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
    definition: Definition,
    *,
    reads: bool,
) -> None:
    item = items.get(reference)
    owner = association.getparent()
    if item is None or owner is None:
        return
    node = owner.get("id") or ""
    if node in definition.by_id:
        (item.readers if reads else item.writers).append(node)


def _pairs(item: _Item, intake: Intake) -> list[DataFlow]:
    if not item.writers and not item.readers:
        intake.not_read(item.element, "is connected to no step by a data association")
        return []
    if len(item.writers) * len(item.readers) > MOST_PAIRS:
        intake.not_read(item.element, "is written and read by so many that it says nothing")
        return []
    return [
        DataFlow(name=item.name, source=writer, target=reader)
        for writer in item.writers or [""]
        for reader in item.readers or [""]
    ]


def _carried(definition: Definition) -> list[DataFlow]:
    return [
        DataFlow(name=one.name or one.id, source=one.source, target=one.target)
        for one in definition.message_flows
        if one.source in definition.by_id and one.target in definition.by_id
    ]
