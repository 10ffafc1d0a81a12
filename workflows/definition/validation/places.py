"""How messages name a place of a map, and what may name anything in it."""

from __future__ import annotations

import re

from workflows.definition.model import Node

__all__ = ["ID_RULE", "in_map", "is_id", "place"]

ID_RULE = "must start with a letter or '_' and hold only letters, digits, '.', '-' and '_'"

_ID = re.compile(r"[^\W\d][\w.\-]*")


def is_id(text: str) -> bool:
    """Whether the text can name a node, flow or participant in every format."""
    return _ID.fullmatch(text) is not None


def place(node: Node) -> str:
    """How messages name a node: ``step 'pay'``, ``decision 'enough?'``."""
    return f"{'step' if node.is_step else node.kind.value} {node.id!r}"


def in_map(where: str, called: str) -> str:
    """How messages name a place of a called map."""
    return f"map {called!r}" if where == "map" else f"{where} of map {called!r}"
