"""The BPMN elements that Podium knows, as tables, and what it makes of each.

A second member that is not empty says what is lost, for the note that the reader leaves.
"""

from __future__ import annotations

from workflows.definition.model import EventKind, NodeKind

__all__ = [
    "BPMN",
    "EVENTS",
    "EVENT_DEFINITIONS",
    "GATEWAYS",
    "PODIUM",
    "QUIET",
    "STEPS",
    "SUB_PROCESSES",
    "bpmn",
    "podium",
]

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PODIUM = "urn:podium:bpmn:1"

STEPS: dict[str, tuple[NodeKind, str]] = {
    "task": (NodeKind.TASK, ""),
    "serviceTask": (NodeKind.TASK, ""),
    "sendTask": (NodeKind.TASK, ""),
    "receiveTask": (NodeKind.TASK, ""),
    "scriptTask": (NodeKind.TASK, ""),
    "businessRuleTask": (NodeKind.TASK, ""),
    "userTask": (NodeKind.USER_TASK, ""),
    "manualTask": (NodeKind.USER_TASK, ""),
    "callActivity": (NodeKind.TASK, "is read as one step; the process it calls is not looked into"),
}

GATEWAYS: dict[str, tuple[NodeKind, str]] = {
    "exclusiveGateway": (NodeKind.DECISION, ""),
    "parallelGateway": (NodeKind.PARALLEL, ""),
    "inclusiveGateway": (NodeKind.INCLUSIVE, ""),
    "eventBasedGateway": (NodeKind.EVENT_BASED, ""),
    "complexGateway": (NodeKind.INCLUSIVE, "is read as an inclusive gateway; its rule is not read"),
}

EVENTS: dict[str, NodeKind] = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "intermediateCatchEvent": NodeKind.CATCH,
    "intermediateThrowEvent": NodeKind.THROW,
    "boundaryEvent": NodeKind.BOUNDARY,
}

EVENT_DEFINITIONS: dict[str, tuple[EventKind, str]] = {
    "timerEventDefinition": (EventKind.TIMER, ""),
    "messageEventDefinition": (EventKind.MESSAGE, ""),
    "errorEventDefinition": (EventKind.ERROR, ""),
    "terminateEventDefinition": (EventKind.TERMINATE, ""),
    "escalationEventDefinition": (EventKind.ESCALATION, ""),
    "signalEventDefinition": (EventKind.SIGNAL, ""),
    "linkEventDefinition": (EventKind.NONE, ""),
    "conditionalEventDefinition": (
        EventKind.SIGNAL,
        "waits for a condition and is read as waiting for a signal",
    ),
    "cancelEventDefinition": (EventKind.ERROR, "cancels a transaction and is read as an error"),
    "compensateEventDefinition": (
        EventKind.NONE,
        "asks for compensation; Podium compensates when a step fails, not at an event",
    ),
}

SUB_PROCESSES: dict[str, str] = {
    "subProcess": "",
    "transaction": "is a transaction and is read as a plain sub-process",
    "adHocSubProcess": "leaves the order to people; its steps are read as running side by side",
}

# Inside a process or a flow node: read elsewhere, or without meaning of its own.
QUIET = frozenset(
    {
        "association",
        "boundaryEvent",
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
        "outgoing",
        "outputSet",
        "sequenceFlow",
    }
    | STEPS.keys()
    | GATEWAYS.keys()
    | EVENTS.keys()
    | EVENT_DEFINITIONS.keys()
    | SUB_PROCESSES.keys()
)


def bpmn(tag: str) -> str:
    """A tag in BPMN's namespace, as lxml names it."""
    return f"{{{BPMN}}}{tag}"


def podium(tag: str) -> str:
    """A tag in the namespace of our extension elements."""
    return f"{{{PODIUM}}}{tag}"
