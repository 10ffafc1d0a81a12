"""Ids of the elements that a written BPMN file has beyond the definition's own."""

from __future__ import annotations

from workflows.definition.model import Definition, Node, NodeKind

__all__ = ["association_id", "free_id", "handler_of", "lane_id", "pool_id", "undo_id"]


def free_id(wanted: str, definition: Definition) -> str:
    """An id that no node or flow of the definition has."""
    taken = definition.by_id.keys() | {flow.id for flow in definition.flows}
    while wanted in taken:
        wanted += "_"
    return wanted


def pool_id(definition: Definition) -> str:
    """The id of the one pool."""
    return free_id("Pool", definition)


def lane_id(definition: Definition, participant: str) -> str:
    """The id of a participant's lane: participants may share ids with nodes, lanes may not."""
    return free_id(f"Lane_{participant}", definition)


def undo_id(definition: Definition, node: Node) -> str:
    """The id of the compensation event on a step."""
    return free_id(f"Undo_{node.id}", definition)


def association_id(definition: Definition, node: Node) -> str:
    """The id of the association from a step's compensation event to what undoes it."""
    return free_id(f"Undo_{node.id}_association", definition)


def handler_of(definition: Definition, node: Node) -> Node | None:
    """The compensation step that undoes a step's effect, where BPMN can draw it."""
    effect = node.requirements.effect if node.requirements else None
    handler = definition.by_id.get(effect.compensation or "") if effect else None
    return handler if handler and handler.kind is NodeKind.COMPENSATION else None
