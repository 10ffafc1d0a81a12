"""A workflow map as a nested list: what the drawing shows, for keyboard and screen reader.

A sequence is a list; what a node parts into, what may happen on its border, what is inside of it
and what undoes it are lists within. Every node stands in it once: a branch ends where it meets
what is listed elsewhere, and says where it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx

from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.definition.quantities import format_duration, format_share

__all__ = ["WORDS", "Branch", "Entry", "Section", "outline", "words_for"]

WORDS: Mapping[NodeKind, str] = {
    NodeKind.START: "Start",
    NodeKind.END: "End",
    NodeKind.TASK: "Step",
    NodeKind.USER_TASK: "Step for a person",
    NodeKind.SEND_TASK: "Step that sends a message",
    NodeKind.RECEIVE_TASK: "Step that waits for a message",
    NodeKind.COMPENSATION: "Undoes another step",
    NodeKind.SUB_PROCESS: "Sub-process",
    NodeKind.EVENT_SUB_PROCESS: "Sub-process that an event starts",
    NodeKind.TRANSACTION: "Transaction",
    NodeKind.CALL_ACTIVITY: "Calls another map",
    NodeKind.DECISION: "Decision",
    NodeKind.PARALLEL: "Parallel gateway",
    NodeKind.INCLUSIVE: "Inclusive gateway",
    NodeKind.EVENT_BASED: "Waits for the first of several events",
    NodeKind.CATCH: "Waits for an event",
    NodeKind.THROW: "Sends an event",
    NodeKind.BOUNDARY: "Interrupts",
}

_DEEPEST = 12
"""Branches within branches deeper than this go on at the top: nobody reads them, and templates have
to draw them. Scopes are listed at any depth, of which there are at most twenty."""

_MEETING = frozenset({NodeKind.DECISION, NodeKind.PARALLEL, NodeKind.INCLUSIVE})
_BESIDE = frozenset({NodeKind.COMPENSATION, NodeKind.BOUNDARY})


@dataclass(frozen=True, slots=True)
class Branch:
    """One way on from an entry: ``label`` is the flow's name or condition and share, empty where it
    has none. After ``entries`` it goes on at ``target``; ``meets`` says that this is simply what
    follows in the list around it."""

    flow_id: str
    label: str
    target: str
    target_id: str
    entries: tuple[Entry, ...] = ()
    meets: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One node: what it is in words, who performs it, and what hangs on it. ``is_step`` tells
    whether it has a row in the requirement matrix, ``loops_to`` where the one way on from it leads
    if not to the next entry."""

    id: str
    name: str
    what: str
    participant: str
    is_step: bool
    branches: tuple[Branch, ...] = ()
    loops_to: Branch | None = None
    inside: tuple[Entry, ...] = ()
    events: tuple[Entry, ...] = ()
    undo: tuple[Entry, ...] = ()

    def everything(self) -> Iterator[Entry]:
        """This entry and all within it."""
        yield self
        ways = [branch.entries for branch in self.branches]
        for entries in (*ways, self.inside, self.events, self.undo):
            for entry in entries:
                yield from entry.everything()


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one process; its title is empty where the map has only one."""

    title: str
    entries: tuple[Entry, ...]


def outline(definition: Definition) -> tuple[Section, ...]:
    """All nodes as nested lists, one section for each process."""
    writer = _Writer(definition)
    names = dict.fromkeys(node.process for node in definition.nodes)
    shown = names if len(names) > 1 else {}
    return tuple(Section(name if shown else "", writer.scope(None, name, 0)) for name in names)


@dataclass(slots=True)
class _Writer:
    definition: Definition
    placed: set[str] = field(default_factory=set)

    def scope(self, parent: str | None, process: str, depth: int) -> tuple[Entry, ...]:
        """What stands in a scope: first what a case comes to first, then what no flow reaches."""
        nodes = [
            node
            for node in self.definition.children.get(parent, ())
            if node.process == process or parent is not None
        ]
        meeting = _meeting_points(self.definition, nodes)
        found: list[Entry] = []
        for node in sorted(nodes, key=lambda node: self._turn(node)):
            if node.id not in self.placed:
                found += self._sequence(node.id, meeting, frozenset(), depth)
        return tuple(found)

    def _turn(self, node: Node) -> int:
        """Starts first; what hangs on others last, in case that is not listed with them."""
        if node.kind in _BESIDE or node.is_handler:
            return 3
        if node.kind is NodeKind.EVENT_SUB_PROCESS:
            return 2
        return int(bool(self.definition.incoming[node.id]))

    def _sequence(
        self, first: str, meeting: Mapping[str, str], stops: frozenset[str], depth: int
    ) -> list[Entry]:
        """From a node along the one way on, over branches to where they meet."""
        found: list[Entry] = []
        at: str | None = first
        while at is not None and at not in self.placed and at not in stops:
            self.placed.add(at)
            node = self.definition.by_id[at]
            flows = self.definition.outgoing[at]
            meet = meeting.get(at) if len(flows) > 1 else None
            goal = flows[0].target if len(flows) == 1 else meet
            entry = self._entry(node, meeting, stops | {goal or ""}, depth)
            if len(flows) > 1:
                around = stops | {meet or ""}
                ways = tuple(self._branch(flow, meeting, around, meet, depth) for flow in flows)
                entry = replace(entry, branches=ways)
            elif goal is not None and goal in self.placed and goal not in stops:
                entry = replace(entry, loops_to=self._plain(flows[0]))
            found.append(entry)
            at = goal
        return found

    def _branch(
        self,
        flow: Flow,
        meeting: Mapping[str, str],
        stops: frozenset[str],
        meet: str | None,
        depth: int,
    ) -> Branch:
        entries: list[Entry] = []
        if depth < _DEEPEST:
            entries = self._sequence(flow.target, meeting, stops, depth + 1)
        plain = self._plain(flow)
        last = self._last_goal(entries, flow.target)
        meets = last == meet and meet is not None
        name = self._name(last) if last else ""
        return replace(plain, entries=tuple(entries), target=name, target_id=last, meets=meets)

    def _last_goal(self, entries: list[Entry], target: str) -> str:
        """Where a branch goes on behind its last entry; empty where it ends, parts, or says so."""
        if not entries:
            return target
        last = entries[-1]
        flows = self.definition.outgoing[last.id]
        return flows[0].target if len(flows) == 1 and last.loops_to is None else ""

    def _plain(self, flow: Flow) -> Branch:
        label = flow.name or flow.condition or ("otherwise" if flow.default else "")
        if flow.probability is not None:
            share = format_share(flow.probability)
            label = f"{label} ({share})" if label else share
        return Branch(flow.id, label, self._name(flow.target), flow.target)

    def _entry(
        self, node: Node, meeting: Mapping[str, str], stops: frozenset[str], depth: int
    ) -> Entry:
        definition = self.definition
        person = definition.participants_by_id.get(node.participant or "")
        events: list[Entry] = []
        for boundary in definition.boundaries[node.id]:
            events += self._sequence(boundary.id, meeting, stops, depth + 1)
        undo = definition.handler_of(node)
        undoing: list[Entry] = []
        if undo is not None and undo.id != node.id:
            undoing = self._sequence(undo.id, meeting, stops, depth + 1)
        return Entry(
            id=node.id,
            name=node.name or (node.id if node.is_step else words_for(definition, node)),
            what=words_for(definition, node),
            participant=person.name if person else "",
            is_step=node.is_step,
            inside=self.scope(node.id, node.process, depth + 1) if node.is_scope else (),
            events=tuple(events),
            undo=tuple(undoing),
        )

    def _name(self, node_id: str) -> str:
        node = self.definition.by_id[node_id]
        return node.name or WORDS[node.kind].lower()


def words_for(definition: Definition, node: Node) -> str:
    """What a node is, in words: its kind, its event, what it hangs on."""
    words = WORDS[node.kind]
    host = definition.by_id.get(node.attached_to or "")
    if host is not None:
        verb = words if node.interrupting else "Happens beside"
        words = f"{verb} {host.name or host.id}"
    if node.is_handler:
        undone = [one.name or one.id for one in definition.nodes if _undoes(definition, node, one)]
        return f"Undoes {', '.join(undone)}" if undone else words
    if node.kind in _MEETING and len(definition.incoming[node.id]) > 1:
        words = words if len(definition.outgoing[node.id]) > 1 else "Where branches meet"
    if node.calls:
        return f"{words}: {node.calls}"
    if node.timer is not None:
        return f"{words}: after {format_duration(node.timer)}"
    if node.condition:
        return f"{words}: once {node.condition}"
    return words if node.event is EventKind.NONE else f"{words}: {node.event.value}"


def _undoes(definition: Definition, node: Node, other: Node) -> bool:
    handler = definition.handler_of(other)
    return handler is not None and handler.id == node.id


def _meeting_points(definition: Definition, nodes: Sequence[Node]) -> dict[str, str]:
    """For each node the first that every way from it comes through: its immediate post-dominator.
    Nodes from which no case gets out have none."""
    ids = {node.id for node in nodes}
    exit_ = object()
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_node(exit_)
    for node in nodes:
        goals = [flow.target for flow in definition.outgoing[node.id] if flow.target in ids]
        graph.add_edges_from((goal, node.id) for goal in goals)
        if not goals:
            graph.add_edge(exit_, node.id)
    found = nx.immediate_dominators(graph, exit_)
    return {
        name: meeting
        for name, meeting in found.items()
        if isinstance(name, str) and isinstance(meeting, str) and name != meeting
    }
