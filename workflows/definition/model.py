"""The definition: a workflow map with its requirements as immutable data.

Times are seconds (float), shares are fractions between 0 and 1. A definition is built by a
reader in ``workflows.formats`` (or by the services from a stored map and its requirement
matrix) and is never changed afterwards: a change is a new version.

Node and flow follow BPMN 2.0 (OMG formal/2011-01-03), clauses 10.2 to 10.5: a *node* is a
flow node, a *flow* a sequence flow. A *step* is a node that somebody performs, a *scope* a node
that holds others (``Node.parent`` names it). ``Definition.flat`` is the same map without scopes,
for everything that asks only which steps follow which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from workflows.definition.kinds import (
    Consistency,
    EventKind,
    Jitter,
    LoopKind,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    ParticipantKind,
    Side,
    VariableType,
)
from workflows.definition.requirements import (
    Duration,
    Effect,
    Failure,
    Requirements,
    Retry,
)

__all__ = [
    "Choice",
    "Consistency",
    "DataFlow",
    "Definition",
    "Duration",
    "Effect",
    "EventKind",
    "Failure",
    "Flow",
    "Jitter",
    "Loop",
    "LoopKind",
    "MessageFlow",
    "Node",
    "NodeKind",
    "OnFailure",
    "OrchestrationModel",
    "Participant",
    "ParticipantKind",
    "Requirements",
    "Retry",
    "Side",
    "Variable",
    "VariableType",
    "Volume",
]


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
class Loop:
    """How often an activity is done.

    A standard loop goes on while ``condition`` holds (asked before each round with
    ``test_before``, else after it) and at most ``maximum`` rounds; without a condition that can
    be decided, each round is followed by another in a share ``again`` of cases. The other kinds
    run ``count`` instances and stop early once ``condition`` (their completion condition) holds.
    """

    kind: LoopKind
    condition: str = ""
    count: int = 3
    maximum: int = 100
    test_before: bool = False
    again: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A flow node. ``requirements`` is set for steps only (tasks and compensations).

    ``event``, ``timer`` (seconds), ``ref`` (which message, signal, error code, escalation code or
    link is meant, or the activity to compensate; empty means any) and ``condition`` (of a
    conditional event) belong to start, end, catch, throw and boundary nodes, ``attached_to`` to
    boundary nodes, ``interrupting`` to boundary nodes and to the starts of event sub-processes.
    ``wait`` is how long a catch waits for what comes from outside the map; None: it has happened
    already.

    ``parent`` is the scope that holds the node, ``process`` the id of its process where the map
    has several. ``loop`` repeats an activity, ``calls`` names the definition of a call activity.
    ``compensation`` names what undoes a scope or call activity (a step says so in its effect);
    ``for_compensation`` marks a scope that does so. ``instantiate`` lets an event-based gateway or
    a receive task begin a case. ``path`` holds the names of the scopes around the node, outermost
    first. ``documentation`` is the author's own text. ``foreign`` is what another tool wrote about
    it
    and no field here can say: pairs of a format's name and a text that only that format's module
    understands, so that the node can go back where it came from.
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
    ref: str = field(default="", metadata={"formerly": "error_code"})
    condition: str = ""
    wait: Duration | None = None
    parent: str | None = None
    process: str = ""
    loop: Loop | None = None
    calls: str = ""
    compensation: str | None = None
    for_compensation: bool = False
    instantiate: bool = False
    path: tuple[str, ...] = ()
    documentation: str = ""
    foreign: tuple[tuple[str, str], ...] = ()

    @property
    def is_step(self) -> bool:
        """Whether somebody performs it, so that it has a row in the requirement matrix."""
        return self.kind in _STEP_KINDS

    @property
    def is_scope(self) -> bool:
        """Whether it holds other nodes, or stands for another definition."""
        return self.kind in _SCOPE_KINDS

    @property
    def is_handler(self) -> bool:
        """Whether it is entered only to undo something."""
        return self.kind is NodeKind.COMPENSATION or self.for_compensation


_STEP_KINDS = frozenset(
    {
        NodeKind.TASK,
        NodeKind.USER_TASK,
        NodeKind.SEND_TASK,
        NodeKind.RECEIVE_TASK,
        NodeKind.COMPENSATION,
    }
)
_SCOPE_KINDS = frozenset(
    {
        NodeKind.SUB_PROCESS,
        NodeKind.EVENT_SUB_PROCESS,
        NodeKind.TRANSACTION,
        NodeKind.CALL_ACTIVITY,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A sequence flow. ``probability`` is the share of cases that take it where the source
    decides; None shares what is left equally. ``default`` marks the flow taken when no
    condition holds. ``foreign`` is as a node's."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    probability: float | None = None
    default: bool = False
    foreign: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFlow:
    """A named piece of data that one step leaves and another reads. An empty ``source`` or
    ``target`` means that nobody in the map writes or reads it. Where a variable has this name,
    the data flow carries it."""

    name: str
    source: str = ""
    target: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFlow:
    """A message from one process to another. ``source`` and ``target`` are node ids, or the id of
    a process; an empty end lies outside the map."""

    id: str
    source: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that a variable takes, in a ``share`` of cases."""

    value: str | float | bool
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What a case knows and conditions ask about.

    The sandbox draws its value: one of ``choices`` by share, or a number spread evenly from
    ``low`` to ``high``. ``source`` is the step that finds it out, anew each time it is done;
    empty: the case brings it along.
    """

    name: str
    type: VariableType
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Cases per hour, now and expected in two years; ``peak`` is the busiest hour over the
    mean."""

    now: float = 100.0
    expected: float = 100.0
    peak: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Definition:
    """The whole map. ``sla`` is the longest a case may take, in seconds; ``called`` are the
    definitions that call activities name; ``foreign`` is as a node's."""

    id: str
    name: str
    participants: tuple[Participant, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    data_flows: tuple[DataFlow, ...] = ()
    message_flows: tuple[MessageFlow, ...] = ()
    variables: tuple[Variable, ...] = ()
    called: tuple[Definition, ...] = ()
    sla: float | None = None
    volume: Volume = field(default_factory=Volume)
    foreign: tuple[tuple[str, str], ...] = ()

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

    @cached_property
    def children(self) -> Mapping[str | None, tuple[Node, ...]]:
        """Nodes by the scope that holds them, in the order of the map; None: no scope."""
        found: dict[str | None, list[Node]] = {None: []}
        for node in self.nodes:
            found.setdefault(node.parent, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in found.items()}

    def handler_of(self, node: Node) -> Node | None:
        """What undoes this activity, where the map says so."""
        effect = node.requirements.effect if node.requirements else None
        named = node.compensation or (effect.compensation if effect else None)
        return self.by_id.get(named or "")

    @cached_property
    def flat(self) -> Definition:
        """The map without scopes: what stands in a sub-process takes its place between the flows
        that enter and leave it. The same object where there are none."""
        # Imported here because flattening builds definitions.
        from workflows.definition.flattening import flattened

        return flattened(self)
