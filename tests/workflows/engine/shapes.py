"""Events, scopes and other shapes for the small maps of tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tests.workflows.engine.maps import QUICK
from workflows.definition.model import (
    Effect,
    EventKind,
    Loop,
    LoopKind,
    Node,
    NodeKind,
)

__all__ = [
    "at_boundary",
    "catch",
    "end",
    "event_sub",
    "handler",
    "looped",
    "receive",
    "scope",
    "start",
    "throw",
    "undone_by",
]


def start(name: str, event: EventKind = EventKind.NONE, *, ref: str = "", **more: Any) -> Node:
    """A start event."""
    return _event(name, NodeKind.START, event, ref=ref, **more)


def end(name: str, event: EventKind = EventKind.NONE, *, ref: str = "") -> Node:
    """An end event."""
    return _event(name, NodeKind.END, event, ref=ref)


def throw(name: str, event: EventKind = EventKind.NONE, *, ref: str = "") -> Node:
    """An intermediate throw event."""
    return _event(name, NodeKind.THROW, event, ref=ref)


def catch(name: str, event: EventKind, *, ref: str = "", **more: Any) -> Node:
    """An intermediate catch event."""
    return _event(name, NodeKind.CATCH, event, ref=ref, **more)


def at_boundary(
    name: str, host: str, event: EventKind, *, ref: str = "", interrupting: bool = True
) -> Node:
    """A boundary event."""
    return _event(
        name, NodeKind.BOUNDARY, event, ref=ref, attached_to=host, interrupting=interrupting
    )


def _event(name: str, kind: NodeKind, event: EventKind, **more: Any) -> Node:
    return Node(id=name, name=name, kind=kind, event=event, **more)


def scope(
    name: str, inside: Iterable[Node], *, kind: NodeKind = NodeKind.SUB_PROCESS, **more: Any
) -> list[Node]:
    """A scope and the nodes in it; of these, the ones inside another scope already stay there."""
    whole = Node(id=name, name=name, kind=kind, **more)
    return [whole, *(replace(n, parent=n.parent or name) for n in inside)]


def event_sub(name: str, begins: Node, inside: Iterable[Node] = ()) -> list[Node]:
    """An event sub-process that this start event begins."""
    return scope(name, [begins, *inside], kind=NodeKind.EVENT_SUB_PROCESS)


def receive(name: str, ref: str = "") -> Node:
    """A task that receives a message."""
    return Node(
        id=name,
        name=name,
        kind=NodeKind.RECEIVE_TASK,
        participant=name,
        ref=ref,
        requirements=QUICK,
    )


def looped(node: Node, kind: LoopKind, **more: Any) -> Node:
    """The activity, done again and again."""
    return replace(node, loop=Loop(kind=kind, **more))


def handler(name: str, participant: str = "clerk") -> Node:
    """A step that undoes something."""
    return Node(
        id=name,
        name=name,
        kind=NodeKind.COMPENSATION,
        participant=participant,
        requirements=replace(QUICK, effect=Effect(idempotent=True)),
    )


def undone_by(node: Node, name: str) -> Node:
    """The scope, undone by the handler of this name."""
    return replace(node, compensation=name)
