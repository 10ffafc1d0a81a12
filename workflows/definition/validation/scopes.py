"""Problems of where a node stands, of loops, and of what undoes a scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.model import Definition, EventKind, LoopKind, Node, NodeKind

__all__ = ["scope_problem"]

_DEEPEST = 20
_MOST_ROUNDS = 10_000
_NOT_REPEATED = frozenset({NodeKind.EVENT_SUB_PROCESS, NodeKind.COMPENSATION})


def scope_problem(definition: Definition, node: Node) -> Iterator[str]:
    """What is wrong with a node's place in the map."""
    return (message for rule in _RULES if (message := rule(definition, node)))


def _parent(definition: Definition, node: Node) -> str:
    if node.parent is None:
        return ""
    parent = definition.by_id.get(node.parent)
    if parent is None:
        return f"stands in {node.parent!r}, which is not in the map; name a sub-process"
    if not parent.is_scope or parent.kind is NodeKind.CALL_ACTIVITY:
        return f"stands in {parent.id!r}, which can hold no nodes; name a sub-process"
    return _nesting(definition, node)


def _nesting(definition: Definition, node: Node) -> str:
    depth, around = 0, definition.by_id.get(node.parent or "")
    while around is not None:
        if around.id == node.id:
            return "stands inside itself; name another parent"
        depth += 1
        if depth > _DEEPEST:
            return f"lies deeper than {_DEEPEST} sub-processes; call another map instead"
        around = definition.by_id.get(around.parent or "")
    return ""


def _attachment(definition: Definition, node: Node) -> str:
    if node.kind is not NodeKind.BOUNDARY:
        return "attached_to is for boundary nodes only" if node.attached_to else ""
    host = definition.by_id.get(node.attached_to or "")
    if host is None:
        return f"is attached to {node.attached_to!r}, which is not in the map; name a step"
    if not (host.is_step or host.is_scope) or host.kind is NodeKind.EVENT_SUB_PROCESS:
        return f"is attached to {host.id!r}, which is no step and no sub-process; name one"
    if host.parent != node.parent:
        return f"is attached to {host.id!r} of another sub-process; put both into the same one"
    return ""


def _trigger(definition: Definition, node: Node) -> str:
    """An event sub-process waits for its start events, since no flow leads to it."""
    if node.kind is not NodeKind.EVENT_SUB_PROCESS:
        return ""
    inside = definition.children.get(node.id, ())
    starts = [inner for inner in inside if inner.kind is NodeKind.START]
    if any(start.event is not EventKind.NONE for start in starts):
        return ""
    return "has no start event with a trigger (message, timer, error, …); add one"


def _loop(definition: Definition, node: Node) -> str:
    loop = node.loop
    if loop is None:
        return ""
    if not (node.is_step or node.is_scope) or node.kind in _NOT_REPEATED:
        return "has a loop, which only steps and sub-processes can have; remove it"
    for name, rounds in (("count", loop.count), ("maximum", loop.maximum)):
        if not 1 <= rounds <= _MOST_ROUNDS:
            return f"loop.{name} must be between 1 and {_MOST_ROUNDS:,}, got {rounds}"
    if not 0 <= loop.again <= 1:
        return "loop.again must be between 0% and 100%"
    return _endless(node) if loop.kind is LoopKind.STANDARD else ""


def _endless(node: Node) -> str:
    """A standard loop whose author wrote no way out; the maximum only stops a mistake."""
    if node.loop is None:
        return ""
    if not node.loop.condition and node.loop.again == 1:
        return "loop.again of 100% leaves no way out of the loop; lower it"
    if _always_holds(node.loop.condition):
        shown = node.loop.condition
        return f"loop.condition {shown!r} always holds, so the loop has no exit; ask a variable"
    return ""


def _always_holds(condition: str) -> bool:
    try:
        found = parse(condition)
    except ConditionError:
        return False
    return not found.variables and found.holds({})


def _undo(definition: Definition, node: Node) -> str:
    if node.for_compensation and not node.is_scope:
        return "for_compensation is for sub-processes; a step that undoes has kind compensation"
    if node.compensation is None:
        return ""
    if not node.is_scope:
        return "compensation is for sub-processes; a step says it in effect.compensation"
    undo = definition.by_id.get(node.compensation)
    if undo is None:
        return f"compensation names {node.compensation!r}, which is not in the map"
    if not undo.is_handler:
        return f"compensation names {undo.id!r}, which undoes nothing; make it a compensation"
    return ""


_RULES: tuple[Callable[[Definition, Node], str], ...] = (
    _parent,
    _attachment,
    _trigger,
    _loop,
    _undo,
)
