"""Several flows at once as a Parallel state, whose branches end where the flows come together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from workflows.definition.model import Flow, Node, NodeKind
from workflows.formats.asl.choices import flow_rule
from workflows.formats.asl.machines import Machine, Writer, fork_key
from workflows.formats.asl.region import Region, State
from workflows.formats.asl.saga import after_branches, scope_done
from workflows.formats.features import Feature

__all__ = ["branches_of", "build_fork"]


def build_fork(
    writer: Writer, region: Region, node: Node, flows: Sequence[Flow], name: str
) -> None:
    """The Parallel state of a gateway, or of a node that several flows leave."""
    join = region.graph.join_of([flow.target for flow in flows])
    key = fork_key(node)
    machines, inners = branches_of(writer, region, node, flows, join)
    state: State = {"Type": "Parallel", "Branches": machines}
    if not writer.jsonata:
        state["ResultPath"] = f"$.steps.{key}"
    else:
        mine = f"$merge([$states.input.steps, {{'{key}': $states.result}}])"
        state["Output"] = f"{{% $merge([$states.input, {{'steps': {mine}}}]) %}}"
    onward = writer.follow(region, writer.definition.by_id[join]) if join else None
    onward = after_branches(writer, region, node, inners, onward)
    region.states[name] = region.end(state, onward)
    region.done += scope_done(node, inners)


def branches_of(
    writer: Writer, region: Region, node: Node, flows: Sequence[Flow], join: str | None
) -> tuple[list[Machine], list[Region]]:
    """One machine for each flow; flows that come together before the others do share one, which
    forks in its turn."""
    writer.used.update((node.id, join or node.id))
    machines, inners = [], []
    for group in _groups(region, flows, join):
        inner = Region(
            region.graph,
            stops=region.stops | {join or ""},
            marks=len(flows) > 1,
            around=region,
            forks=(*region.forks, node.id),
        )
        begin: Callable[[], str | None]
        if len(group) == 1:
            begin = partial(_begin, writer, inner, node, group[0], flows)
        else:
            begin = partial(writer.fork, inner, node, group, f"{node.name or node.id}, together")
        machines.append(writer.machine(inner, begin))
        inners.append(inner)
    return machines, inners


def _groups(region: Region, flows: Sequence[Flow], join: str | None) -> list[list[Flow]]:
    """The flows by the joins that they share on their way."""
    groups: list[tuple[list[Flow], set[str]]] = []
    for flow in flows:
        reached = region.graph.reached(flow.target, join)
        joins = {name for name in reached if region.graph.is_join(name)}
        own: tuple[list[Flow], set[str]] = ([flow], joins)
        for other in [one for one in groups if one[1] & joins]:
            groups.remove(other)
            own = ([*other[0], *own[0]], own[1] | other[1])
        groups.append(own)
    if len(groups) == 1 and len(flows) > 1:
        return [[flow] for flow in flows]
    return [group for group, _ in groups]


def _begin(
    writer: Writer, inner: Region, node: Node, flow: Flow, flows: Sequence[Flow]
) -> str | None:
    """The first state of a branch: where its flow has a condition, a Choice that asks it."""
    if node.kind is not NodeKind.INCLUSIVE and not flow.condition and not flow.default:
        return writer.go(inner, flow.target)
    what = "inclusive gateway" if node.kind is NodeKind.INCLUSIVE else "flow with a condition"
    message = f"ASL has no {what}: behind `{node.name or node.id}` stands a Parallel"
    writer.lose(
        node.id, f"{message} whose branches begin with a Choice.", Feature.INCLUSIVE, low=True
    )
    first = writer.go(inner, flow.target)
    others = [other for other in flows if other is not flow]
    name = writer.names.new(f"Is {writer.own.get(flow.target, flow.target)} wanted"[:80])
    rule = {**flow_rule(writer, flow, others), "Next": writer.needed(inner, first)}
    skipped = writer.names.new("Not wanted")
    inner.states[skipped] = {"Type": "Succeed"}
    state: State = {"Type": "Choice", "Choices": [rule], "Default": skipped}
    if "Condition" in rule and not writer.jsonata:
        state["QueryLanguage"] = "JSONata"
    inner.states[name] = state
    return name
