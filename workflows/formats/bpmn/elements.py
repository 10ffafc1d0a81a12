"""The BPMN elements that Podium knows, as tables, and what it makes of each.

A second member that is not empty says what is lost, for the note that the reader leaves.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflows.definition.model import EventKind, NodeKind

__all__ = [
    "BPMN",
    "EVENTS",
    "EVENT_DEFINITIONS",
    "FITTING",
    "FLOW_NODES",
    "GATEWAYS",
    "PODIUM",
    "QUIET",
    "STEPS",
    "SUB_PROCESSES",
    "TAGS",
    "bpmn",
    "podium",
]

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PODIUM = "urn:podium:bpmn:1"

STEPS: dict[str, tuple[NodeKind, str]] = {
    "task": (NodeKind.TASK, ""),
    "serviceTask": (NodeKind.TASK, ""),
    "sendTask": (NodeKind.SEND_TASK, ""),
    "receiveTask": (NodeKind.RECEIVE_TASK, ""),
    "scriptTask": (NodeKind.TASK, ""),
    "businessRuleTask": (NodeKind.TASK, ""),
    "userTask": (NodeKind.USER_TASK, ""),
    "manualTask": (NodeKind.USER_TASK, ""),
    "callActivity": (
        NodeKind.TASK,
        "is one step, unless the library has the map that it calls",
    ),
    # One that shows no inside is a step: somebody does it, we do not see how.
    "subProcess": (NodeKind.TASK, "shows no steps inside and is read as one step"),
    "adHocSubProcess": (NodeKind.TASK, "shows no steps inside and is read as one step"),
}

GATEWAYS: dict[str, NodeKind] = {
    "exclusiveGateway": NodeKind.DECISION,
    "parallelGateway": NodeKind.PARALLEL,
    "inclusiveGateway": NodeKind.INCLUSIVE,
    "eventBasedGateway": NodeKind.EVENT_BASED,
    "complexGateway": NodeKind.INCLUSIVE,
}

EVENTS: dict[str, NodeKind] = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "intermediateCatchEvent": NodeKind.CATCH,
    "intermediateThrowEvent": NodeKind.THROW,
    "boundaryEvent": NodeKind.BOUNDARY,
}

EVENT_DEFINITIONS: dict[str, EventKind] = {
    "timerEventDefinition": EventKind.TIMER,
    "messageEventDefinition": EventKind.MESSAGE,
    "errorEventDefinition": EventKind.ERROR,
    "terminateEventDefinition": EventKind.TERMINATE,
    "escalationEventDefinition": EventKind.ESCALATION,
    "signalEventDefinition": EventKind.SIGNAL,
    "linkEventDefinition": EventKind.LINK,
    "conditionalEventDefinition": EventKind.CONDITIONAL,
    "cancelEventDefinition": EventKind.CANCEL,
    "compensateEventDefinition": EventKind.COMPENSATION,
}

_CAUGHT = {EventKind.TIMER, EventKind.MESSAGE, EventKind.SIGNAL, EventKind.CONDITIONAL}
_THROWN = {EventKind.MESSAGE, EventKind.SIGNAL, EventKind.ESCALATION, EventKind.COMPENSATION}

# Which triggers each event may have (BPMN 2.0, table 10.93), and what any other is read as.
FITTING: dict[NodeKind, tuple[frozenset[EventKind], EventKind]] = {
    NodeKind.START: (
        frozenset({EventKind.NONE, EventKind.ERROR, EventKind.ESCALATION, EventKind.COMPENSATION})
        | _CAUGHT,
        EventKind.NONE,
    ),
    NodeKind.END: (
        frozenset({EventKind.NONE, EventKind.ERROR, EventKind.CANCEL, EventKind.TERMINATE})
        | _THROWN,
        EventKind.NONE,
    ),
    NodeKind.CATCH: (frozenset({EventKind.NONE, EventKind.LINK}) | _CAUGHT, EventKind.SIGNAL),
    NodeKind.THROW: (frozenset({EventKind.NONE, EventKind.LINK}) | _THROWN, EventKind.NONE),
    NodeKind.BOUNDARY: (
        frozenset({EventKind.ERROR, EventKind.ESCALATION, EventKind.CANCEL}) | _CAUGHT,
        EventKind.SIGNAL,
    ),
}

SUB_PROCESSES: dict[str, tuple[NodeKind, str]] = {
    "subProcess": (NodeKind.SUB_PROCESS, ""),
    "transaction": (NodeKind.TRANSACTION, ""),
    "adHocSubProcess": (
        NodeKind.SUB_PROCESS,
        "leaves the order to people; its steps are read as running side by side",
    ),
}

# What Podium writes for each kind of node.
TAGS: Mapping[NodeKind, str] = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.TASK: "serviceTask",
    NodeKind.USER_TASK: "userTask",
    NodeKind.SEND_TASK: "sendTask",
    NodeKind.RECEIVE_TASK: "receiveTask",
    NodeKind.COMPENSATION: "serviceTask",
    NodeKind.SUB_PROCESS: "subProcess",
    NodeKind.EVENT_SUB_PROCESS: "subProcess",
    NodeKind.TRANSACTION: "transaction",
    NodeKind.CALL_ACTIVITY: "callActivity",
    NodeKind.DECISION: "exclusiveGateway",
    NodeKind.PARALLEL: "parallelGateway",
    NodeKind.INCLUSIVE: "inclusiveGateway",
    NodeKind.EVENT_BASED: "eventBasedGateway",
    NodeKind.CATCH: "intermediateCatchEvent",
    NodeKind.THROW: "intermediateThrowEvent",
    NodeKind.BOUNDARY: "boundaryEvent",
}

FLOW_NODES = STEPS.keys() | GATEWAYS.keys() | EVENTS.keys() | SUB_PROCESSES.keys()

# Inside a process or a flow node: read elsewhere, or without meaning of its own.
QUIET = (
    frozenset(
        {
            "association",
            "childLaneSet",
            "conditionExpression",
            "dataInput",
            "dataInputAssociation",
            "dataObject",
            "dataObjectReference",
            "dataOutput",
            "dataOutputAssociation",
            "dataStoreReference",
            "documentation",
            "extensionElements",
            "flowNodeRef",
            "incoming",
            "inputSet",
            "ioSpecification",
            "laneSet",
            "multiInstanceLoopCharacteristics",
            "outgoing",
            "outputSet",
            "sequenceFlow",
            "standardLoopCharacteristics",
        }
    )
    | FLOW_NODES
    | EVENT_DEFINITIONS.keys()
)


def bpmn(tag: str) -> str:
    """A tag in BPMN's namespace, as lxml names it."""
    return f"{{{BPMN}}}{tag}"


def podium(tag: str) -> str:
    """A tag in the namespace of our extension elements."""
    return f"{{{PODIUM}}}{tag}"
