"""Takes the scopes out of a map: what stands in a sub-process goes between its neighbours.

Event sub-processes are left out, since no flow leads to them; a call activity is one step, and so
is a scope that holds nothing. How often a scope repeats is not told. Link events become flows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workflows.definition.columns import default_requirements
from workflows.definition.kinds import EventKind, NodeKind
from workflows.definition.model import DataFlow, Definition, MessageFlow, Node, Variable
from workflows.definition.splicing import Draft, splice

__all__ = ["flattened"]


def flattened(definition: Definition) -> Definition:
    """The map as steps, gateways and events of one level; the same object where it is that
    already."""
    if not any(node.is_scope or node.event is EventKind.LINK for node in definition.nodes):
        return definition
    draft = Draft(list(definition.nodes), list(definition.flows))
    _connect_links(draft)
    for scope in _innermost_first(definition):
        _dissolve(draft, next(node for node in draft.nodes if node.id == scope.id))
    return _finished(definition, draft)


def _connect_links(draft: Draft) -> None:
    """A link is a flow that is not drawn: a throw goes on at the catch of its name."""
    links = [node for node in draft.nodes if node.event is EventKind.LINK]
    goals = {(n.parent, n.ref): n.id for n in links if n.kind is NodeKind.CATCH}
    for node in links:
        goal = goals.get((node.parent, node.ref))
        if goal and node.kind is NodeKind.THROW:
            draft.connect(node.id, goal)
    draft.change(*(replace(node, event=EventKind.NONE, ref="") for node in links))


def _innermost_first(definition: Definition) -> list[Node]:
    scopes = [node for node in definition.nodes if node.is_scope]
    return sorted(scopes, key=lambda scope: _depth(definition, scope), reverse=True)


def _depth(definition: Definition, node: Node) -> int:
    around = definition.by_id.get(node.parent or "")
    return 0 if around is None else 1 + _depth(definition, around)


def _dissolve(draft: Draft, scope: Node) -> None:
    inside = draft.inside(scope)
    if scope.kind is NodeKind.EVENT_SUB_PROCESS:
        draft.remove([scope, *inside])
    elif scope.for_compensation:
        draft.remove(inside)
        draft.change(_as_step(scope, NodeKind.COMPENSATION))
    elif inside:
        splice(draft, scope)
    else:
        draft.change(_as_step(scope, NodeKind.TASK))


def _as_step(scope: Node, kind: NodeKind) -> Node:
    needs = default_requirements(kind)
    if scope.participant:
        needs = replace(needs, assumed=needs.assumed - {"participant"})
    return replace(
        scope,
        kind=kind,
        requirements=needs,
        calls="",
        compensation=None,
        for_compensation=False,
        loop=None,
    )


def _finished(definition: Definition, draft: Draft) -> Definition:
    kept = {node.id for node in draft.nodes}
    sources = {name: draft.exit.get(name, name) for name in definition.by_id}
    targets = {name: draft.entry.get(name, name) for name in definition.by_id}
    leaving = {name: new for name, new in sources.items() if new in kept}
    entering = {name: new for name, new in targets.items() if new in kept}
    return replace(
        definition,
        nodes=tuple(_settled(node, kept) for node in draft.nodes),
        flows=tuple(draft.flows),
        data_flows=_data_flows(definition, leaving, entering),
        message_flows=_message_flows(definition, leaving, entering),
        variables=tuple(_known_source(one, leaving) for one in definition.variables),
        called=(),
    )


def _settled(node: Node, kept: set[str]) -> Node:
    """The node on the one level that is left, naming nothing that is gone. Where no transaction is
    left to cancel, cancelling is an error."""
    dangling = node.event is EventKind.COMPENSATION and node.ref not in kept
    event = EventKind.ERROR if node.event is EventKind.CANCEL else node.event
    needs = node.requirements
    if needs and needs.effect and needs.effect.compensation not in kept:
        needs = replace(needs, effect=replace(needs.effect, compensation=None))
    ref = "" if dangling else node.ref
    return replace(node, parent=None, event=event, ref=ref, requirements=needs)


def _known_source(variable: Variable, leaving: Mapping[str, str]) -> Variable:
    return replace(variable, source=leaving.get(variable.source, ""))


def _data_flows(
    definition: Definition, leaving: Mapping[str, str], entering: Mapping[str, str]
) -> tuple[DataFlow, ...]:
    moved = (
        replace(flow, source=leaving.get(flow.source, ""), target=entering.get(flow.target, ""))
        for flow in definition.data_flows
    )
    return tuple(dict.fromkeys(moved))


def _message_flows(
    definition: Definition, leaving: Mapping[str, str], entering: Mapping[str, str]
) -> tuple[MessageFlow, ...]:
    """An end that is no node is the id of a process, and stays."""
    nodes = definition.by_id
    return tuple(
        replace(
            flow,
            source=leaving.get(flow.source, "" if flow.source in nodes else flow.source),
            target=entering.get(flow.target, "" if flow.target in nodes else flow.target),
        )
        for flow in definition.message_flows
    )
