"""What a definition can say, feature by feature, and which of it a map uses where.

A format states for each feature how far it can say it (``workflows.formats.support``); the
support matrix in ``docs/formats.md`` and the loss reports come from the same statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from workflows.definition.columns import default_requirements, requirements_of
from workflows.definition.kinds import Consistency, EventKind, LoopKind, NodeKind, ParticipantKind
from workflows.definition.model import Definition, Flow, Node, Participant, Volume

__all__ = ["FEATURE_WORDS", "Feature", "features_of"]


class Feature(StrEnum):
    """One thing that a map can say. The value is its key in tables and finding codes."""

    TASK = "task"
    USER_TASK = "user-task"
    SEND_TASK = "send-task"
    RECEIVE_TASK = "receive-task"
    DECISION = "decision"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    EVENT_BASED = "event-based"
    SUB_PROCESS = "sub-process"
    EVENT_SUB_PROCESS = "event-sub-process"
    TRANSACTION = "transaction"
    CALL_ACTIVITY = "call-activity"
    STANDARD_LOOP = "standard-loop"
    MULTI_INSTANCE = "multi-instance"
    COMPENSATION = "compensation"
    TIMER = "timer"
    MESSAGE = "message"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    CONDITIONAL = "conditional"
    LINK = "link"
    TERMINATE = "terminate"
    CANCEL = "cancel"
    COMPENSATION_EVENT = "compensation-event"
    BOUNDARY = "boundary"
    NON_INTERRUPTING = "non-interrupting"
    CONDITION = "condition"
    PROBABILITY = "probability"
    DEFAULT_FLOW = "default-flow"
    PARTICIPANT = "participant"
    PARTICIPANT_FACTS = "participant-facts"
    DOCUMENTATION = "documentation"
    CONSISTENCY = "consistency"
    EFFECT = "effect"
    DURATION = "duration"
    FAILURE = "failure"
    BUSINESS_ERROR = "business-error"
    RETRY = "retry"
    TIMEOUT = "timeout"
    ON_FAILURE = "on-failure"
    DEADLINE = "deadline"
    SIDE = "side"
    ASSUMED = "assumed"
    DATA_FLOW = "data-flow"
    MESSAGE_FLOW = "message-flow"
    VARIABLE = "variable"
    PROCESSES = "processes"
    SLA = "sla"
    VOLUME = "volume"
    FOREIGN = "foreign"


FEATURE_WORDS: Mapping[Feature, str] = {
    Feature.TASK: "task",
    Feature.USER_TASK: "user task",
    Feature.SEND_TASK: "send task",
    Feature.RECEIVE_TASK: "receive task",
    Feature.DECISION: "decision",
    Feature.PARALLEL: "parallel gateway",
    Feature.INCLUSIVE: "inclusive gateway",
    Feature.EVENT_BASED: "event-based gateway",
    Feature.SUB_PROCESS: "sub-process",
    Feature.EVENT_SUB_PROCESS: "event sub-process",
    Feature.TRANSACTION: "transaction",
    Feature.CALL_ACTIVITY: "call activity",
    Feature.STANDARD_LOOP: "standard loop",
    Feature.MULTI_INSTANCE: "multi-instance",
    Feature.COMPENSATION: "compensation of a step",
    Feature.TIMER: "timer",
    Feature.MESSAGE: "message",
    Feature.SIGNAL: "signal",
    Feature.ERROR: "error event",
    Feature.ESCALATION: "escalation",
    Feature.CONDITIONAL: "conditional event",
    Feature.LINK: "link",
    Feature.TERMINATE: "terminate",
    Feature.CANCEL: "cancel",
    Feature.COMPENSATION_EVENT: "compensation event",
    Feature.BOUNDARY: "boundary event",
    Feature.NON_INTERRUPTING: "event that does not interrupt",
    Feature.CONDITION: "condition of a flow",
    Feature.PROBABILITY: "probability of a flow",
    Feature.DEFAULT_FLOW: "default flow",
    Feature.PARTICIPANT: "participant of a step",
    Feature.PARTICIPANT_FACTS: "kind, team and capacity of a participant",
    Feature.DOCUMENTATION: "documentation",
    Feature.CONSISTENCY: "consistency",
    Feature.EFFECT: "effect",
    Feature.DURATION: "duration",
    Feature.FAILURE: "failure shares",
    Feature.BUSINESS_ERROR: "business errors with their shares",
    Feature.RETRY: "retry",
    Feature.TIMEOUT: "timeout",
    Feature.ON_FAILURE: "what happens on failure",
    Feature.DEADLINE: "deadline and escalation of a person",
    Feature.SIDE: "pinned side for hybrid",
    Feature.ASSUMED: "what is assumed, not stated",
    Feature.DATA_FLOW: "data flow",
    Feature.MESSAGE_FLOW: "message flow",
    Feature.VARIABLE: "variables and their shares",
    Feature.PROCESSES: "several processes in one map",
    Feature.SLA: "SLA",
    Feature.VOLUME: "volume",
    Feature.FOREIGN: "what other tools wrote",
}
"""How pages and reports name each feature."""

# A tag alone only tells which of several names for the same thing an author chose.
_BARE = re.compile(r"<\w+/>")

_KINDS = {
    NodeKind.TASK: Feature.TASK,
    NodeKind.USER_TASK: Feature.USER_TASK,
    NodeKind.SEND_TASK: Feature.SEND_TASK,
    NodeKind.RECEIVE_TASK: Feature.RECEIVE_TASK,
    NodeKind.COMPENSATION: Feature.COMPENSATION,
    NodeKind.SUB_PROCESS: Feature.SUB_PROCESS,
    NodeKind.EVENT_SUB_PROCESS: Feature.EVENT_SUB_PROCESS,
    NodeKind.TRANSACTION: Feature.TRANSACTION,
    NodeKind.CALL_ACTIVITY: Feature.CALL_ACTIVITY,
    NodeKind.DECISION: Feature.DECISION,
    NodeKind.PARALLEL: Feature.PARALLEL,
    NodeKind.INCLUSIVE: Feature.INCLUSIVE,
    NodeKind.EVENT_BASED: Feature.EVENT_BASED,
    NodeKind.BOUNDARY: Feature.BOUNDARY,
}
_EVENTS = {
    EventKind.TIMER: Feature.TIMER,
    EventKind.MESSAGE: Feature.MESSAGE,
    EventKind.SIGNAL: Feature.SIGNAL,
    EventKind.ERROR: Feature.ERROR,
    EventKind.ESCALATION: Feature.ESCALATION,
    EventKind.CONDITIONAL: Feature.CONDITIONAL,
    EventKind.LINK: Feature.LINK,
    EventKind.TERMINATE: Feature.TERMINATE,
    EventKind.CANCEL: Feature.CANCEL,
    EventKind.COMPENSATION: Feature.COMPENSATION_EVENT,
}


def features_of(definition: Definition) -> Mapping[Feature, tuple[str, ...]]:
    """Which features the map uses, each with the ids of the nodes, flows or participants that use
    it, in the order of the map; an empty id means the map as a whole. Called definitions count as
    their call."""
    found: dict[Feature, dict[str, None]] = {}
    for feature, where in _uses(definition):
        found.setdefault(feature, {})[where] = None
    return {feature: tuple(found[feature]) for feature in Feature if feature in found}


def _uses(definition: Definition) -> Iterator[tuple[Feature, str]]:
    for node in definition.nodes:
        yield from ((feature, node.id) for feature in _of_node(node))
    for flow in definition.flows:
        yield from ((feature, flow.id) for feature in _of_flow(flow))
    for participant in definition.participants:
        if _has_facts(participant):
            yield Feature.PARTICIPANT_FACTS, participant.id
    yield from ((feature, "") for feature in _of_whole(definition))


def _of_node(node: Node) -> Iterator[Feature]:
    if node.kind in _KINDS:
        yield _KINDS[node.kind]
    if node.event in _EVENTS:
        yield _EVENTS[node.event]
    if node.loop is not None:
        standard = node.loop.kind is LoopKind.STANDARD
        yield Feature.STANDARD_LOOP if standard else Feature.MULTI_INSTANCE
    named = {
        Feature.NON_INTERRUPTING: not node.interrupting,
        Feature.PARTICIPANT: node.participant,
        Feature.DOCUMENTATION: node.documentation,
        Feature.COMPENSATION: node.compensation or node.for_compensation,
        Feature.FOREIGN: any(not _BARE.fullmatch(text) for _, text in node.foreign),
    }
    yield from (feature for feature, used in named.items() if used)
    if node.is_step:
        yield from _of_step(node)


def _of_step(node: Node) -> Iterator[Feature]:
    """What the row of the requirement matrix says beyond the defaults of the step's kind."""
    needs, blank = requirements_of(node), default_requirements(node.kind)
    effect, failure = needs.effect, needs.failure
    said = {
        Feature.CONSISTENCY: needs.consistency is not Consistency.EVENTUAL,
        Feature.EFFECT: effect is not None,
        Feature.COMPENSATION: effect is not None and effect.compensation,
        Feature.DURATION: needs.duration != blank.duration,
        Feature.FAILURE: failure.transient or failure.permanent,
        Feature.BUSINESS_ERROR: failure.errors,
        Feature.RETRY: needs.retry != blank.retry,
        Feature.TIMEOUT: needs.timeout != blank.timeout,
        Feature.ON_FAILURE: needs.on_failure is not blank.on_failure,
        Feature.DEADLINE: needs.deadline is not None or needs.escalation,
        Feature.SIDE: needs.side is not None,
        Feature.ASSUMED: needs.assumed,
    }
    yield from (feature for feature, is_said in said.items() if is_said)


def _of_flow(flow: Flow) -> Iterator[Feature]:
    named = {
        Feature.CONDITION: flow.condition,
        Feature.PROBABILITY: flow.probability is not None,
        Feature.DEFAULT_FLOW: flow.default,
        Feature.FOREIGN: flow.foreign,
    }
    yield from (feature for feature, used in named.items() if used)


def _has_facts(participant: Participant) -> bool:
    blank = Participant(id=participant.id, name=participant.name)
    return participant != blank or participant.kind is not ParticipantKind.SERVICE


def _of_whole(definition: Definition) -> Iterator[Feature]:
    named = {
        Feature.DATA_FLOW: definition.data_flows,
        Feature.MESSAGE_FLOW: definition.message_flows,
        Feature.VARIABLE: definition.variables,
        Feature.PROCESSES: len({node.process for node in definition.nodes}) > 1,
        Feature.SLA: definition.sla is not None,
        Feature.VOLUME: definition.volume != Volume(),
        Feature.FOREIGN: definition.foreign,
    }
    yield from (feature for feature, used in named.items() if used)
