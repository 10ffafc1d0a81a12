"""Changes, adds and takes sequence flows and message flows, and which flow is the default."""

from __future__ import annotations

from lxml import etree

from workflows.definition.model import Flow, MessageFlow
from workflows.formats.bpmn.child_order import insert_after, new_child
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.expressions import add_expression
from workflows.formats.bpmn.keeping.ground import Patch
from workflows.formats.bpmn.keeping.nodes import set_or_drop
from workflows.formats.bpmn.keeping.removing import detach
from workflows.formats.bpmn.participants import pools_of
from workflows.formats.bpmn.scope_elements import WITH_DEFAULT

__all__ = ["change_flows", "change_messages", "set_defaults"]


def change_flows(patch: Patch) -> list[str]:
    """Makes the flows of the file those of the map; gives the ids of those that lead elsewhere
    now or are new."""
    was = {flow.id: flow for flow in patch.before.flows}
    moved = []
    previous: dict[Element, Element] = {}
    for flow in patch.after.flows:
        holder = patch.holder(patch.after.by_id[flow.source])
        element = patch.element(flow.id)
        if element is None or flow.id not in was:
            element = _added(patch, flow, holder, previous.get(holder))
            moved.append(flow.id)
        elif _changed(was[flow.id], flow, element, holder):
            moved.append(flow.id)
        previous[holder] = element
    for own_id in moved:
        _mention(patch, own_id)
    return moved


def _added(patch: Patch, flow: Flow, holder: Element, previous: Element | None) -> Element:
    """A new flow, behind the one that is in front of it in the map."""
    element = patch.writer.add_flow(holder, flow)
    holder.remove(element)
    if previous is not None:
        insert_after(previous, element)
    else:
        placed = new_child(holder, "sequenceFlow")
        holder.replace(placed, element)
        element.tail = placed.tail
    patch.ground.by_id[flow.id] = element
    return element


def _changed(before: Flow, after: Flow, element: Element, holder: Element) -> bool:
    """Changes a flow in place; True where it leads elsewhere now."""
    if before.name != after.name:
        set_or_drop(element, "name", after.name)
    if before.condition != after.condition:
        _set_condition(element, after.condition)
    if (before.source, before.target) == (after.source, after.target):
        return False
    element.set("sourceRef", after.source)
    element.set("targetRef", after.target)
    if element.getparent() is not holder:
        detach(element)
        placed = new_child(holder, "sequenceFlow")
        holder.replace(placed, element)
        element.tail = placed.tail
    return True


def _set_condition(element: Element, text: str) -> None:
    old = element.find(bpmn("conditionExpression"))
    if old is None:
        add_expression(element, "conditionExpression", text)
    elif text:
        for child in list(old):
            old.remove(child)
        old.text = text
    else:
        element.remove(old)


def _mention(patch: Patch, own_id: str) -> None:
    """BPMN names a flow at both its ends too."""
    element = patch.element(own_id)
    if element is None:
        return
    for end, tag in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
        for process in patch.processes.values():
            for old in process.iter(bpmn(tag)):
                owner = old.getparent()
                mentioned = (old.text or "").strip() == own_id
                if mentioned and owner is not None and owner.get("id") != element.get(end):
                    detach(old)
                    break
        node = patch.element(element.get(end) or "")
        if node is not None and not any(
            (one.text or "").strip() == own_id for one in node.iter(bpmn(tag))
        ):
            new_child(node, tag).text = own_id


def set_defaults(patch: Patch) -> None:
    """Names the default flow at its source, where BPMN has a place for it."""
    for node in patch.after.nodes:
        before = [flow.id for flow in patch.before.outgoing.get(node.id, ()) if flow.default]
        after = [flow.id for flow in patch.after.outgoing[node.id] if flow.default]
        element = patch.element(node.id)
        if element is not None and before != after:
            named = after[0] if after and node.kind in WITH_DEFAULT else ""
            set_or_drop(element, "default", named)


def change_messages(patch: Patch) -> list[str]:
    """Makes the message flows of the file those of the map; gives those that lead elsewhere now
    or are new."""
    was = {flow.id: flow for flow in patch.before.message_flows}
    moved = []
    for flow in patch.after.message_flows:
        element = patch.element(flow.id)
        known = was.get(flow.id)
        if known == flow:
            continue
        if element is None or known is None:
            element = _new_message(patch, flow)
        if known is None or known.name != flow.name:
            set_or_drop(element, "name", flow.name)
        for end in ("source", "target"):
            if known is None or getattr(known, end) != getattr(flow, end):
                element.set(f"{end}Ref", _end(patch, getattr(flow, end)))
                moved.append(flow.id)
    return list(dict.fromkeys(moved))


def _new_message(patch: Patch, flow: MessageFlow) -> Element:
    collaboration = patch.ground.root.find(bpmn("collaboration"))
    if collaboration is None:
        collaboration = etree.Element(
            bpmn("collaboration"), {"id": patch.ground.ids.new("Collaboration")}
        )
        patch.ground.root.insert(0, collaboration)
    element = new_child(collaboration, "messageFlow", {"id": flow.id})
    patch.ground.by_id[flow.id] = element
    return element


def _end(patch: Patch, name: str) -> str:
    """The element at an end: the node, the pool of a process, or a closed pool for what is
    outside."""
    if name in patch.after.by_id:
        return name
    pools = pools_of(patch.ground.root)
    process = patch.processes.get(name)
    wanted = "" if not name or process is None else process.get("id") or ""
    found = [pool for pool, shown in pools.items() if shown == wanted]
    return found[0] if found else name
