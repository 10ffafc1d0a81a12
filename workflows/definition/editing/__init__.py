"""Edits of a map, as the outline makes them: each takes a definition and gives a new one that is
valid, or raises ``DefinitionError`` naming place and mend. Ids of what stays never change."""

from workflows.definition.editing.attaching import add_boundary, add_compensation
from workflows.definition.editing.changing import (
    assign,
    change_event,
    change_kind,
    kinds_for,
    rename,
)
from workflows.definition.editing.connecting import change_flow, connect, disconnect, retarget
from workflows.definition.editing.deleting import delete, goes_with
from workflows.definition.editing.inserting import Spot, after, insert_block, insert_node, on_flow
from workflows.definition.editing.moving import move
from workflows.definition.editing.people import add_participant, rename_participant

__all__ = [
    "Spot",
    "add_boundary",
    "add_compensation",
    "add_participant",
    "after",
    "assign",
    "change_event",
    "change_flow",
    "change_kind",
    "connect",
    "delete",
    "disconnect",
    "goes_with",
    "insert_block",
    "insert_node",
    "kinds_for",
    "move",
    "on_flow",
    "rename",
    "rename_participant",
    "retarget",
]
