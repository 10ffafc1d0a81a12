"""Events and event-based gateways: waits, ends, and states that wait for a task token."""

from __future__ import annotations

from workflows.definition.model import EventKind, Node
from workflows.formats.asl.catch_output import CANCELLED, catcher
from workflows.formats.asl.machines import Writer, joined_names
from workflows.formats.asl.naming import label
from workflows.formats.asl.placeholders import key_of, thrown_state, wait_state
from workflows.formats.asl.region import Region, State
from workflows.formats.asl.requirements import seconds
from workflows.formats.asl.retrying import TIMEOUT
from workflows.formats.asl.saga import undone
from workflows.formats.asl.state_output import commented, kept_state
from workflows.formats.features import Feature

__all__ = ["build_catch", "build_end", "build_race", "build_throw"]


def build_end(writer: Writer, region: Region, node: Node, name: str) -> None:
    """How a scope ends: well, by an error, or after telling somebody."""
    shown = node.name or node.id
    match node.event:
        case EventKind.ERROR | EventKind.ESCALATION:
            region.states[name] = _failure(writer, node)
        case EventKind.CANCEL:
            state = {"Type": "Fail", "Error": CANCELLED}
            failed = writer.names.new(f"{shown} done"[:80])
            region.states[failed] = state
            undone(writer, region, node, name, failed)
        case EventKind.COMPENSATION:
            undone(writer, region, node, name, writer.needed(region, None))
        case EventKind.MESSAGE | EventKind.SIGNAL:
            _tell_thrown(writer, node)
            state = thrown_state(node, jsonata=writer.jsonata)
            region.states[name] = commented(node, {**state, "End": True})
        case _:
            if node.event is EventKind.TERMINATE and (region.marks or region.around):
                message = f"`{shown}` ends its branch only; ASL cannot end the others with it"
                writer.lose(node.id, f"{message} but by a Fail.", Feature.TERMINATE)
            state = kept_state(writer, node, "Succeed") or {"Type": "Succeed"}
            region.states[name] = commented(node, state)


def _failure(writer: Writer, node: Node) -> State:
    state = kept_state(writer, node, "Fail") or {"Type": "Fail"}
    told = state.get("Error")
    if node.ref and (not isinstance(told, str) or label(told) != node.ref):
        state.pop("ErrorPath", None)
        state["Error"] = node.ref
    return commented(node, state)


def _tell_thrown(writer: Writer, node: Node) -> None:
    features = {EventKind.MESSAGE: Feature.MESSAGE, EventKind.SIGNAL: Feature.SIGNAL}
    message = f"`{node.name or node.id}` became a Task that puts an event on EventBridge"
    feature = features.get(node.event)
    writer.lose(node.id, f"{message}; fill in bus and source.", *([feature] if feature else []))


def build_throw(writer: Writer, region: Region, node: Node, name: str) -> None:
    """Something passed or told on the way."""
    if node.event is EventKind.COMPENSATION:
        undone(writer, region, node, name, writer.needed(region, writer.follow(region, node)))
        return
    if node.event is EventKind.NONE:
        kept = kept_state(writer, node, "Pass", "Succeed")
        state = commented(node, kept or {"Type": "Pass"})
        if state["Type"] == "Succeed" and writer.follow(region, node) is None:
            region.states[name] = state
            return
        if state["Type"] == "Succeed":
            state = {**state, "Type": "Pass"}
    else:
        _tell_thrown(writer, node)
        state = commented(node, thrown_state(node, jsonata=writer.jsonata))
    region.states[name] = region.end(state, writer.follow(region, node))


def build_catch(writer: Writer, region: Region, node: Node, name: str) -> None:
    """A wait: for a time, or for what comes from outside."""
    shown = node.name or node.id
    if node.event is EventKind.TIMER:
        state = _timer(writer, node)
    elif node.event is EventKind.NONE:
        state = {"Type": "Pass"}
    else:
        state = wait_state(writer.definition, node, jsonata=writer.jsonata)
        features = {
            EventKind.MESSAGE: Feature.MESSAGE,
            EventKind.SIGNAL: Feature.SIGNAL,
            EventKind.CONDITIONAL: Feature.CONDITIONAL,
        }
        message = f"`{shown}` became a Task that waits until somebody returns its task token"
        feature = features.get(node.event)
        writer.lose(node.id, f"{message}; fill in the queue.", *([feature] if feature else []))
    region.states[name] = region.end(commented(node, state), writer.follow(region, node))


