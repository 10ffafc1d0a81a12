"""Maps with something wrong in one place, and what validation says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.workflows.definition.steps import chain, node
from workflows.definition.model import Definition, Flow, Node, NodeKind
from workflows.definition.validation import problems

__all__ = ["changed", "inside", "texts", "with_flow", "with_nodes"]


def texts(definition: Definition) -> list[str]:
    """What is wrong, place and message."""
    return [str(problem) for problem in problems(definition)]


def with_nodes(definition: Definition, *nodes: Node) -> Definition:
    """The map with more nodes."""
    return replace(definition, nodes=(*definition.nodes, *nodes))


def with_flow(definition: Definition, source: str, target: str) -> Definition:
    """The map with one more flow, ``f``."""
    return replace(
        definition, flows=(*definition.flows, Flow(id="f", source=source, target=target))
    )


def changed(definition: Definition, own_id: str, **values: Any) -> Definition:
    """The map with other values in one node."""
    nodes = (replace(one, **values) if one.id == own_id else one for one in definition.nodes)
    return replace(definition, nodes=tuple(nodes))


def inside(*nodes: Node, kind: NodeKind = NodeKind.SUB_PROCESS) -> Definition:
    """s → x → e, where x holds these nodes."""
    around = chain(node("s", NodeKind.START), node("x", kind), node("e", NodeKind.END))
    return with_nodes(around, *(replace(one, parent="x") for one in nodes))
