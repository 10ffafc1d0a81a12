"""Reads nodes from YAML mappings; a scope holds its own ``nodes`` and ``flows``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ruamel.yaml.comments import CommentedMap

from workflows.definition.cells import parse_choice, parse_flag
from workflows.definition.columns import default_requirements
from workflows.definition.model import Duration, EventKind, Loop, LoopKind, Node, NodeKind
from workflows.definition.quantities import (
    parse_duration,
    parse_share,
    parse_whole_number,
    three_times,
)
from workflows.definition.validation import place
from workflows.formats.blocks import Block
from workflows.formats.yaml_flows import Lines, foreign_from
from workflows.formats.yaml_requirements import REQUIREMENT_KEYS, step_from

__all__ = ["Nodes", "choice_from", "id_from", "nodes_from", "path_inside"]

_KEYS = (
    "id",
    "name",
    "kind",
    "path",
    "documentation",
    "participant",
    "parent",
    "process",
    "foreign",
)
_EVENT_KEYS = ("event", "timer", "attached_to", "interrupting", "ref", "condition", "wait")
_STEP_KEYS = (*REQUIREMENT_KEYS, "loop", "ref", "wait", "instantiate", "calls")
_SCOPE_KEYS = ("nodes", "flows", "loop", "calls", "compensation", "for_compensation")
_GATEWAY_KEYS = ("instantiate",)
_LOOP_KEYS = ("kind", "condition", "count", "maximum", "test_before", "again")
_EVENTS = frozenset(
    {NodeKind.START, NodeKind.END, NodeKind.CATCH, NodeKind.THROW, NodeKind.BOUNDARY}
)


@dataclass(slots=True)
class Nodes:
    """What has been read: nodes, each scope before what it holds, and the blocks that may hold
    flows."""

    found: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a node takes over from the scope it stands in."""

    parent: str | None = None
    process: str = ""
    path: tuple[str, ...] = ()


def nodes_from(block: Block, lines: Lines) -> Nodes:
    """The nodes under ``nodes`` (or ``steps``) of a map and of its scopes."""
    if "nodes" in block and "steps" in block:
        block.problem("steps", "stands beside nodes; put everything under nodes")
    read = Nodes()
    _read_scope(block, "nodes" if "nodes" in block else "steps", _Around(), read, lines)
    return read


def path_inside(scope: Node) -> tuple[str, ...]:
    """The path of what stands in a scope, where its author says nothing else."""
    return (*scope.path, scope.name or scope.id)


def id_from(block: Block) -> str:
    """The id, which must be there."""
    if "id" not in block:
        block.problem("", "needs an id")
    return block.text("id", block.where.replace(" ", "-"))


def choice_from[Choice: StrEnum](block: Block, key: str, default: Choice) -> Choice:
    """The member of the default's enumeration under a key."""
    return block.value(key, parse_choice(type(default)), default)


def _read_scope(block: Block, key: str, around: _Around, read: Nodes, lines: Lines) -> None:
    read.blocks.append(block)
    for item in block.blocks(key, "node"):
        node, named = _node(item, around)
        lines[named.where] = named.start
        read.found.append(node)
        if node.is_scope:
            inside = _Around(node.id, node.process, path_inside(node))
            _read_scope(named, "nodes", inside, read, lines)


def _node(block: Block, around: _Around) -> tuple[Node, Block]:
    """The node, and its mapping under the name that messages use."""
    own_id = id_from(block)
    kind = choice_from(block.named(f"node {own_id!r}"), "kind", NodeKind.TASK)
    blank = Node(id=own_id, name="", kind=kind)
    block = block.named(place(blank))
    block.allow(tuple(dict.fromkeys((*_KEYS, *_keys(blank)))))
    node = replace(
        blank,
        name=block.name(own_id),
        requirements=default_requirements(kind) if blank.is_step else None,
        participant=block.text("participant") or None,
        parent=block.text("parent") or around.parent,
        process=block.text("process", around.process),
        path=block.texts("path") if "path" in block else around.path,
        documentation=block.text("documentation"),
        foreign=foreign_from(block),
        **_particulars(block, blank),
    )
    return (step_from(block, node) if node.is_step else node), block


def _keys(node: Node) -> tuple[str, ...]:
    if node.is_step:
        return _STEP_KEYS
    if node.is_scope:
        return _SCOPE_KEYS
    return _EVENT_KEYS if node.kind in _EVENTS else _GATEWAY_KEYS


def _particulars(block: Block, node: Node) -> dict[str, Any]:
    """What only some kinds of nodes have, as arguments of ``Node``."""
    if node.kind in _EVENTS:
        return _event(block)
    if node.is_scope:
        return _scope(block)
    found: dict[str, Any] = {"instantiate": block.value("instantiate", parse_flag, False)}
    if node.is_step:
        found |= {"ref": block.text("ref"), "wait": _wait(block), "loop": _loop(block)}
        found["calls"] = block.text("calls")
    return found


def _event(block: Block) -> dict[str, Any]:
    timer = block.value("timer", parse_duration, None)
    event = EventKind.NONE if timer is None else EventKind.TIMER
    return {
        "event": choice_from(block, "event", event),
        "timer": timer,
        "attached_to": block.text("attached_to") or None,
        "interrupting": block.value("interrupting", parse_flag, True),
        "ref": block.text("ref"),
        "condition": block.text("condition"),
        "wait": _wait(block),
    }


def _scope(block: Block) -> dict[str, Any]:
    return {
        "loop": _loop(block),
        "calls": block.text("calls"),
        "compensation": block.text("compensation") or None,
        "for_compensation": block.value("for_compensation", parse_flag, False),
    }


def _wait(block: Block) -> Duration | None:
    """``wait: 2h`` is the mean; the 95th percentile is three times that where nobody says."""
    if not isinstance(block.data.get("wait"), CommentedMap):
        mean = block.value("wait", parse_duration, None)
        return None if mean is None else Duration(mean=mean, p95=three_times(mean))
    inner = block.block("wait")
    if inner is None:
        return None
    inner.allow(("mean", "p95"))
    if "mean" not in inner:
        inner.problem("mean", "is needed, for example 2h")
    mean = inner.value("mean", parse_duration, 0.0)
    return Duration(mean=mean, p95=inner.value("p95", parse_duration, three_times(mean)))


def _loop(block: Block) -> Loop | None:
    if not isinstance(block.data.get("loop"), CommentedMap):
        kind = block.value("loop", parse_choice(LoopKind), None)
        return None if kind is None else Loop(kind=kind)
    inner = block.block("loop")
    if inner is None:
        return None
    inner.allow(_LOOP_KEYS)
    blank = Loop(kind=choice_from(inner, "kind", LoopKind.STANDARD))
    return Loop(
        kind=blank.kind,
        condition=inner.text("condition"),
        count=inner.value("count", parse_whole_number, blank.count),
        maximum=inner.value("maximum", parse_whole_number, blank.maximum),
        test_before=inner.value("test_before", parse_flag, blank.test_before),
        again=inner.value("again", parse_share, blank.again),
    )
