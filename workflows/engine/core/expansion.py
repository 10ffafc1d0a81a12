"""Call activities opened: each takes the map it calls into itself, as a scope (BPMN 2.0, 13.3.4).

What stands in a called map gets ``call.id`` as its id, so that ids stay unique when a map is
called twice. A call of something unknown, or of a map that calls itself, stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workflows.definition.model import (
    Definition,
    EventKind,
    Flow,
    MessageFlow,
    Node,
    NodeKind,
    Requirements,
    Variable,
)

__all__ = ["Expansion", "expanded"]


@dataclass(frozen=True, slots=True)
class Expansion:
    """One flat list of everything that can run. ``elements`` gives, by id, the id that the author
    of the called map wrote."""

    definition: Definition
    elements: Mapping[str, str]


def expanded(definition: Definition) -> Expansion:
    """The definition with every call opened; itself where nothing is called."""
    return _opened(definition, {called.id: called for called in definition.called}, ())


def _opened(
    definition: Definition, library: Mapping[str, Definition], callers: tuple[str, ...]
) -> Expansion:
    """``library`` holds what can be called from here, ``callers`` the definitions that have led
    here."""
    callers = (*callers, definition.id)
    names = (*(n.id for n in definition.nodes), *(f.id for f in definition.flows))
    elements = {name: name for name in names}
    whole = definition
    for call in definition.nodes:
        called = library.get(call.calls) if call.kind is NodeKind.CALL_ACTIVITY else None
        if called is not None and called.id not in callers:
            known = {**library, **{more.id: more for more in called.called}}
            inner = _opened(called, known, callers)
            whole = _inserted(whole, call, inner.definition)
            elements |= {f"{call.id}.{key}": name for key, name in inner.elements.items()}
    return Expansion(whole, elements)


def _inserted(outer: Definition, call: Node, inner: Definition) -> Definition:
    prefix = f"{call.id}."
    known = outer.participants_by_id
    return replace(
        outer,
        participants=(
            *outer.participants,
            *(p for p in inner.participants if p.id not in known),
        ),
        nodes=(*outer.nodes, *(_moved(node, prefix, call) for node in inner.nodes)),
        flows=(*outer.flows, *(_moved_flow(flow, prefix) for flow in inner.flows)),
        message_flows=(
            *outer.message_flows,
            *(_moved_message(message, prefix) for message in inner.message_flows),
        ),
        variables=_with_variables(outer.variables, inner.variables, prefix),
    )


def _moved(node: Node, prefix: str, call: Node) -> Node:
    """``node`` of a called map as it stands inside the call."""
    means_node = node.event is EventKind.COMPENSATION
    return replace(
        node,
        id=prefix + node.id,
        parent=_prefixed(prefix, node.parent) or call.id,
        process=call.process,
        attached_to=_prefixed(prefix, node.attached_to),
        compensation=_prefixed(prefix, node.compensation),
        ref=_prefixed(prefix, node.ref) or "" if means_node else node.ref,
        requirements=_moved_needs(node.requirements, prefix),
    )


def _prefixed(prefix: str, name: str | None) -> str | None:
    return prefix + name if name else name


def _moved_needs(needs: Requirements | None, prefix: str) -> Requirements | None:
    if needs is None or needs.effect is None:
        return needs
    undo = _prefixed(prefix, needs.effect.compensation)
    return replace(needs, effect=replace(needs.effect, compensation=undo))


def _moved_flow(flow: Flow, prefix: str) -> Flow:
    return replace(
        flow, id=prefix + flow.id, source=prefix + flow.source, target=prefix + flow.target
    )


def _moved_message(message: MessageFlow, prefix: str) -> MessageFlow:
    return replace(
        message,
        source=_prefixed(prefix, message.source) or "",
        target=_prefixed(prefix, message.target) or "",
    )


def _with_variables(
    outer: tuple[Variable, ...], inner: tuple[Variable, ...], prefix: str
) -> tuple[Variable, ...]:
    """Variables are known by name; the caller's own goes before one of the called map."""
    known = {variable.name for variable in outer}
    fresh = (v for v in inner if v.name not in known)
    return (*outer, *(replace(v, source=_prefixed(prefix, v.source) or "") for v in fresh))
