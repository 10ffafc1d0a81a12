"""Message flows between nodes, processes and the world outside."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.model import MessageFlow
from workflows.formats.bpmn.document import Element, children, name_of
from workflows.formats.bpmn.elements import bpmn
from workflows.formats.bpmn.intake import Intake
from workflows.formats.bpmn.participants import pools_of

__all__ = ["message_flows_of"]


def message_flows_of(
    root: Element, node_ids: frozenset[str], process_ids: frozenset[str], intake: Intake
) -> tuple[MessageFlow, ...]:
    """Every message flow of the file that begins or ends in the map.

    ``process_ids`` are the processes of the map where it has several. What stands in neither is
    outside.
    """
    pools = pools_of(root)
    known = node_ids | process_ids
    found: list[MessageFlow] = []
    for element in _elements(root):
        ends = []
        for attribute in ("sourceRef", "targetRef"):
            reference = (element.get(attribute) or "").split(":")[-1]
            end = pools.get(reference, reference)
            ends.append(end if end in known else "")
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
