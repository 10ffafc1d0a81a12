"""Flattens a sub-process: its nodes take its place between the flows that enter and leave it.

Its start and ends stay as events that pass the case on, so that every element of the file is
still found under its id.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workflows.definition.model import EventKind, Flow, Node, NodeKind
from workflows.formats.bpmn.document import Element
from workflows.formats.bpmn.intake import Intake

__all__ = ["Scope", "splice"]

_NO_FLOW_IN = frozenset({NodeKind.BOUNDARY, NodeKind.COMPENSATION, NodeKind.START})
_SPLITTING = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})
_CAUGHT_OUTSIDE = frozenset({EventKind.ERROR, EventKind.ESCALATION})


@dataclass(slots=True)
class Scope:
    """Nodes and flows in file order; a sub-process is a place holder of its id until spliced."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def change(self, *changed: Node) -> None:
        """Puts changed nodes in their places."""
        by_id = {node.id: node for node in changed}
        self.nodes = [by_id.get(node.id, node) for node in self.nodes]

    def targets(self) -> set[str]:
        """The ids of nodes that a flow enters."""
        return {flow.target for flow in self.flows}

    def sources(self) -> set[str]:
        """The ids of nodes that a flow leaves."""
        return {flow.source for flow in self.flows}


def splice(outer: Scope, element: Element, inner: Scope, intake: Intake) -> None:
    """Puts the inner nodes and flows where the sub-process stood."""
    own_id = element.get("id") or ""
    for boundary in [node for node in outer.nodes if node.attached_to == own_id]:
        outer.change(_moved_inside(boundary, inner, element, intake))
    entry = _entry(inner, own_id)
    has_followers = own_id in outer.sources()
    leaving = _exit(inner, element, intake) if has_followers else None
    intake.entry[own_id] = entry
    intake.exit[own_id] = leaving or inner.nodes[-1].id
    outer.flows = [
        rerouted
        for flow in outer.flows
        if (rerouted := _rerouted(flow, own_id, entry, leaving)) is not None
    ]
    outer.flows += inner.flows
    index = next(i for i, node in enumerate(outer.nodes) if node.id == own_id)
    outer.nodes[index : index + 1] = inner.nodes


def _rerouted(flow: Flow, own_id: str, entry: str, leaving: str | None) -> Flow | None:
    target = entry if flow.target == own_id else flow.target
    if flow.source != own_id:
        return replace(flow, target=target)
    return replace(flow, source=leaving, target=target) if leaving else None


def _passing(node: Node) -> Node:
    """A start, end or boundary event as an event that only passes the case on."""
    event = node.event if node.event in (EventKind.MESSAGE, EventKind.SIGNAL) else EventKind.NONE
    kind = NodeKind.CATCH if event is not EventKind.NONE else NodeKind.THROW
    if node.kind is NodeKind.END:
        kind = NodeKind.THROW
    return replace(
        node,
        kind=kind,
        event=event,
        timer=None,
        attached_to=None,
        interrupting=True,
        ref="",
    )


def _moved_inside(boundary: Node, inner: Scope, element: Element, intake: Intake) -> Node:
    """What a boundary event of the sub-process becomes inside it: the goal of the ends that it
    catches, else an event on the first step."""
    caught = [node for node in inner.nodes if _catches(boundary, node)]
    if caught and boundary.interrupting:
        inner.change(*(_passing(node) for node in caught))
        inner.flows += [
            Flow(id=f"{node.id}-to-{boundary.id}", source=node.id, target=boundary.id)
            for node in caught
        ]
        return _passing(boundary)
    steps = (n for n in inner.nodes if n.is_step and n.kind is not NodeKind.COMPENSATION)
    step = next(steps, None)
    if step is None:
        intake.not_read(element, f"has no step that {boundary.id!r} could watch")
        return _passing(boundary)
    intake.assumed(
        element, f"is watched by {boundary.id!r}, which now watches only its step {step.id!r}"
    )
    return replace(boundary, attached_to=step.id)


def _catches(boundary: Node, node: Node) -> bool:
    return (
        node.kind is NodeKind.END
        and node.event is boundary.event
        and node.event in _CAUGHT_OUTSIDE
        and boundary.ref in ("", node.ref)
    )


def _entry(inner: Scope, own_id: str) -> str:
    """The node at which a case enters; several entries start side by side."""
    entered = inner.targets()
    starts = [node.id for node in inner.nodes if node.kind is NodeKind.START]
    if not starts:
        starts = [n.id for n in inner.nodes if n.id not in entered and n.kind not in _NO_FLOW_IN]
    inner.change(*(_passing(node) for node in inner.nodes if node.kind is NodeKind.START))
    if len(starts) == 1:
        return starts[0]
    entry = Node(id=f"{own_id}-entry", name="", kind=NodeKind.PARALLEL, path=inner.nodes[0].path)
    inner.nodes.insert(0, entry)
    inner.flows += [
        Flow(id=f"{entry.id}-to-{start}", source=entry.id, target=start) for start in starts
    ]
    return entry.id


def _exit(inner: Scope, element: Element, intake: Intake) -> str | None:
    """The node by which a case leaves; None where every end is an error."""
    left = inner.sources()
    ends = [
        node
        for node in inner.nodes
        if node.id not in left and node.kind is not NodeKind.COMPENSATION and not _fails(node)
    ]
    if any(node.event is EventKind.TERMINATE for node in ends):
        intake.assumed(element, "ends at once in a terminate event; what runs beside it goes on")
    inner.change(*(_passing(node) for node in ends if node.kind is NodeKind.END))
    if not ends:
        intake.not_read(element, "has no end from which the case could go on")
        return None
    return ends[0].id if len(ends) == 1 else _joined(inner, ends, element)


def _fails(node: Node) -> bool:
    return node.kind is NodeKind.END and node.event is EventKind.ERROR


def _joined(inner: Scope, ends: list[Node], element: Element) -> str:
    """One exit for several ends. It waits for what runs side by side, and only then."""
    kind = NodeKind.INCLUSIVE if _runs_side_by_side(inner) else NodeKind.THROW
    leaving = Node(id=f"{element.get('id')}-exit", name="", kind=kind, path=inner.nodes[0].path)
    inner.nodes.append(leaving)
    inner.flows += [
        Flow(id=f"{end.id}-to-{leaving.id}", source=end.id, target=leaving.id) for end in ends
    ]
    return leaving.id


def _runs_side_by_side(inner: Scope) -> bool:
    sources = [flow.source for flow in inner.flows]
    by_id = {node.id: node for node in inner.nodes}
    for source in set(sources):
        node = by_id.get(source)
        splits = sources.count(source) > 1 and node is not None
        if splits and node is not None and (node.kind in _SPLITTING or node.is_step):
            return True
    return False
