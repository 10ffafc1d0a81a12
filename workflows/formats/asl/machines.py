"""Writes scopes as state machines: which node becomes which state, and what follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workflows.definition.findings import Finding, Severity
from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.formats.asl.foreign import STATE_NAME, foreign_data
from workflows.formats.asl.graph import Graph
from workflows.formats.asl.naming import LONGEST_STATE_NAME, Names, label
from workflows.formats.asl.placeholders import key_of
from workflows.formats.asl.region import Region, State
from workflows.formats.asl.rule_output import Variables
from workflows.formats.features import Feature
from workflows.formats.support import lost

__all__ = [
    "FORKING",
    "Builder",
    "Machine",
    "Writer",
    "fork_key",
    "joined_names",
    "state_name",
]

type Machine = dict[str, Any]
type Builder = Callable[[Writer, Region, Node, str], None]

_TRANSPARENT = frozenset(
    {NodeKind.START, NodeKind.PARALLEL, NodeKind.INCLUSIVE, NodeKind.EVENT_BASED}
)
FORKING = frozenset({NodeKind.PARALLEL, NodeKind.INCLUSIVE})
"""Gateways that take several flows at once."""
# Copies of what several branches share; more than this many mean that copying does not end.
_COPIES = 4


def _numbered(name: str, number: int) -> str:
    return f"{name[: LONGEST_STATE_NAME - 4]} {number}"


@dataclass(slots=True)
class Writer:
    """One map on its way to a file. ``builders`` make the state of each kind of node, ``forking``
    one for several flows at once, ``finish`` adds what undoes the steps of a region, ``undo`` makes
    the state of what undoes something."""

    definition: Definition
    jsonata: bool
    builders: Mapping[NodeKind, Builder]
    forking: Callable[[Writer, Region, Node, Sequence[Flow], str], None]
    finish: Callable[[Writer, Region], None]
    undo: Callable[[Writer, Region, Node], State]
    names: Names = field(default_factory=lambda: Names(_numbered))
    own: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    losses: list[Finding] = field(default_factory=list)
    told: set[Feature] = field(default_factory=set)
    joined: dict[str, Region] = field(default_factory=dict)
    unnamed: dict[str, str] = field(default_factory=dict)
    variables: Variables = field(default_factory=dict)
    left: int = 0

    def __post_init__(self) -> None:
        """Names what is to have its own name before anything else takes it."""
        self.left = _COPIES * len(self.definition.nodes) + 100
        for node in self.definition.nodes:
            if node.kind not in self.builders and node.kind not in FORKING:
                continue
            wanted = state_name(node)
            self.own[node.id] = self.names.new(wanted)
            if self.own[node.id] != wanted and (node.is_step or foreign_data(node)):
                message = f"“{wanted}” stands several times; one is called “{self.own[node.id]}”"
                self.lose(node.id, f"{message}, since AWS wants each name once.", low=True)
        self.variables = {
            one.name: (one.type, bool(one.source)) for one in self.definition.variables
        }

    def lose(self, where: str, message: str, *features: Feature, low: bool = False) -> None:
        """Tells of something that the file does not say; once."""
        found = lost(where, message, severity=Severity.LOW if low else Severity.MEDIUM)
        if found not in self.losses:
            self.losses.append(found)
        self.told.update(features)

    def scope(
        self, scope: str | None, process: str = "", *, around: Region | None = None
    ) -> Machine:
        """The machine of everything that stands in a scope."""
        region = Region(Graph(self.definition, scope, process), around=around)
        entries = region.graph.entries
        return self.machine(region, lambda: self.start(region, entries))

    def start(self, region: Region, entries: Sequence[Node]) -> str | None:
        """The first state of a scope; several beginnings are all begun, or chosen from."""
        if not entries:
            return None
        if len(entries) == 1:
            return self.go(region, entries[0].id)
        if all(node.kind is not NodeKind.START for node in entries):
            flows = [Flow(id=n.id, source=n.id, target=n.id) for n in entries]
            return self.fork(region, entries[0], flows, "All at once")
        return self._chosen_start(region, entries)

    def _chosen_start(self, region: Region, entries: Sequence[Node]) -> str:
        name = self.names.new("How it starts")
        choices = []
        for node in entries[1:]:
            shown = label(node.name or node.ref) or node.id
            target = self.needed(region, self.go(region, node.id))
            choices.append({"Variable": "$.start", "StringEquals": shown, "Next": target})
        first = self.needed(region, self.go(region, entries[0].id))
        region.states[name] = {"Type": "Choice", "Choices": choices, "Default": first}
        message = "A state machine starts in one place: the starts became a Choice on `$.start`."
        self.lose(entries[1].id, message)
        return name

    def machine(self, region: Region, start: Callable[[], str | None]) -> Machine:
        """Builds everything that the first state leads to."""
        first = self.needed(region, start())
        self._build(region)
        if not region.forks:
            self._unreached(region)
        self.finish(self, region)
        return {"StartAt": first, "States": self._sorted(region)}

    def _build(self, region: Region) -> None:
        while region.waiting:
            region.waiting.popleft()()

    def _unreached(self, region: Region) -> None:
        """States of the file the map came from to which none of its states led."""
        for node in region.graph.nodes:
            kept = node.id in self.own and node.id not in self.used and foreign_data(node)
            if kept and region.graph.is_beginning(node.id):
                self.go(region, node.id)
                self._build(region)

    def _sorted(self, region: Region) -> dict[str, State]:
        """The states in the order of the map; what stands for no node comes behind."""
        places = {node.id: number for number, node in enumerate(self.definition.nodes)}
        at = {name: places[node_id] for node_id, name in region.names.items() if node_id in places}
        behind = len(places)
        return dict(sorted(region.states.items(), key=lambda pair: at.get(pair[0], behind)))

    def go(self, region: Region, node_id: str) -> str | None:
        """The state to go to in order to enter a node; None where the region ends there."""
        seen: set[str] = set()
        while True:
            node = self.definition.by_id.get(node_id)
            if node is None or node_id in region.stops or node_id in seen:
                return None
            seen.add(node_id)
            if region.graph.is_join(node_id) and not self._joins(region, node):
                return None
            if _is_plain_end(node):
                return None
            following = self._passed(region, node)
            if following is None:
                return self._state(region, node)
            self.used.add(node_id)
            if not following:
                return None
            node_id = following[0]

    def _joins(self, region: Region, node: Node) -> bool:
        """Whether this branch goes on behind a join that is not its own end: only one may."""
        here = self.joined.setdefault(node.id, region)
        if here is region:
            return True
        message = f"ASL cannot nest the join `{node.name or node.id}`: a branch ends before it, "
        self.lose(node.id, f"{message}and what follows waits for the others only.")
        return False

    def _passed(self, region: Region, node: Node) -> list[str] | None:
        """What a node that does nothing leads to; None where it becomes a state."""
        if node.event is EventKind.LINK:
            return region.graph.next_of(node.id)
        flows = self.definition.outgoing[node.id]
        if len(flows) > 1:
            return None
        quiet = node.kind is NodeKind.DECISION and not foreign_data(node)
        if node.kind in _TRANSPARENT or (quiet and not any(flow.condition for flow in flows)):
            return [flow.target for flow in flows]
        return None

    def _state(self, region: Region, node: Node) -> str | None:
        if node.id not in self.own:
            return self.follow(region, node)
        if node.id in region.names:
            return region.names[node.id]
        if node.id in region.forks or self.left <= 0:
            message = f"ASL cannot lead out of a branch back to “{node.name or node.id}”"
            self.lose(node.id, f"{message}; the branch ends there.")
            return None
        self.left -= 1
        wanted = self.own[node.id]
        again = node.id in self.used
        name = self.names.new(wanted) if again else wanted
        if again:
            message = f"“{wanted}” is reached from several branches, which ASL cannot join there"
            self.lose(node.id, f"{message}; each branch has a copy of it.", low=True)
        self.used.add(node.id)
        region.names[node.id] = name
        if node.kind in FORKING and len(self.definition.outgoing[node.id]) > 1:
            flows = self.definition.outgoing[node.id]
            region.waiting.append(partial(self.forking, self, region, node, flows, name))
        else:
            build = self.builders[node.kind]
            region.waiting.append(partial(build, self, region, node, name))
        return name

    def follow(self, region: Region, node: Node) -> str | None:
        """The state behind a node; where several flows leave it, all of them are taken."""
        flows = self.definition.outgoing[node.id]
        if not flows:
            return None
        if len(flows) == 1:
            return self.go(region, flows[0].target)
        return self.fork(region, node, flows, f"After {node.name or node.id}")

    def fork(self, region: Region, node: Node, flows: Sequence[Flow], name: str) -> str:
        """A state for several flows at once that no gateway of the map stands for."""
        key = f"{node.id}/{flows[0].id}"
        if key not in region.names:
            region.names[key] = self.names.new(name[:LONGEST_STATE_NAME])
            region.waiting.append(
                partial(self.forking, self, region, node, flows, region.names[key])
            )
        return region.names[key]

    def needed(self, region: Region, name: str | None) -> str:
        """The state of that name, or a Succeed where the region would end: some fields must name
        a state."""
        if name is not None:
            return name
        if "" not in region.names:
            region.names[""] = self.names.new("Done")
            region.states[region.names[""]] = {"Type": "Succeed"}
        return region.names[""]


def state_name(node: Node) -> str:
    """What a state is called: the name that it had in the file it came from, or the node's."""
    kept = foreign_data(node).get(STATE_NAME)
    if isinstance(kept, str) and label(kept) == node.name:
        return kept
    return (label(node.name) or node.id)[:LONGEST_STATE_NAME].strip() or node.id


def _is_plain_end(node: Node) -> bool:
    return (
        node.kind is NodeKind.END
        and node.event is EventKind.NONE
        and node.name in ("", node.id)
        and not foreign_data(node)
        and not node.documentation
    )


def fork_key(node: Node) -> str:
    """Under which the results of branches behind a node stand."""
    return key_of(node.id) if node.kind in FORKING or node.is_scope else f"{key_of(node.id)}_then"


def joined_names(nodes: Iterable[Node]) -> str:
    """Several nodes in a sentence."""
    return ", ".join(f"“{node.name or node.id}”" for node in nodes)
