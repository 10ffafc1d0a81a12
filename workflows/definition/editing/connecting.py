"""Change flows: draw one, take one away, say when it is taken."""

from __future__ import annotations

from dataclasses import replace

from workflows.definition.editing.checked import checked, flow_of, fresh_id, node_of, refused
from workflows.definition.model import Definition, Flow, NodeKind
from workflows.definition.validation import place

__all__ = ["change_flow", "connect", "disconnect", "retarget"]

_DECIDING = frozenset({NodeKind.DECISION, NodeKind.INCLUSIVE})


def connect(definition: Definition, source_id: str, target_id: str, name: str = "") -> Definition:
    """A new flow between two nodes of the same scope."""
    source, target = node_of(definition, source_id), node_of(definition, target_id)
    if any(flow.target == target.id for flow in definition.outgoing[source.id]):
        raise refused(place(source), f"leads to {place(target)} already")
    own_id = fresh_id(definition, f"{source.id}-to-{target.id}")
    flow = Flow(id=own_id, source=source.id, target=target.id, name=name.strip())
    return checked(replace(definition, flows=(*definition.flows, flow)))


def disconnect(definition: Definition, flow_id: str) -> Definition:
    """Takes a flow away. The shares of the flows beside it are given back to chance where they no
    longer add up."""
    flow = flow_of(definition, flow_id)
    rest = tuple(one for one in definition.flows if one.id != flow.id)
    return checked(replace(definition, flows=_shared_again(rest, flow.source)))


def retarget(definition: Definition, flow_id: str, target_id: str) -> Definition:
    """Lets a flow lead elsewhere; its name and condition stay."""
    flow, target = flow_of(definition, flow_id), node_of(definition, target_id)
    changed = replace(flow, target=target.id)
    return checked(replace(definition, flows=_with(definition, changed)))


def change_flow(
    definition: Definition,
    flow_id: str,
    *,
    name: str = "",
    condition: str = "",
    probability: float | None = None,
    default: bool = False,
) -> Definition:
    """When a flow is taken: its name, condition, share of cases (0 to 1), or that it is the
    default, which then no other flow of the same node is."""
    flow = flow_of(definition, flow_id)
    source = definition.by_id[flow.source]
    wanted, is_now = (condition, probability, default), _terms(flow)
    if source.kind not in _DECIDING and any(wanted) and wanted != is_now:
        message = "decides nothing; put a decision there, and give its flows conditions"
        raise refused(place(source), message)
    changed = replace(
        flow,
        name=name.strip(),
        condition=condition.strip(),
        probability=probability,
        default=default,
    )
    flows = _with(definition, changed)
    if default:
        flows = tuple(
            replace(one, default=False) if one.source == flow.source and one.id != flow.id else one
            for one in flows
        )
    return checked(replace(definition, flows=flows))


def _terms(flow: Flow) -> tuple[str, float | None, bool]:
    return flow.condition, flow.probability, flow.default


def _with(definition: Definition, flow: Flow) -> tuple[Flow, ...]:
    return tuple(flow if one.id == flow.id else one for one in definition.flows)


def _shared_again(flows: tuple[Flow, ...], source: str) -> tuple[Flow, ...]:
    given = [flow.probability for flow in flows if flow.source == source]
    stated = [share for share in given if share is not None]
    if len(stated) < len(given) or not stated or abs(sum(stated) - 1) < 1e-9:
        return flows
    return tuple(replace(one, probability=None) if one.source == source else one for one in flows)
