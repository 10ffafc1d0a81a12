"""Puts what a scope holds between the flows that enter and leave it.

Its starts and ends stay as events that pass the case on, so that every element of the map is still
found under its id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from workflows.definition.kinds import EventKind, NodeKind
from workflows.definition.model import Flow, Node

__all__ = ["Draft", "passing", "splice"]

_NO_FLOW_IN = frozenset({NodeKind.BOUNDARY, NodeKind.COMPENSATION, NodeKind.START})
_SPLITTING = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})
_CAUGHT_OUTSIDE = frozenset({EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL})
_FAILING = frozenset({EventKind.ERROR, EventKind.CANCEL})
_PASSED_ON = frozenset({EventKind.MESSAGE, EventKind.SIGNAL})


@dataclass(slots=True)
class Draft:
    """A map on its way to the flat view: nodes and flows in their order. ``entry`` and ``exit``
    name, per scope that is gone, the nodes by which a case now enters and leaves it."""

    nodes: list[Node]
    flows: list[Flow]
    entry: dict[str, str] = field(default_factory=dict)
    exit: dict[str, str] = field(default_factory=dict)

    def inside(self, scope: Node) -> list[Node]:
        """What the scope holds."""
        return [node for node in self.nodes if node.parent == scope.id]

    def change(self, *changed: Node) -> None:
        """Puts changed nodes in their places."""
        by_id = {node.id: node for node in changed}
        self.nodes = [by_id.get(node.id, node) for node in self.nodes]

    def connect(self, source: str, target: str) -> None:
        """Adds a flow that nobody drew."""
        self.flows.append(
            Flow(id=self.fresh(f"{source}-to-{target}"), source=source, target=target)
        )

    def fresh(self, name: str) -> str:
        """The name, or one like it that no node and no flow has."""
        taken = {node.id for node in self.nodes} | {flow.id for flow in self.flows}
        while name in taken:
            name += "-x"
        return name

    def remove(self, gone: Iterable[Node]) -> None:
        """Takes nodes out, and the flows that touch them."""
        ids = {node.id for node in gone}
        self.nodes = [node for node in self.nodes if node.id not in ids]
        self.flows = [flow for flow in self.flows if not {flow.source, flow.target} & ids]


def passing(node: Node) -> Node:
    """A start, end or boundary event as an event that only passes the case on."""
    event = node.event if node.event in _PASSED_ON else EventKind.NONE
    waits = event is not EventKind.NONE and node.kind is not NodeKind.END
    return replace(
        node,
        kind=NodeKind.CATCH if waits else NodeKind.THROW,
        event=event,
        timer=None,
        attached_to=None,
        interrupting=True,
        ref="" if event is EventKind.NONE else node.ref,
        condition="",
        wait=node.wait if waits else None,
    )


def splice(draft: Draft, scope: Node) -> None:
    """Puts the inner nodes where the scope stood; it must hold some."""
    for boundary in [node for node in draft.nodes if node.attached_to == scope.id]:
        _move_inside(draft, scope, boundary)
    followed = any(flow.source == scope.id for flow in draft.flows)
    entry = _entry(draft, scope)
    leaving = _exit(draft, scope) if followed else None
    _settle_ends(draft, scope)
    inside = draft.inside(scope)
    draft.entry[scope.id], draft.exit[scope.id] = entry, leaving or inside[-1].id
    draft.flows = [
        rerouted
        for flow in draft.flows
        if (rerouted := _rerouted(flow, scope.id, entry, leaving)) is not None
    ]
    draft.change(*(replace(node, parent=scope.parent) for node in inside))
    draft.remove([scope])


def _rerouted(flow: Flow, scope: str, entry: str, leaving: str | None) -> Flow | None:
    target = entry if flow.target == scope else flow.target
    if flow.source != scope:
        return replace(flow, target=target)
    return replace(flow, source=leaving, target=target) if leaving else None


def _move_inside(draft: Draft, scope: Node, boundary: Node) -> None:
    """A boundary event of the scope becomes the goal of the ends that it catches, else an event on
    the first step inside."""
    inside = draft.inside(scope)
    caught = [node for node in inside if _catches(boundary, node)]
    steps = [node for node in inside if node.is_step and node.kind is not NodeKind.COMPENSATION]
    if caught and boundary.interrupting:
        draft.change(passing(boundary), *(passing(node) for node in caught))
        for node in caught:
            draft.connect(node.id, boundary.id)
    elif steps:
        draft.change(replace(boundary, attached_to=steps[0].id))
    else:
        draft.change(passing(boundary))


def _catches(boundary: Node, node: Node) -> bool:
    return (
        node.kind is NodeKind.END
        and node.event is boundary.event
        and node.event in _CAUGHT_OUTSIDE
        and boundary.ref in ("", node.ref)
    )


def _settle_ends(draft: Draft, scope: Node) -> None:
    """An end that terminates what is around it terminates no more than its scope."""
    ends = [node for node in draft.inside(scope) if node.kind is NodeKind.END]
    terminating = [node for node in ends if node.event is EventKind.TERMINATE]
    draft.change(*(replace(node, event=EventKind.NONE) for node in terminating))


def _entry(draft: Draft, scope: Node) -> str:
    """The node at which a case enters; several entries start side by side."""
    inside = draft.inside(scope)
    entered = {flow.target for flow in draft.flows}
    starts = [node for node in inside if node.kind is NodeKind.START]
    draft.change(*(passing(node) for node in starts))
    free = [n for n in inside if n.id not in entered and n.kind not in _NO_FLOW_IN]
    begins = starts or free or inside[:1]
    if len(begins) == 1:
        return begins[0].id
    entry = _gateway(draft, scope, "entry", NodeKind.PARALLEL)
    draft.nodes.insert(draft.nodes.index(draft.inside(scope)[0]), entry)
    for node in begins:
        draft.connect(entry.id, node.id)
    return entry.id


def _exit(draft: Draft, scope: Node) -> str | None:
    """The node by which a case leaves; None where every end is an error."""
    left = {flow.source for flow in draft.flows}
    ends = [
        node
        for node in draft.inside(scope)
        if node.id not in left and node.kind is not NodeKind.COMPENSATION and not _fails(node)
    ]
    draft.change(*(passing(node) for node in ends if node.kind is NodeKind.END))
    if len(ends) > 1:
        return _joined(draft, scope, ends)
    return ends[0].id if ends else None


def _fails(node: Node) -> bool:
    return node.kind is NodeKind.END and node.event in _FAILING


def _joined(draft: Draft, scope: Node, ends: list[Node]) -> str:
    """One exit for several ends. It waits for what runs side by side, and only then."""
    beside = _runs_side_by_side(draft, scope)
    leaving = _gateway(draft, scope, "exit", NodeKind.INCLUSIVE if beside else NodeKind.THROW)
    draft.nodes.insert(draft.nodes.index(draft.inside(scope)[-1]) + 1, leaving)
    for node in ends:
        draft.connect(node.id, leaving.id)
    return leaving.id


def _gateway(draft: Draft, scope: Node, name: str, kind: NodeKind) -> Node:
    return Node(
        id=draft.fresh(f"{scope.id}-{name}"),
        name="",
        kind=kind,
        parent=scope.id,
        process=scope.process,
        path=draft.inside(scope)[0].path,
    )


def _runs_side_by_side(draft: Draft, scope: Node) -> bool:
    sources = [flow.source for flow in draft.flows]
    return any(
        sources.count(node.id) > 1 and (node.kind in _SPLITTING or node.is_step)
        for node in draft.inside(scope)
    )
