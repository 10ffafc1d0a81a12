"""A map with what Camunda 8 does not know said by what it knows, and what that loses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from workflows.definition.findings import Finding
from workflows.definition.model import Definition, EventKind, Flow, LoopKind, Node, NodeKind
from workflows.formats.support import lost

__all__ = ["lowered"]


def lowered(definition: Definition) -> tuple[Definition, tuple[Finding, ...]]:
    """The map as Camunda 8 can run it, called maps too, and the losses."""
    work = _Work(definition, list(definition.nodes), list(definition.flows))
    for step in _STEPS:
        step(work)
    inner = [lowered(one) for one in definition.called]
    changed = replace(
        definition,
        nodes=tuple(work.nodes),
        flows=tuple(work.flows),
        data_flows=tuple(
            one for one in definition.data_flows if not {one.source, one.target} & work.gone
        ),
        message_flows=tuple(
            one for one in definition.message_flows if not {one.source, one.target} & work.gone
        ),
        called=tuple(one for one, _ in inner),
    )
    return changed, (*work.losses, *(loss for _, losses in inner for loss in losses))


@dataclass(slots=True)
class _Work:
    """A map while it is lowered."""

    before: Definition
    nodes: list[Node]
    flows: list[Flow]
    losses: list[Finding] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def put(self, node: Node) -> None:
        self.nodes = [node if one.id == node.id else one for one in self.nodes]

    def beside(self, node: Node, own_id: str, name: str, kind: NodeKind) -> Node:
        """A new node in the same scope, right behind another."""
        new = replace(
            Node(id=self.free(own_id), name=name, kind=kind),
            participant=node.participant,
            parent=node.parent,
            process=node.process,
            path=node.path,
        )
        self.nodes.insert(self.nodes.index(node) + 1, new)
        return new

    def free(self, wanted: str) -> str:
        taken = {one.id for one in self.nodes} | {one.id for one in self.flows} | self.gone
        while wanted in taken:
            wanted += "_"
        return wanted

    def link(self, source: str, target: str, **more: Any) -> None:
        flow = Flow(id=self.free(f"{source}_{target}"), source=source, target=target)
        self.flows.append(replace(flow, **more))

    def tell(self, node: Node, became: str, mend: str = "") -> None:
        name = f"“{node.name or node.id}”"
        self.losses.append(lost(node.id, f"Camunda 8 {became}: {name}.", mend=mend))

    def leaving(self, node_id: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node_id]


def _cancels(work: _Work) -> None:
    """A cancel undoes what is done in the transaction, then leaves it as an error."""
    for node in list(work.nodes):
        if node.event is not EventKind.CANCEL:
            continue
        scope = node.attached_to if node.kind is NodeKind.BOUNDARY else node.parent
        error = replace(node, event=EventKind.ERROR, ref=f"cancelled-{scope}")
        work.put(error)
        if node.kind is NodeKind.END:
            undo = work.beside(error, f"{node.id}_undo", "Undo", NodeKind.THROW)
            work.put(replace(undo, event=EventKind.COMPENSATION))
            work.flows = [
                replace(flow, target=undo.id) if flow.target == node.id else flow
                for flow in work.flows
            ]
            work.link(undo.id, node.id)


def _transactions(work: _Work) -> None:
    for node in list(work.nodes):
        if node.kind is NodeKind.TRANSACTION:
            work.put(replace(node, kind=NodeKind.SUB_PROCESS))


def _undone_by_event(work: _Work) -> None:
    """An event sub-process that a compensation starts has no counterpart."""
    for node in list(work.nodes):
        starts = node.kind is NodeKind.START and node.event is EventKind.COMPENSATION
        if not starts or node.parent is None:
            continue
        scope = next(one for one in work.nodes if one.id == node.parent)
        work.tell(scope, "starts no sub-process by a compensation; it is left out")
        going = {scope.id}
        for one in work.nodes:
            if one.parent in going or one.attached_to in going:
                going.add(one.id)
        work.gone |= going
        work.nodes = [one for one in work.nodes if one.id not in going]
        work.flows = [flow for flow in work.flows if not {flow.source, flow.target} & going]


def _loops(work: _Work) -> None:
    """A standard loop is a gateway that leads back."""
    for node in list(work.nodes):
        if node.loop is None or node.loop.kind is not LoopKind.STANDARD:
            continue
        loop, once = node.loop, replace(node, loop=None)
        work.put(once)
        gate = work.beside(once, f"{node.id}_again", "Again?", NodeKind.DECISION)
        if loop.test_before:
            work.flows = [
                replace(flow, target=gate.id) if flow.target == node.id else flow
                for flow in work.flows
            ]
            after = [replace(flow, source=gate.id) for flow in work.leaving(node.id)]
            work.flows = [flow for flow in work.flows if flow.source != node.id]
            work.link(node.id, gate.id)
        else:
            after = [replace(flow, source=gate.id) for flow in work.leaving(node.id)]
            work.flows = [flow for flow in work.flows if flow.source != node.id]
            work.link(node.id, gate.id)
        work.flows += [replace(flow, default=True) for flow in after[:1]] + after[1:]
        if not after:
            end = work.beside(gate, f"{node.id}_done", "", NodeKind.END)
            work.link(gate.id, end.id, default=True)
        work.link(gate.id, node.id, condition=loop.condition)


def _conditional_flows(work: _Work) -> None:
    """Only gateways decide: an activity with conditions on its flows gets one behind it."""
    deciding = (NodeKind.DECISION, NodeKind.INCLUSIVE)
    for node in list(work.nodes):
        leaving = work.leaving(node.id)
        if node.kind in deciding or not any(flow.condition or flow.default for flow in leaving):
            continue
        gate = work.beside(node, f"{node.id}_decision", "", NodeKind.INCLUSIVE)
        moved = {flow.id for flow in leaving}
        work.flows = [
            replace(flow, source=gate.id) if flow.id in moved else flow for flow in work.flows
        ]
        work.link(node.id, gate.id)


def _waiting_tasks(work: _Work) -> None:
    """Behind an event-based gateway stand events only, and no gateway begins a case."""
    gates = {one.id for one in work.nodes if one.kind is NodeKind.EVENT_BASED}
    after = {flow.target for flow in work.flows if flow.source in gates}
    for node in list(work.nodes):
        if node.id in after and node.kind is NodeKind.RECEIVE_TASK:
            work.tell(node, "waits behind an event-based gateway for events only; now an event")
            work.put(
                replace(
                    node,
                    kind=NodeKind.CATCH,
                    event=EventKind.MESSAGE,
                    ref=node.ref or node.name or node.id,
                    requirements=None,
                    loop=None,
                    instantiate=False,
                    foreign=(),
                )
            )
        elif node.instantiate:
            work.tell(node, "lets only start events begin a case; it waits like any other")
            work.put(replace(node, instantiate=False))


def _escalations(work: _Work) -> None:
    """A job worker throws errors, no escalations."""
    steps = {node.id for node in work.nodes if node.is_step}
    for node in list(work.nodes):
        if node.event is EventKind.ESCALATION and node.attached_to in steps:
            work.tell(node, "catches no escalation on a step; it catches an error of that code")
            work.put(replace(node, event=EventKind.ERROR, interrupting=True, foreign=()))


def _only_events(work: _Work) -> None:
    """An event-based gateway with one way is no race: a case just waits behind it."""
    for node in list(work.nodes):
        if node.kind is NodeKind.EVENT_BASED and len(work.leaving(node.id)) == 1:
            work.tell(node, "lets events race only against each other; it leads on to the only one")
            work.put(replace(node, kind=NodeKind.DECISION, instantiate=False, foreign=()))


def _complex_gateways(work: _Work) -> None:
    """A rule of a complex gateway is not run: what it is run as is what it is called."""
    for node in list(work.nodes):
        if any("<complexGateway" in text for _, text in node.foreign):
            work.tell(node, "has no complex gateway; it is an inclusive one")
            work.put(replace(node, foreign=()))


def _empty_scopes(work: _Work) -> None:
    """A sub-process has a start, even where nothing else is in it."""
    holding = {node.parent for node in work.nodes}
    for node in list(work.nodes):
        if node.kind is NodeKind.SUB_PROCESS and node.id not in holding:
            start = work.beside(node, f"{node.id}_start", "", NodeKind.START)
            path = (*node.path, node.name or node.id)
            work.put(replace(start, parent=node.id, path=path))


def _starts(work: _Work) -> None:
    """Each process and sub-process has one start without a trigger, or starts with one."""
    places = dict.fromkeys((node.process, node.parent) for node in work.nodes)
    for process, parent in places:
        scope = next((one for one in work.nodes if one.id == parent), None)
        inside = [one for one in work.nodes if (one.process, one.parent) == (process, parent)]
        starts = [one for one in inside if one.kind is NodeKind.START]
        plain = [one for one in starts if one.event is EventKind.NONE]
        adhoc = scope is not None and any("<adHocSubProcess" in t for _, t in scope.foreign)
        if adhoc:
            continue
        if not starts:
            _add_start(work, inside)
        elif len(plain) > 1:
            _join_starts(work, plain)


def _add_start(work: _Work, inside: list[Node]) -> None:
    entered = {flow.target for flow in work.flows}
    kinds = (NodeKind.BOUNDARY, NodeKind.EVENT_SUB_PROCESS)
    first = [
        one
        for one in inside
        if one.id not in entered and one.kind not in kinds and not one.is_handler
    ]
    first = [one for one in first if not _is_caught_link(one)]
    # In front of what it leads to, for whoever reads the file.
    anchor = (first or inside)[0]
    start = work.beside(anchor, f"{anchor.id}_start", "", NodeKind.START)
    work.nodes.remove(start)
    work.nodes.insert(work.nodes.index(anchor), start)
    for one in first:
        work.link(start.id, one.id)


def _is_caught_link(node: Node) -> bool:
    return node.kind is NodeKind.CATCH and node.event is EventKind.LINK


def _join_starts(work: _Work, plain: list[Node]) -> None:
    """One start and a choice between what the others began."""
    keeper = plain[0]
    gate = work.beside(keeper, f"{keeper.id}_which", "Which start?", NodeKind.DECISION)
    for place, start in enumerate(plain):
        for flow in work.leaving(start.id):
            index = work.flows.index(flow)
            work.flows[index] = replace(flow, source=gate.id, default=place == 0, foreign=())
        if place:
            work.tell(start, "begins a process by one start without a trigger; it is now a choice")
            work.nodes = [one for one in work.nodes if one.id != start.id]
            work.gone.add(start.id)
    work.link(keeper.id, gate.id)


def _names(work: _Work) -> None:
    """What is thrown or caught needs a name."""
    named = (EventKind.MESSAGE, EventKind.SIGNAL)
    thrown = (NodeKind.END, NodeKind.THROW)
    for node in list(work.nodes):
        code = node.event in (EventKind.ERROR, EventKind.ESCALATION) and node.kind in thrown
        task = node.kind in (NodeKind.RECEIVE_TASK, NodeKind.SEND_TASK)
        if (node.event in named or code or task) and not node.ref:
            work.put(replace(node, ref=node.name or node.id))
        elif node.event is EventKind.LINK and not node.ref:
            work.put(replace(node, ref="link"))
        elif node.kind is NodeKind.CATCH and node.event is EventKind.NONE:
            work.put(replace(node, event=EventKind.SIGNAL, ref=node.name or node.id))


_STEPS: tuple[Callable[[_Work], None], ...] = (
    _cancels,
    _transactions,
    _undone_by_event,
    _loops,
    _conditional_flows,
    _waiting_tasks,
    _escalations,
    _complex_gateways,
    _only_events,
    _empty_scopes,
    _starts,
    _names,
)
