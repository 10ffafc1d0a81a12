"""Who performs a step is said once in a drawing that people edit: by the lane it stands in.

Files of ours say it twice, by the lane and in the step's own row; a step that is drawn into
another lane would keep its old participant.
"""

from __future__ import annotations

from lxml import etree

from workflows.formats.bpmn.document import parse
from workflows.formats.bpmn.elements import podium
from workflows.formats.bpmn.read import attempt

__all__ = ["by_lane"]


def by_lane(content: bytes) -> bytes:
    """The file without participants in rows that repeat their lane; the very bytes where that
    would change what the map says.

    Raises ``DefinitionError`` for what is no BPMN at all.
    """
    root = parse(content)
    rows = [row for row in root.iter(podium("step")) if row.get("participant")]
    for row in rows:
        del row.attrib["participant"]
    if not rows:
        return content
    changed = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    same = attempt(changed).definition == attempt(content).definition
    return changed if same else content
