"""Message flows between nodes, processes and the world outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflows.definition.model import MessageFlow
from workflows.formats.bpmn.document import Element, children, name_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.participants import pools_of

__all__ = ["message_flows_of"]


def message_flows_of(
    root: Element, node_ids: frozenset[str], processes: Mapping[str, str], intake: Intake
) -> tuple[MessageFlow, ...]:
    """Every message flow of the file that begins or ends in the map.

    ``processes`` says what the nodes call each process of the map. What is neither a node nor a
    process with a name is outside.
    """
    pools = pools_of(root)
    known = {node_id: node_id for node_id in node_ids} | dict(processes)
    found: list[MessageFlow] = []
    for element in _elements(root):
        ends = []
        for attribute in ("sourceRef", "targetRef"):
            reference = (element.get(attribute) or "").split(":")[-1]
            end = pools.get(reference, reference)
            ends.append(known.get(end, ""))
        if any(ends):
            own = MessageFlow(
                id=intake.id_of(element), source=ends[0], target=ends[1], name=_name(root, element)
            )
            found.append(own)
        else:
            intake.not_read(element, "leads from outside the map to outside the map")
    return tuple(found)


def _elements(root: Element) -> Iterator[Element]:
    return root.iterfind(f"{bpmn('collaboration')}/{bpmn('messageFlow')}")


def _name(root: Element, element: Element) -> str:
    """The name on the flow, else that of the message it carries."""
    messages = {one.get("id"): one for one in children(root, "message")}
    message = messages.get((element.get("messageRef") or "").split(":")[-1])
    return name_of(element) or ("" if message is None else name_of(message))
