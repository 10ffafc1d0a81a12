"""The closed vocabularies of a definition: kinds of nodes, events, loops, policies and sides."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "Consistency",
    "EventKind",
    "Jitter",
    "LoopKind",
    "NodeKind",
    "OnFailure",
    "OrchestrationModel",
    "ParticipantKind",
    "Side",
    "VariableType",
]


class OrchestrationModel(StrEnum):
    """Who conducts the process, in the order in which pages and reports list them."""

    CENTRALIZED = "centralized"
    CHOREOGRAPHY = "choreography"
    HYBRID = "hybrid"


class Side(StrEnum):
    """Where the hybrid model puts a step."""

    ORCHESTRATED = "orchestrated"
    EVENT_DRIVEN = "event-driven"


class ParticipantKind(StrEnum):
    """What a participant is: our own service, people, or a system of somebody else."""

    SERVICE = "service"
    HUMAN = "human"
    EXTERNAL = "external"


class NodeKind(StrEnum):
    """The flow nodes Podium runs.

    ``COMPENSATION`` is a step without flows that undoes another. ``SUB_PROCESS``, ``TRANSACTION``,
    ``EVENT_SUB_PROCESS`` (starts on an event, no flow enters it) hold other nodes;
    ``CALL_ACTIVITY`` stands for another definition (``Node.calls``).
    """

    START = "start"
    END = "end"
    TASK = "task"
    USER_TASK = "user-task"
    SEND_TASK = "send-task"
    RECEIVE_TASK = "receive-task"
    COMPENSATION = "compensation"
    SUB_PROCESS = "sub-process"
    EVENT_SUB_PROCESS = "event-sub-process"
    TRANSACTION = "transaction"
    CALL_ACTIVITY = "call-activity"
    DECISION = "decision"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    EVENT_BASED = "event-based"
    CATCH = "catch"
    THROW = "throw"
    BOUNDARY = "boundary"


class EventKind(StrEnum):
    """What starts, ends or interrupts: the event definition of a start, end, catch, throw or
    boundary node."""

    NONE = "none"
    TIMER = "timer"
    MESSAGE = "message"
    ERROR = "error"
    TERMINATE = "terminate"
    ESCALATION = "escalation"
    SIGNAL = "signal"
    LINK = "link"
    CONDITIONAL = "conditional"
    COMPENSATION = "compensation"
    CANCEL = "cancel"


class LoopKind(StrEnum):
    """How an activity repeats: while a condition holds, or once per item at the same time or one
    after another (BPMN 2.0, 13.3.6 and 13.3.7)."""

    STANDARD = "standard"
    PARALLEL = "parallel"
    SEQUENTIAL = "sequential"


class VariableType(StrEnum):
    """What a case variable holds."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"


class Consistency(StrEnum):
    """Whether the next step may only begin once this one's result is certain everywhere."""

    IMMEDIATE = "immediate"
    EVENTUAL = "eventual"


class Jitter(StrEnum):
    """How a retry interval is spread: not at all, or drawn uniformly from 0 to the interval."""

    NONE = "none"
    FULL = "full"


class OnFailure(StrEnum):
    """What happens when a step has failed for good."""

    COMPENSATE = "compensate"
    DEAD_LETTER = "dead-letter"
    ESCALATE = "escalate"
    CONTINUE = "continue"
