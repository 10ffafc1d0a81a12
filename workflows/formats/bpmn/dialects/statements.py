"""Requirements that a dialect states, as cells of the matrix."""

from __future__ import annotations

from workflows.definition.columns import applicable
from workflows.definition.matrix import with_texts
from workflows.definition.model import Node

__all__ = ["stated"]


def stated(node: Node, **cells: str) -> Node:
    """The step with these cells stated; those that its kind lacks, or that do not fit what it has,
    are left out."""
    known = {column.id for column in applicable(node)}
    changed, _ = with_texts(node, {name: text for name, text in cells.items() if name in known})
    return changed
