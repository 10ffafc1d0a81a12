"""Who performs a step is said once in a drawing that people edit: by the lane it stands in.

Files of ours say it twice, by the lane and in the step's own row; a step that is drawn into
another lane would keep its old participant.
"""

from __future__ import annotations

from lxml import etree

from workflows.formats.bpmn.document import Element, parse
from workflows.formats.bpmn.elements import bpmn, podium

__all__ = ["by_lane"]


def by_lane(content: bytes) -> bytes:
    """The file without participants in rows that repeat their lane, their own or that of the
    sub-process around them; the very bytes where there are none.

    Raises ``DefinitionError`` for what is no BPMN at all.
    """
    root = parse(content)
    lanes = _lanes(root)
    rows = [row for row in root.iter(podium("step")) if _repeats(row, lanes)]
    for row in rows:
        del row.attrib["participant"]
    if not rows:
        return content
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _lanes(root: Element) -> dict[str, str]:
    """The participant of each element that a lane names."""
    found = {}
    for lane in root.iter(bpmn("lane")):
        own = lane.find(f"{bpmn('extensionElements')}/{podium('participant')}")
        participant = (lane if own is None else own).get("id", "")
        for reference in lane.findall(bpmn("flowNodeRef")):
            found[(reference.text or "").strip()] = participant
    return found


def _repeats(row: Element, lanes: dict[str, str]) -> bool:
    """Whether the nearest lane says the same. What stands in a sub-process has the lane of that
    only where nothing in between says otherwise, so one level is looked at."""
    stated = row.get("participant")
    extensions = row.getparent()
    step = None if extensions is None else extensions.getparent()
    if not stated or step is None:
        return False
    around = step.getparent()
    own = lanes.get(step.get("id", ""))
    outer = None if around is None else lanes.get(around.get("id", ""))
    return stated == (own if own is not None else outer)
