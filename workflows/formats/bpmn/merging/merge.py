"""Three-way merge of BPMN files, element by element."""

from __future__ import annotations

from lxml import etree

from workflows.formats.bpmn.document import parse
from workflows.formats.bpmn.merging.building import built
from workflows.formats.bpmn.merging.deciding import plan_of
from workflows.formats.bpmn.merging.outcome import Choices, Merge
from workflows.formats.bpmn.merging.parts import parts_of
from workflows.formats.bpmn.merging.tidying import tidied

__all__ = ["merged"]


def merged(base: bytes, mine: bytes, theirs: bytes, choices: Choices | None = None) -> Merge:
    """What ``mine`` and ``theirs`` made of ``base``, in one file.

    What one side changed holds; what both changed otherwise is a conflict, decided by ``choices``
    and else by mine. A place in the drawing is never in conflict. Nothing in the merged file names
    an element that is not there. Raises ``DefinitionError`` for what is no BPMN.
    """
    roots = [parse(content) for content in (base, mine, theirs)]
    before, own, other = (parts_of(root) for root in roots)
    plan = plan_of(before, own, other, choices or {})
    if not (plan.changes or plan.come or plan.go):
        return Merge(content=mine, conflicts=tuple(plan.conflicts))
    root, lanes = built(roots[1], other, plan)
    tidied(root, lanes, (own, other, before))
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Merge(content=content, conflicts=tuple(plan.conflicts))
