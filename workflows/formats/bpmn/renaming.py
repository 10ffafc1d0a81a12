"""Gives the nodes and flows of a definition other ids: in one BPMN file no two may share one, but
the definitions that a map calls may well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workflows.definition.model import Definition, EventKind, Flow, Node

__all__ = ["renamed"]

type _Name = Callable[[str], str]


def renamed(definition: Definition, change: Callable[[str], str]) -> Definition:
    """The definition with the id of every node and flow, and every mention of a node, changed."""

    def name(own_id: str) -> str:
        return change(own_id) if own_id else own_id

    return replace(
        definition,
        nodes=tuple(_node(node, name) for node in definition.nodes),
        flows=tuple(_flow(flow, name) for flow in definition.flows),
        data_flows=tuple(
            replace(one, source=name(one.source), target=name(one.target))
            for one in definition.data_flows
        ),
        variables=tuple(replace(one, source=name(one.source)) for one in definition.variables),
    )


def _node(node: Node, name: _Name) -> Node:
    moved = replace(
        node,
        id=name(node.id),
        parent=node.parent and name(node.parent),
        attached_to=node.attached_to and name(node.attached_to),
        compensation=node.compensation and name(node.compensation),
        ref=name(node.ref) if node.event is EventKind.COMPENSATION else node.ref,
    )
    needs = node.requirements
    if needs is None or needs.effect is None or needs.effect.compensation is None:
        return moved
    effect = replace(needs.effect, compensation=name(needs.effect.compensation))
    return replace(moved, requirements=replace(needs, effect=effect))


def _flow(flow: Flow, name: _Name) -> Flow:
    return replace(flow, id=name(flow.id), source=name(flow.source), target=name(flow.target))
