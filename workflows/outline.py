"""A workflow map as a nested list: what the drawing shows, for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.quantities import format_duration

__all__ = ["Branch", "Entry", "Section", "outline"]

_WORDS = {
    NodeKind.START: "Start",
    NodeKind.END: "End",
    NodeKind.TASK: "Step",
    NodeKind.USER_TASK: "Step for a person",
    NodeKind.SEND_TASK: "Step that sends a message",
    NodeKind.RECEIVE_TASK: "Step that waits for a message",
    NodeKind.COMPENSATION: "Undoes another step",
    NodeKind.DECISION: "Decision",
    NodeKind.PARALLEL: "Parallel gateway",
    NodeKind.INCLUSIVE: "Inclusive gateway",
    NodeKind.EVENT_BASED: "Waits for the first of several events",
    NodeKind.CATCH: "Waits for an event",
    NodeKind.THROW: "Sends an event",
    NodeKind.BOUNDARY: "Interrupts",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """Where an entry leads: ``label`` is the flow's name or condition, empty where it has none."""

    label: str
    target: str
    target_id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One node: what it is in words, who performs it, and where it leads. ``is_step`` tells
    whether it has a row in the requirement matrix."""

    id: str
    name: str
    what: str
    participant: str
    branches: tuple[Branch, ...]
    is_step: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that follow each other inside one sub-process; an empty title is the process."""

    title: str
    entries: tuple[Entry, ...]


def outline(definition: Definition) -> tuple[Section, ...]:
    """All nodes in the order of the flow, one section for each run inside a sub-process."""
    flat, steps = definition.flat, {step.id for step in definition.steps}
    sections: list[tuple[str, list[Entry]]] = []
    for node in _in_flow_order(flat):
        title = " › ".join(node.path)
        if not sections or sections[-1][0] != title:
            sections.append((title, []))
        sections[-1][1].append(_entry(flat, node, is_step=node.id in steps))
    return tuple(Section(title, tuple(entries)) for title, entries in sections)


def _in_flow_order(definition: Definition) -> Iterable[Node]:
    """Each node before those it leads to, loops aside; what no flow reaches comes last."""
    reached: dict[str, None] = {}
    starts = [node for node in definition.nodes if not definition.incoming[node.id]]
    firsts = [node for node in starts if node.kind not in _NOT_FIRST] or starts
    for start in reversed(firsts):
        _visit(definition, start.id, reached)
    ordered = list(reversed(reached))
    seen = set(ordered)
    rest = [node.id for node in definition.nodes if node.id not in seen]
    return [definition.by_id[node_id] for node_id in (*ordered, *rest)]


_NOT_FIRST = frozenset({NodeKind.COMPENSATION, NodeKind.BOUNDARY})


def _visit(definition: Definition, first: str, finished: dict[str, None]) -> None:
    """Depth first, without recursion: a map of a thousand steps must not exhaust the stack."""
    started: set[str] = set()
    stack = [(first, False)]
    while stack:
        node_id, is_left = stack.pop()
        if is_left:
            finished.setdefault(node_id)
        elif node_id not in started and node_id not in finished:
            started.add(node_id)
            stack.append((node_id, True))
            stack += [(target, False) for target in _successors(definition, node_id)]


def _successors(definition: Definition, node_id: str) -> list[str]:
    """What follows a node, its boundary events first, so that they end up right behind it."""
    flows = [flow.target for flow in definition.outgoing[node_id]]
    return [*flows, *(boundary.id for boundary in definition.boundaries[node_id])]


def _entry(definition: Definition, node: Node, *, is_step: bool) -> Entry:
    participant = definition.participants_by_id.get(node.participant or "")
    return Entry(
        id=node.id,
        name=node.name or node.id,
        what=_what(definition, node),
        participant=participant.name if participant else "",
        branches=tuple(_branch(definition, flow) for flow in definition.outgoing[node.id]),
        is_step=is_step,
    )


def _what(definition: Definition, node: Node) -> str:
    words = _WORDS[node.kind]
    if node.attached_to and node.attached_to in definition.by_id:
        words = f"{words} {_name(definition, node.attached_to)}"
    if node.kind is NodeKind.COMPENSATION:
        undone = [one.name or one.id for one in definition.steps if _undoes(node, one)]
        return f"Undoes {', '.join(undone)}" if undone else words
    if node.timer is not None:
        return f"{words}: after {format_duration(node.timer)}"
    return words if node.event is EventKind.NONE else f"{words}: {node.event.value}"


def _undoes(node: Node, other: Node) -> bool:
    effect = other.requirements.effect if other.requirements else None
    return effect is not None and effect.compensation == node.id


def _branch(definition: Definition, flow: Flow) -> Branch:
    label = flow.name or flow.condition or ("otherwise" if flow.default else "")
    return Branch(label=label, target=_name(definition, flow.target), target_id=flow.target)


def _name(definition: Definition, node_id: str) -> str:
    node = definition.by_id[node_id]
    return node.name or _WORDS[node.kind].lower()
