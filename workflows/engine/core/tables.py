"""The compiled map: what every part of the engine looks up about a definition, as integers.

``workflows.engine.core.compiled`` makes it. Nodes are numbered in the order of the map, calls
expanded. Behind them stands one *undo node* for each activity that a step undoes, so that undoing
is performed, retried and timed out like any other step; and behind these one node per process,
which is the outermost kind of scope.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from workflows.definition.conditions import Condition
from workflows.definition.model import Definition, EventKind, LoopKind, NodeKind, Variable
from workflows.engine.core.rules import StepRules

__all__ = ["CompiledMap", "LoopRules", "Role", "Test"]


class Role(IntEnum):
    """What a node does with a token. From ``STEP`` on a token rests: it waits for something, and
    the owner of the node holds it."""

    PASS = 0
    """Goes on at once to every outgoing flow: starts, forks, plain events, boundary events."""
    CHOOSE = 1
    """Goes on to one outgoing flow: exclusive gateways (BPMN 2.0, 13.4.2)."""
    CHOOSE_SOME = 2
    """Goes on to at least one outgoing flow: inclusive splits (13.4.3)."""
    END = 3
    """The token ends."""
    THROW = 4
    """Makes something happen elsewhere, then goes on or ends (13.5.3)."""
    STEP = 5
    """Waits until its participant is done."""
    SCOPE = 6
    """Waits until all tokens inside have ended (13.3.4)."""
    JOIN = 7
    """Waits for a token on each incoming flow (13.4.1)."""
    INCLUSIVE_JOIN = 8
    """Waits until no other token can still reach it by a flow that brought none (13.4.3)."""
    CATCH = 9
    """Waits for a time, a message, a signal or a condition (13.5.2)."""
    RACE = 10
    """Waits for the first of several events: event-based gateways (13.4.4)."""
    UNDO = 11
    """Waits until what it wants undone is undone: compensation throws and ends (13.5.5)."""


@dataclass(frozen=True, slots=True)
class Test:
    """A condition that can be decided. ``sources`` are, for each of its variables in order, the
    node that finds it out, -1 where the case brings it along."""

    condition: Condition
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LoopRules:
    """How often an activity is done: ``count`` instances, or at most so many rounds. ``test`` is
    the number of its condition, -1 where it has none that can be decided; ``again`` the threshold
    of a draw that decides in its place."""

    kind: LoopKind
    test: int
    count: int
    test_before: bool
    again: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledMap:
    """The tables. Every tuple is indexed by node unless said otherwise; -1 stands for none.

    Names: ``ids`` (unique), ``elements`` (as the author drew them), ``names`` (as people say).
    Flows: ``outgoing`` holds (flow, target) pairs, ``incoming`` flows; ``chances`` the upper draw
    threshold (a decision, cumulative) or the threshold of each flow (an inclusive split);
    ``tests`` are all conditions that can be decided, ``flow_tests`` says by flow which one guards
    it, ``node_tests`` which one an event waits for; ``defaults`` is the default flow of a node.
    Scopes: ``parents`` is the scope around a node; ``entries`` are, by scope, the nodes where a
    token begins; ``sub_starts`` the starts of its event sub-processes; ``undo_scopes`` its
    compensation event sub-process. ``starts`` is where a new case begins.
    Events: ``boundaries`` by host and ``hosts`` by boundary; ``waits`` are timers in microseconds,
    -1 where the map tells no time; ``untimed`` the events of which it does not tell how long they
    are waited for;
    ``links`` the catch of a link throw; ``receivers`` the nodes that take the message which a
    node sends, ``senders`` the other way round; ``sent`` the message flows that leave a node, with
    their targets; ``heard`` the message flows that come to a node from outside the map;
    ``asking`` the steps that send a message first and wait for the answer to it; ``begins`` the
    processes that a process can begin by messages and signals, itself or by those it begins.
    Work: ``rules`` has the nodes that somebody performs; ``undo`` is the node that undoes an
    activity; ``loops`` the activities that repeat; ``participants`` names who works, by number;
    ``variables`` are those of the map and of the maps it calls.
    Reach: ``reach`` gives, per inclusive join and node, the incoming flows of the join that a
    token at the node can still come by: in any way, and without an exception on the way; ``ahead``
    the nodes that a token at the node can still
    lead to. ``moves`` is the most a sound case moves in one go, ``limit`` the most it visits one
    node.
    """

    definition: Definition
    ids: tuple[str, ...]
    elements: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[NodeKind, ...]
    events: tuple[EventKind, ...]
    refs: tuple[str, ...]
    roles: tuple[Role, ...]
    outgoing: tuple[tuple[tuple[int, int], ...], ...]
    incoming: tuple[tuple[int, ...], ...]
    flow_ids: tuple[str, ...]
    chances: tuple[tuple[int, ...], ...]
    tests: tuple[Test, ...]
    flow_tests: tuple[int, ...]
    node_tests: tuple[int, ...]
    defaults: tuple[int, ...]
    parents: tuple[int, ...]
    processes: tuple[int, ...]
    entries: Mapping[int, tuple[int, ...]]
    sub_starts: Mapping[int, tuple[int, ...]]
    undo_scopes: Mapping[int, int]
    starts: tuple[int, ...]
    boundaries: tuple[tuple[int, ...], ...]
    hosts: tuple[int, ...]
    interrupting: tuple[bool, ...]
    waits: tuple[int, ...]
    untimed: frozenset[int]
    links: tuple[int, ...]
    receivers: Mapping[int, tuple[int, ...]]
    senders: Mapping[int, tuple[int, ...]]
    sent: Mapping[int, tuple[tuple[str, int], ...]]
    heard: Mapping[int, tuple[str, ...]]
    asking: frozenset[int]
    begins: Mapping[int, frozenset[int]]
    rules: Mapping[int, StepRules]
    undo: tuple[int, ...]
    loops: Mapping[int, LoopRules]
    participants: tuple[str, ...]
    variables: tuple[Variable, ...]
    reach: Mapping[int, Mapping[int, tuple[frozenset[int], frozenset[int]]]]
    ahead: tuple[frozenset[int], ...]
    moves: int
    limit: int

    def is_undo(self, node: int) -> bool:
        """Whether it is an undo node."""
        rules = self.rules.get(node)
        return rules is not None and rules.undoes >= 0

    def catches(self, catch: int, event: EventKind, ref: str) -> bool:
        """Whether this event node catches that; one that names nothing catches any."""
        return self.events[catch] is event and self.refs[catch] in {"", ref}

    def has_catcher(self, node: int, event: EventKind, ref: str) -> bool:
        """Whether anything at the node or around it catches what is thrown there: a boundary
        event, or the start of an event sub-process."""
        while node >= 0:
            scope = self.parents[node]
            here = (*self.boundaries[node], *self.sub_starts.get(scope, ()))
            # An event sub-process does not catch what comes out of itself.
            others = (catch for catch in here if self.parents[catch] != node)
            if any(self.catches(catch, event, ref) for catch in others):
                return True
            node = scope
        return False
