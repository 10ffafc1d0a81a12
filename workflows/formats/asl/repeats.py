"""Loops: once per item as a Map, as long as a condition holds by a Choice that leads back."""

from __future__ import annotations

from workflows.definition.model import LoopKind, Node
from workflows.formats.asl.choices import loop_rule
from workflows.formats.asl.machines import Machine, Writer
from workflows.formats.asl.placeholders import key_of
from workflows.formats.asl.region import Region, State
from workflows.formats.asl.states import loop_of
from workflows.formats.features import Feature

__all__ = ["each_item", "repeated"]


def each_item(writer: Writer, node: Node, kept: State, machine: Machine) -> State:
    """A Map state that runs the machine for each item."""
    loop, shown = node.loop, node.name or node.id
    state = dict(kept)
    key = "Iterator" if "Iterator" in state else "ItemProcessor"
    rest = state.get(key)
    state[key] = {**(rest if isinstance(rest, dict) else {}), **machine}
    if loop is None:
        return state
    if loop_of(state) != loop:
        state.pop("MaxConcurrency", None)
        if loop.kind is LoopKind.SEQUENTIAL:
            state["MaxConcurrency"] = 1
    if len(kept) == 1:
        key = key_of(node.id)
        if writer.jsonata:
            state["Items"] = f"{{% $states.input.items.{key} %}}"
        else:
            state |= {"ItemsPath": f"$.items.{key}", "ResultPath": f"$.steps.{key}"}
    if loop_of(state) != loop:
        message = f"How often “{shown}” runs comes from its items in ASL, not from a count"
        told = f"{message} ({loop.count} here)."
        if loop.condition:
            told = f"{message}; it does not stop when `{loop.condition}` holds."
        writer.lose(node.id, told, Feature.MULTI_INSTANCE, low=not loop.condition)
    return state


def repeated(
    writer: Writer, region: Region, node: Node, name: str, onward: str | None
) -> str | None:
    """What follows a node that is done: where it has a standard loop, a Choice that may lead back
    to it."""
    loop, shown = node.loop, node.name or node.id
    if loop is None or loop.kind is not LoopKind.STANDARD:
        return onward
    again = writer.names.new(f"Again {shown}"[:80])
    state: State = {"Type": "Choice", "Choices": [{**loop_rule(writer, node), "Next": name}]}
    if "Condition" in state["Choices"][0] and not writer.jsonata:
        state["QueryLanguage"] = "JSONata"
    region.states[again] = {**state, "Default": writer.needed(region, onward)}
    message = f"The loop of “{shown}” became a Choice that leads back, without a limit of rounds"
    first = "; its first round is not asked for" if loop.test_before else ""
    writer.lose(node.id, f"{message}{first}.", Feature.STANDARD_LOOP, low=True)
    return again