def _timer(writer: Writer, node: Node) -> State:
    state = kept_state(writer, node, "Wait") or {"Type": "Wait"}
    if node.timer is None:
        if not {"Seconds", "Timestamp", "SecondsPath", "TimestampPath"} & state.keys():
            state["SecondsPath"] = f"$.wait.{key_of(node.id)}"
            if writer.jsonata:
                del state["SecondsPath"]
                state["Seconds"] = f"{{% $states.input.wait.{key_of(node.id)} %}}"
            message = f"`{node.name or node.id}` says not how long it waits; the input must."
            writer.lose(node.id, message)
        return state
    if seconds(state, "Seconds") == node.timer:
        return state
    for key in ("Timestamp", "SecondsPath", "TimestampPath"):
        state.pop(key, None)
    state["Seconds"] = max(1, round(node.timer))
    if state["Seconds"] != node.timer:
        message = f"ASL waits whole seconds: `{node.name or node.id}` waits {state['Seconds']} s"
        writer.lose(node.id, f"{message}, not {node.timer:g} s.", Feature.TIMER, low=True)
    return state


def build_race(writer: Writer, region: Region, node: Node, name: str) -> None:
    """An event-based gateway: one Task that waits for whatever comes first, with the timer as its
    timeout, and a Choice of what it was."""
    targets = [writer.definition.by_id[flow.target] for flow in writer.definition.outgoing[node.id]]
    timers = [one for one in targets if one.event is EventKind.TIMER]
    awaited = [one for one in targets if one not in timers]
    writer.used.update(one.id for one in targets)
    if not awaited:
        _shortest(writer, region, node, name, timers)
        return
    state = wait_state(writer.definition, node, jsonata=writer.jsonata)
    if timers:
        first = min(timers, key=lambda one: one.timer or 0)
        state["TimeoutSeconds"] = max(1, round(first.timer or 60))
        late = writer.needed(region, writer.follow(region, first))
        state["Catch"] = [catcher([TIMEOUT], late, jsonata=writer.jsonata)]
    onward = _answers(writer, region, node, awaited)
    region.states[name] = region.end(commented(node, state), onward)
    waits = f", and `{timers[0].name or timers[0].id}` its timeout" if timers else ""
    message = f"ASL has no event-based gateway: `{node.name or node.id}` became a Task that waits"
    told = f"{message} for {joined_names(awaited)}{waits}."
    writer.lose(node.id, told, Feature.EVENT_BASED, Feature.RECEIVE_TASK)


def _answers(writer: Writer, region: Region, node: Node, awaited: list[Node]) -> str | None:
    if len(awaited) == 1:
        return writer.follow(region, awaited[0])
    which = writer.names.new(f"What came at {node.name or node.id}"[:80])
    choices, path = [], f"$.steps.{key_of(node.id)}.event"
    for one in awaited[:-1]:
        event = label(one.ref or one.name) or one.id
        target = writer.needed(region, writer.follow(region, one))
        rule: State = {"Variable": path, "StringEquals": event}
        if writer.jsonata:
            quoted = event.replace("'", "’")
            rule = {"Condition": f"{{% $states.input.{path[2:]} = '{quoted}' %}}"}
        choices.append({**rule, "Next": target})
    last = writer.needed(region, writer.follow(region, awaited[-1]))
    region.states[which] = {"Type": "Choice", "Choices": choices, "Default": last}
    return which


def _shortest(writer: Writer, region: Region, node: Node, name: str, timers: list[Node]) -> None:
    if not timers:
        region.states[name] = region.end({"Type": "Pass"}, None)
        return
    first = min(timers, key=lambda one: one.timer or 0)
    state = {"Type": "Wait", "Seconds": max(1, round(first.timer or 60))}
    region.states[name] = region.end(commented(node, state), writer.follow(region, first))
    message = f"ASL has no event-based gateway: of `{node.name or node.id}` its first timer stays."
    writer.lose(node.id, message, Feature.EVENT_BASED)
