"""How sentences name the parts of a map."""

from __future__ import annotations

from workflows.definition.kinds import EventKind, NodeKind
from workflows.definition.model import DataFlow, Definition, Flow, Loop, Node
from workflows.definition.phrases import quoted
from workflows.definition.quantities import format_duration, format_number, format_share

__all__ = [
    "data_flow_words",
    "event_words",
    "flow_words",
    "kind_words",
    "loop_words",
    "named",
    "node_words",
    "step_name",
]

_KINDS = {
    NodeKind.TASK: "task",
    NodeKind.USER_TASK: "task for a person",
    NodeKind.SEND_TASK: "task that sends a message",
    NodeKind.RECEIVE_TASK: "task that waits for a message",
    NodeKind.COMPENSATION: "compensation",
    NodeKind.DECISION: "decision",
    NodeKind.PARALLEL: "parallel gateway",
    NodeKind.INCLUSIVE: "inclusive gateway",
    NodeKind.EVENT_BASED: "event-based gateway",
    NodeKind.CATCH: "event that is waited for",
    NodeKind.THROW: "event that is sent",
    NodeKind.BOUNDARY: "event on the edge of a step",
}
_STEPLIKE = frozenset({NodeKind.TASK})


def kind_words(kind: NodeKind) -> str:
    """A kind of node as people say it."""
    return _KINDS.get(kind, kind.value.replace("-", " "))


def named(node: Node) -> str:
    """A node in the middle of a sentence: its name, else its kind and id."""
    if node.name:
        return quoted(node.name)
    noun = "step" if node.is_step else kind_words(node.kind)
    return f"the {noun} {quoted(node.id)}"


def node_words(node: Node) -> str:
    """A node with its kind: ``Step “Charge card”``, ``Decision “Enough?”``."""
    kind = "step" if node.kind in _STEPLIKE else kind_words(node.kind)
    return f"{kind[:1].upper()}{kind[1:]} {quoted(node.name or node.id)}"


def step_name(definition: Definition, node_id: str) -> str:
    """A node of that id by its name; the id itself where the map has none of it."""
    found = definition.by_id.get(node_id)
    return named(found) if found else quoted(node_id)


def flow_words(flow: Flow, definition: Definition) -> str:
    """A flow by its ends: ``The flow “small” from “Enough?” to “Ship”``."""
    name = f" {quoted(flow.name)}" if flow.name else ""
    source, target = step_name(definition, flow.source), step_name(definition, flow.target)
    return f"The flow{name} from {source} to {target}"


def data_flow_words(flow: DataFlow, definition: Definition) -> str:
    """A data flow with who leaves and who reads it: ``“order” from “Charge card”``."""
    source = f" from {step_name(definition, flow.source)}" if flow.source else ""
    target = f" to {step_name(definition, flow.target)}" if flow.target else ""
    return f"{quoted(flow.name)}{source}{target}"


def event_words(node: Node) -> str:
    """What an event is about: ``a timer of 1d``, ``the message “payment”``; empty for none."""
    if node.event is EventKind.TIMER or node.timer is not None:
        return f"a timer of {format_duration(node.timer or 0)}"
    if node.event is EventKind.CONDITIONAL:
        return f"the condition {quoted(node.condition)}"
    if node.event is EventKind.NONE:
        return f"the message {quoted(node.ref)}" if node.ref else ""
    return f"the {node.event.value} {quoted(node.ref)}" if node.ref else f"any {node.event.value}"


def loop_words(loop: Loop | None) -> str:
    """How often an activity is done; empty for once."""
    if loop is None:
        return ""
    until = f" until {quoted(loop.condition)}" if loop.condition else ""
    if loop.kind.value != "standard":
        how = "at the same time" if loop.kind.value == "parallel" else "one after another"
        return f"{loop.count} times {how}{until}"
    share = f", again in {format_share(loop.again)} of cases" if loop.again else ""
    when = " asked before each round" if loop.test_before else ""
    held = f" while {quoted(loop.condition)}{when}" if loop.condition else ""
    return f"at most {format_number(loop.maximum)} rounds{held}{share}"
