"""What every edit ends with: the changed map is valid, or nothing has changed and it says why."""

from __future__ import annotations

import re
import unicodedata

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import Definition, Flow, Node, NodeKind
from workflows.definition.validation import place, problems

__all__ = ["checked", "flow_of", "fresh_id", "node_of", "refused", "replaced_node", "the_way_on"]

_NOT_IN_AN_ID = re.compile(r"[^\w.-]+")
_LONGEST = 40


def checked(definition: Definition) -> Definition:
    """The definition; raises ``DefinitionError`` with every problem of one that is not valid."""
    found = problems(definition)
    if found:
        raise DefinitionError(found)
    return definition


def refused(where: str, message: str) -> DefinitionError:
    """An edit that cannot be made: where, and what to do about it."""
    return DefinitionError((Problem(where=where, message=message),))


def node_of(definition: Definition, node_id: str) -> Node:
    """A node of the map; raises ``DefinitionError`` where it has gone."""
    node = definition.by_id.get(node_id)
    if node is None:
        raise refused("map", f"has no {node_id!r} any more; reload the outline")
    return node


def flow_of(definition: Definition, flow_id: str) -> Flow:
    """A flow of the map; raises ``DefinitionError`` where it has gone."""
    found = next((flow for flow in definition.flows if flow.id == flow_id), None)
    if found is None:
        raise refused("map", f"has no flow {flow_id!r} any more; reload the outline")
    return found


def the_way_on(definition: Definition, node: Node) -> Flow | None:
    """The one flow that leaves a node; None where there is none. Raises where there are several."""
    flows = definition.outgoing[node.id]
    if len(flows) > 1:
        message = f"goes on {len(flows)} ways; choose one of its branches"
        raise refused(place(node), message)
    if not flows and (node.kind is NodeKind.END or node.is_handler):
        raise refused(place(node), "is where a case ends; add the step before it")
    return flows[0] if flows else None


def replaced_node(definition: Definition, node: Node) -> tuple[Node, ...]:
    """All nodes, with this one in the place of the one that has its id."""
    return tuple(node if one.id == node.id else one for one in definition.nodes)


def fresh_id(definition: Definition, text: str, *, taken: set[str] | None = None) -> str:
    """An id made from a name that nothing in the map has yet, nor ``taken``, to which it is added.

    Ids of what is there never change: experiments, matrix and history hang on them.
    """
    used = taken if taken is not None else set()
    flows = {flow.id for flow in definition.flows}
    messages = {flow.id for flow in definition.message_flows}
    people = definition.participants_by_id.keys()
    used |= flows | messages | definition.by_id.keys() | people
    used |= {called.id for called in definition.called}
    stem = unicodedata.normalize("NFKC", text).strip().lower()
    stem = _NOT_IN_AN_ID.sub("-", stem)[:_LONGEST].strip("-.")
    if not stem or not (stem[0].isalpha() or stem[0] == "_"):
        stem = f"n-{stem}".rstrip("-")
    found, number = stem, 2
    while found in used:
        found, number = f"{stem}-{number}", number + 1
    used.add(found)
    return found
