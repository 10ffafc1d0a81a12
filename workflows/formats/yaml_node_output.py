"""Writes nodes as YAML: what a scope holds stands inside it, what is a default is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from workflows.definition.columns import default_requirements
from workflows.definition.model import Definition, Duration, EventKind, Loop, Node, NodeKind
from workflows.definition.quantities import (
    format_duration,
    format_share,
    three_times,
)
from workflows.formats.yaml_nodes import path_inside
from workflows.formats.yaml_requirements import requirements_mapping
from workflows.formats.yaml_style import foreign_mapping, on_one_line

__all__ = ["Flows", "in_preorder", "nested_mapping", "node_mapping", "nodes_mapping"]

type Flows = Mapping[str | None, list[Any]]
"""Written flows by the scope that holds them; None: the map itself."""


def in_preorder(definition: Definition) -> tuple[Node, ...] | None:
    """The scopes from outside to inside where each stands before what it holds, as a reader of
    nested nodes finds them; None where the map has another order."""
    found: list[Node] = []
    waiting = list(reversed(definition.children[None]))
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += reversed(definition.children.get(node.id, ()) if node.is_scope else ())
    if tuple(found) != definition.nodes:
        return None
    return tuple(node for node in found if node.is_scope)


def nodes_mapping(definition: Definition, flows: Flows) -> list[CommentedMap]:
    """The nodes, nested where their order allows it; else each names its parent."""
    if in_preorder(definition) is None:
        return [node_mapping(node, None) for node in definition.nodes]
    return [nested_mapping(definition, node, None, flows) for node in definition.children[None]]


def nested_mapping(
    definition: Definition, node: Node, scope: Node | None, flows: Flows
) -> CommentedMap:
    """The node with what stands in it, and the flows there."""
    mapping = node_mapping(node, scope)
    inside = definition.children.get(node.id, ()) if node.is_scope else ()
    if inside:
        mapping["nodes"] = [nested_mapping(definition, inner, node, flows) for inner in inside]
    if node.is_scope and flows.get(node.id):
        mapping["flows"] = flows[node.id]
    return mapping


def node_mapping(node: Node, scope: Node | None) -> CommentedMap:
    """The node by itself; ``scope`` is the one in whose mapping it will stand."""
    mapping = CommentedMap(id=node.id)
    mapping.update(_given(_common(node, scope)))
    if node.is_step:
        blank = replace(node, participant=None, requirements=default_requirements(node.kind))
        mapping.update(requirements_mapping(node, blank))
        mapping.update(_given(_of_step(node)))
        return mapping
    if node.is_scope:
        mapping.update(_given(_of_scope(node)))
        return mapping
    mapping.update(_given(_of_event(node)))
    return mapping if node.foreign else on_one_line(mapping)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _common(node: Node, scope: Node | None) -> dict[str, Any]:
    path = path_inside(scope) if scope else ()
    parent, process = (scope.id, scope.process) if scope else (None, "")
    return {
        "name": None if node.name == node.id else node.name,
        "kind": None if node.kind is NodeKind.TASK else node.kind.value,
        "documentation": node.documentation or None,
        "path": None if node.path == path else on_one_line(CommentedSeq(node.path)),
        "parent": None if node.parent == parent else node.parent,
        "process": None if node.process == process else node.process,
        "foreign": foreign_mapping(node.foreign),
    }


def _of_step(node: Node) -> dict[str, Any]:
    return {
        "ref": node.ref or None,
        "wait": _wait(node.wait),
        "calls": node.calls or None,
        "loop": _loop(node.loop),
        "instantiate": node.instantiate or None,
    }


def _of_scope(node: Node) -> dict[str, Any]:
    return {
        "participant": node.participant,
        "calls": node.calls or None,
        "loop": _loop(node.loop),
        "compensation": node.compensation,
        "for_compensation": node.for_compensation or None,
    }


def _of_event(node: Node) -> dict[str, Any]:
    told = node.event is EventKind.NONE or (
        node.timer is not None and node.event is EventKind.TIMER
    )
    return {
        "participant": node.participant,
        "event": None if told else node.event.value,
        "timer": None if node.timer is None else format_duration(node.timer),
        "attached_to": node.attached_to,
        "interrupting": None if node.interrupting else False,
        "ref": node.ref or None,
        "condition": node.condition or None,
        "wait": _wait(node.wait),
        "instantiate": node.instantiate or None,
    }


def _wait(wait: Duration | None) -> str | CommentedMap | None:
    if wait is None:
        return None
    mean = format_duration(wait.mean)
    if wait.p95 == three_times(wait.mean):
        return mean
    return on_one_line(CommentedMap(mean=mean, p95=format_duration(wait.p95)))


def _loop(loop: Loop | None) -> str | CommentedMap | None:
    if loop is None:
        return None
    blank = Loop(kind=loop.kind)
    if loop == blank:
        return loop.kind.value
    mapping = CommentedMap(kind=loop.kind.value)
    for key in ("condition", "count", "maximum", "test_before"):
        if getattr(loop, key) != getattr(blank, key):
            mapping[key] = getattr(loop, key)
    if loop.again != blank.again:
        mapping["again"] = format_share(loop.again)
    return on_one_line(mapping)
