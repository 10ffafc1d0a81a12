"""Small definitions that the tests of maps share."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from workflows.definition.columns import default_requirements
from workflows.definition.matrix import with_cells
from workflows.definition.model import (
    Definition,
    Flow,
    Node,
    NodeKind,
    Participant,
    ParticipantKind,
)

__all__ = ["chain", "node", "shop", "stated"]


def node(node_id: str, kind: NodeKind = NodeKind.TASK, name: str = "") -> Node:
    """A node with the default requirements of its kind."""
    blank = Node(id=node_id, name=name or node_id, kind=kind)
    return replace(blank, requirements=default_requirements(kind)) if blank.is_step else blank


def chain(*nodes: Node) -> Definition:
    """The nodes one after the other; compensations stand beside."""
    row = [one for one in nodes if one.kind is not NodeKind.COMPENSATION]
    flows = tuple(
        Flow(id=f"{one.id}-to-{two.id}", source=one.id, target=two.id) for one, two in pairwise(row)
    )
    return Definition(id="order", name="Order", participants=(), nodes=nodes, flows=flows)


def shop() -> Definition:
    """Start, charge (undone by refund), approve by a person, end; two participants."""
    definition = chain(
        node("start", NodeKind.START),
        node("charge", name="Charge card"),
        node("approve", NodeKind.USER_TASK, name="Approve"),
        node("refund", NodeKind.COMPENSATION, name="Refund"),
        node("end", NodeKind.END),
    )
    people = (
        Participant(id="payments", name="Payments", team="Money"),
        Participant(id="clerk", name="Clerk", kind=ParticipantKind.HUMAN, team="Care"),
    )
    return replace(definition, participants=people)


def stated(definition: Definition, step_id: str, **texts: str) -> Definition:
    """The definition with cells stated; fails where one is refused."""
    changed, errors = with_cells(definition, step_id, texts)
    assert not errors, errors
    return changed
