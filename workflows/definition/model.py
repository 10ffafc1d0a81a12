"""The definition: a workflow map with its requirements as immutable data.

Times are seconds (float), shares are fractions between 0 and 1. A definition is built by a
reader in ``workflows.formats`` (or by the services from a stored map and its requirement
matrix) and is never changed afterwards: a change is a new version.

Node and flow follow BPMN 2.0 (OMG formal/2011-01-03), clauses 10.2 to 10.5: a *node* is a
flow node, a *flow* a sequence flow. A *step* is a node that somebody performs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

__all__ = [
    "Consistency",
    "DataFlow",
    "Definition",
    "Duration",
    "Effect",
    "EventKind",
    "Failure",
    "Flow",
    "Jitter",
    "Node",
    "NodeKind",
    "OnFailure",
    "OrchestrationModel",
    "Participant",
    "ParticipantKind",
    "Requirements",
    "Retry",
    "Side",
    "Volume",
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
    """The flow nodes Podium runs. ``COMPENSATION`` is a step without flows that undoes another."""

    START = "start"
    END = "end"
    TASK = "task"
    USER_TASK = "user-task"
    COMPENSATION = "compensation"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who performs steps. ``concurrency`` is how many steps it works on at the same time;
    ``capacity`` how many steps an hour it can take, where the team knows (None: unknown)."""

    id: str
    name: str
    kind: ParticipantKind = ParticipantKind.SERVICE
    team: str = ""
    concurrency: int = 16
    capacity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Working time of a step in seconds; a lognormal with this mean and 95th percentile."""

    mean: float = 0.2
    p95: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a step does to the world. ``compensation`` is the id of the step that undoes it."""

    idempotent: bool = False
    compensation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Shares of attempts that fail: transient (a retry may help), permanent (it never will)."""

    transient: float = 0.0
    permanent: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """``max_attempts`` counts all tries, the first included; intervals are seconds."""

    max_attempts: int = 3
    initial_interval: float = 1.0
    backoff: float = 2.0
    max_interval: float = 60.0
    jitter: Jitter = Jitter.FULL
    non_retryable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """One row of the requirement matrix.

    ``assumed`` names the columns (see ``workflows.definition.columns``) whose value is a default
    that nobody has stated or confirmed yet. ``deadline`` and ``escalation`` (a participant's id or
    free text) are for human steps. ``side`` pins the step for the hybrid model; None leaves it to
    the boundary rule.
    """

    consistency: Consistency = Consistency.EVENTUAL
    effect: Effect | None = None
    duration: Duration = field(default_factory=Duration)
    failure: Failure = field(default_factory=Failure)
    retry: Retry = field(default_factory=Retry)
    timeout: float | None = 30.0
    on_failure: OnFailure = OnFailure.DEAD_LETTER
    deadline: float | None = None
    escalation: str = ""
    side: Side | None = None
    assumed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A flow node. ``requirements`` is set for steps only (task, user task, compensation).

    ``event`` and ``timer`` (seconds) belong to start, end, catch, throw and boundary nodes,
    ``attached_to``, ``interrupting`` and ``error_code`` to boundary nodes. ``path`` holds the names
    of the sub-processes the node was flattened out of, outermost first. ``documentation`` is the
    author's own text.
    """

    id: str
    name: str
    kind: NodeKind
    participant: str | None = None
    requirements: Requirements | None = None
    event: EventKind = EventKind.NONE
    timer: float | None = None
    attached_to: str | None = None
    interrupting: bool = True
    error_code: str = ""
    path: tuple[str, ...] = ()
    documentation: str = ""

    @property
    def is_step(self) -> bool:
        """Whether somebody performs it, so that it has a row in the requirement matrix."""
        return self.kind in _STEP_KINDS


_STEP_KINDS = frozenset({NodeKind.TASK, NodeKind.USER_TASK, NodeKind.COMPENSATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A sequence flow. ``probability`` is the share of cases that take it where the source
    decides; None shares what is left equally. ``default`` marks the flow taken when no
    condition holds."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    probability: float | None = None
    default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFlow:
    """A named piece of data that one step leaves and another reads. An empty ``source`` or
    ``target`` means that nobody in the map writes or reads it."""

    name: str
    source: str = ""
    target: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Cases per hour, now and expected in two years; ``peak`` is the busiest hour over the
    mean."""

    now: float = 100.0
    expected: float = 100.0
    peak: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Definition:
    """The whole map. ``sla`` is the longest a case may take, in seconds."""

    id: str
    name: str
    participants: tuple[Participant, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    data_flows: tuple[DataFlow, ...] = ()
    sla: float | None = None
    volume: Volume = field(default_factory=Volume)

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def participants_by_id(self) -> Mapping[str, Participant]:
        """Participants by id."""
        return {participant.id: participant for participant in self.participants}

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows by source id, in the order of the map; every node has an entry."""
        found: dict[str, list[Flow]] = {node.id: [] for node in self.nodes}
        for flow in self.flows:
            found.setdefault(flow.source, []).append(flow)
        return {node.id: tuple(found[node.id]) for node in self.nodes}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows by target id, in the order of the map; every node has an entry."""
        found: dict[str, list[Flow]] = {node.id: [] for node in self.nodes}
        for flow in self.flows:
            found.setdefault(flow.target, []).append(flow)
        return {node.id: tuple(found[node.id]) for node in self.nodes}

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Node, ...]]:
        """Boundary nodes by the id of the step they are attached to."""
        found: dict[str, list[Node]] = {node.id: [] for node in self.nodes}
        for node in self.nodes:
            if node.attached_to:
                found.setdefault(node.attached_to, []).append(node)
        return {node.id: tuple(found[node.id]) for node in self.nodes}

    @cached_property
    def steps(self) -> tuple[Node, ...]:
        """All steps, compensations included, in the order of the map."""
        return tuple(node for node in self.nodes if node.is_step)

    @cached_property
    def forward_steps(self) -> tuple[Node, ...]:
        """The steps that a case can reach by flows: all but the compensations."""
        return tuple(node for node in self.steps if node.kind is not NodeKind.COMPENSATION)
