"""Sub-processes as Parallel states (of one branch, or of those that their first gateway opens)
and as Map states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflows.definition.model import EventKind, Flow, LoopKind, Node, NodeKind
from workflows.formats.asl.catch_output import with_catchers
from workflows.formats.asl.foreign import foreign_data
from workflows.formats.asl.forks import branches_of
from workflows.formats.asl.graph import Graph
from workflows.formats.asl.machines import Machine, Writer
from workflows.formats.asl.placeholders import key_of
from workflows.formats.asl.region import Done, Region, State
from workflows.formats.asl.repeats import each_item, repeated
from workflows.formats.asl.saga import after_branches, catch_inside, scope_done
from workflows.formats.asl.state_output import commented, kept_state
from workflows.formats.features import Feature

__all__ = ["build_scope", "scope_machine"]


def build_scope(writer: Writer, region: Region, node: Node, name: str) -> None:
    """The state of a sub-process or transaction, with its catchers and what follows."""
    _tell(writer, node)
    state, inners = scope_machine(writer, region, node)
    state = with_catchers(writer, region, node, name, state)
    onward = writer.follow(region, node)
    if len(inners) > 1:
        onward = after_branches(writer, region, node, inners, onward)
    else:
        catch_inside(writer, region, node, name, inners)
    onward = repeated(writer, region, node, name, onward)
    region.states[name] = region.end(commented(node, state), onward)
    handler = writer.definition.handler_of(node)
    if handler is not None:
        region.done.append(Done(f"$.steps.{key_of(node.id)}", node, handler, node.id))
    elif node.loop is None:
        region.done += scope_done(node, inners)
    elif any(inner.done for inner in inners):
        message = f"What one round of “{node.name or node.id}” has done is undone by itself only"
        writer.lose(node.id, f"{message}, not when another round or a later step fails.")


def scope_machine(writer: Writer, region: Region, node: Node) -> tuple[State, list[Region]]:
    """The state of a scope without what follows it, and the regions of its branches."""
    graph = Graph(writer.definition, node.id, node.process)
    if node.loop is not None and node.loop.kind is not LoopKind.STANDARD:
        kept = kept_state(writer, node, "Map") or {"Type": "Map"}
        inner = Region(graph, around=region)
        return each_item(writer, node, kept, _machine(writer, inner)), [inner]
    kept = kept_state(writer, node, "Parallel")
    flows = _opened(writer, graph)
    if flows:
        fork = writer.definition.by_id[flows[0].source]
        join = graph.join_of([flow.target for flow in flows])
        machines, inners = branches_of(writer, Region(graph, around=region), fork, flows, join)
    else:
        inners = [Region(graph, around=region)]
        machines = [_machine(writer, inners[0])]
    state: State = {**(kept or {"Type": "Parallel"}), "Branches": _with_rests(kept, machines)}
    if not kept:
        key = key_of(node.id)
        if writer.jsonata:
            mine = f"$merge([$states.input.steps, {{'{key}': $states.result}}])"
            state["Output"] = f"{{% $merge([$states.input, {{'steps': {mine}}}]) %}}"
        else:
            state["ResultPath"] = f"$.steps.{key}"
    return state, inners


def _machine(writer: Writer, inner: Region) -> Machine:
    return writer.machine(inner, lambda: writer.start(inner, inner.graph.entries))


def _with_rests(kept: State, machines: Sequence[Machine]) -> list[Machine]:
    """The branches with what else the file said of each."""
    rests = kept.get("Branches")
    told: list[Any] = rests if isinstance(rests, list) and len(rests) == len(machines) else []
    if not told:
        return list(machines)
    pairs = zip(told, machines, strict=True)
    return [{**(rest if isinstance(rest, dict) else {}), **machine} for rest, machine in pairs]


def _opened(writer: Writer, graph: Graph) -> Sequence[Flow]:
    """The flows of the gateway that a scope begins with and whose join it ends with."""
    starts = graph.entries
    first = writer.definition.outgoing[starts[0].id] if len(starts) == 1 else ()
    fork = writer.definition.by_id.get(first[0].target) if len(first) == 1 else None
    if fork is None or fork.kind is not NodeKind.PARALLEL or foreign_data(fork):
        return ()
    if (
        fork.name not in ("", fork.id)
        or fork.documentation
        or len(writer.definition.incoming[fork.id]) > 1
    ):
        return ()
    flows = writer.definition.outgoing[fork.id]
    join = graph.join_of([flow.target for flow in flows])
    behind = writer.definition.outgoing[join] if join else ()
    ends = [writer.definition.by_id.get(flow.target) for flow in behind]
    plain = all(
        end is not None
        and end.kind is NodeKind.END
        and end.event is EventKind.NONE
        and end.name in ("", end.id)
        for end in ends
    )
    return flows if len(flows) > 1 and len(ends) < 2 and plain else ()


def _tell(writer: Writer, node: Node) -> None:
    for inner in writer.definition.children.get(node.id, ()):
        if inner.kind is NodeKind.EVENT_SUB_PROCESS:
            message = f"ASL has no event sub-process: “{inner.name or inner.id}” is left out"
            writer.lose(inner.id, f"{message}.", Feature.EVENT_SUB_PROCESS)
    if node.kind is NodeKind.TRANSACTION:
        message = f"The transaction “{node.name or node.id}” became a Parallel with one branch"
        writer.lose(node.id, f"{message}, which undoes by Catch.", Feature.TRANSACTION, low=True)
