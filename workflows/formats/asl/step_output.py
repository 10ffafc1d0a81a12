"""Steps and calls as Task states, once or for each item or as long as a condition holds."""

from __future__ import annotations

from workflows.definition.model import LoopKind, Node
from workflows.formats.asl.catch_output import with_catchers
from workflows.formats.asl.machines import Writer
from workflows.formats.asl.placeholders import called_state, key_of, task_state
from workflows.formats.asl.region import Done, Region, State
from workflows.formats.asl.repeats import each_item, repeated
from workflows.formats.asl.state_output import commented, kept_state, limited, retried
from workflows.formats.features import Feature

__all__ = ["build_call", "build_step", "step_state"]


def build_step(writer: Writer, region: Region, node: Node, name: str) -> None:
    """The Task of a step, with its catchers and what follows."""
    state = step_state(writer, node)
    _built(writer, region, node, name, state)
    handler = writer.definition.handler_of(node)
    if handler is not None:
        region.done.append(Done(f"$.steps.{key_of(node.id)}", node, handler, node.id))


def _built(writer: Writer, region: Region, node: Node, name: str, state: State) -> None:
    if node.loop is not None and node.loop.kind is not LoopKind.STANDARD:
        inner = writer.names.new(f"{name[:74]} each")
        machine = {"StartAt": inner, "States": {inner: {**state, "End": True}}}
        state = each_item(writer, node, {"Type": "Map"}, machine)
    state = with_catchers(writer, region, node, name, state)
    onward = repeated(writer, region, node, name, writer.follow(region, node))
    region.states[name] = region.end(state, onward)


def step_state(writer: Writer, node: Node) -> State:
    """The Task of a step without what follows it: as it was, or a placeholder."""
    kept = kept_state(writer, node, "Task")
    if not kept:
        kept = task_state(writer.definition, node, jsonata=writer.jsonata)
        writer.unnamed[node.id] = node.name or node.id
    return commented(node, limited(writer, node, retried(writer, node, kept)))


def build_call(writer: Writer, region: Region, node: Node, name: str) -> None:
    """A call of another map as a Task that runs its state machine."""
    kept = kept_state(writer, node, "Task")
    shown = node.name or node.id
    if not kept:
        kept = called_state(node, jsonata=writer.jsonata)
        message = f"“{shown}” runs `{node.calls}` as a state machine of its own"
        writer.lose(
            node.id, f"{message}; write that map to another file.", Feature.CALL_ACTIVITY, low=True
        )
    _built(writer, region, node, name, commented(node, kept))
    handler = writer.definition.handler_of(node)
    if handler is not None:
        region.done.append(Done(f"$.steps.{key_of(node.id)}", node, handler, node.id))
