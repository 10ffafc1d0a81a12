"""Maps that differ in one thing, and maps whose ids another tool has given anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from workflows.definition.difference import Difference
from workflows.definition.model import Definition, Flow

__all__ = ["changed", "renumbered", "sentences", "shuffled"]


def changed(definition: Definition, node_id: str, **fields: Any) -> Definition:
    """The definition with some fields of one node replaced."""
    nodes = (replace(n, **fields) if n.id == node_id else n for n in definition.nodes)
    return replace(definition, nodes=tuple(nodes))


def sentences(difference: Difference) -> list[str]:
    return [change.sentence for change in difference]


def shuffled(definition: Definition) -> Definition:
    """The same map, its parts listed backwards."""
    return replace(
        definition,
        participants=definition.participants[::-1],
        nodes=definition.nodes[::-1],
        flows=definition.flows[::-1],
        data_flows=definition.data_flows[::-1],
        variables=definition.variables[::-1],
    )


def renumbered(definition: Definition, prefix: str = "x-") -> Definition:
    """The same map with ids as another tool gives them; references follow."""

    def new[Id: (str, str | None)](old: Id) -> Id:
        return prefix + old if old else old

    nodes = tuple(
        replace(
            node,
            id=new(node.id),
            parent=new(node.parent),
            attached_to=new(node.attached_to),
            compensation=new(node.compensation),
            ref=new(node.ref) if node.ref in definition.by_id else node.ref,
        )
        for node in definition.nodes
    )
    flows = tuple(
        Flow(id=new(f.id), source=new(f.source), target=new(f.target), name=f.name)
        for f in definition.flows
    )
    return replace(definition, nodes=nodes, flows=flows)
