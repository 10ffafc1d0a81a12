"""In which order a BPMN file has the nodes and flows of a definition: process by process, scope by
scope. A definition may have another, which our extension then tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflows.definition.model import Definition, Flow, Node, Participant

__all__ = ["flows_in_file", "nodes_in_file", "sorted_by"]


def nodes_in_file(definition: Definition) -> Iterator[Node]:
    """The nodes, each scope before what it holds."""
    top = definition.children[None]
    for process in dict.fromkeys(node.process for node in definition.nodes):
        for node in top:
            if node.process == process:
                yield from _with_inside(definition, node)


def _with_inside(definition: Definition, node: Node) -> Iterator[Node]:
    yield node
    for inner in definition.children.get(node.id, ()):
        yield from _with_inside(definition, inner)


def flows_in_file(definition: Definition) -> Iterator[Flow]:
    """The flows, those of a scope before those inside it."""
    for process in dict.fromkeys(node.process for node in definition.nodes):
        yield from _flows_in(definition, None, process)


def _flows_in(definition: Definition, scope: str | None, process: str) -> Iterator[Flow]:
    inside = [n for n in definition.children.get(scope, ()) if n.process == process]
    ids = {node.id for node in inside}
    yield from (flow for flow in definition.flows if flow.source in ids)
    for node in inside:
        if node.is_scope:
            yield from _flows_in(definition, node.id, process)


def sorted_by[Thing: (Node, Flow, Participant)](
    things: Sequence[Thing], ids: Sequence[str]
) -> tuple[Thing, ...]:
    """The things in the order of their ids; those not among the ids behind, as they were."""
    places = {own_id: place for place, own_id in enumerate(ids)}
    return tuple(sorted(things, key=lambda one: places.get(one.id, len(places))))
