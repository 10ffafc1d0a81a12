"""The compiled map: a definition as tables of integers, made once per experiment.

Nodes are numbered in the order of the map; behind them stands one *undo node* for each step that
has a compensation, so that undoing a step is performed, retried and timed out like any other step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from workflows.definition.model import Definition, EventKind, Flow, Node, NodeKind
from workflows.engine.core.rules import SECOND, StepRules, rules_for
from workflows.engine.core.streams import FULL, threshold_of

__all__ = ["CompiledMap", "Exit", "Role", "compile_map"]


class Role(IntEnum):
    """What a node does with a token; tokens rest only where they wait for something."""

    PASS = 0
    """Goes on at once to every outgoing flow: forks, throws, catches with nothing to wait for."""
    CHOOSE = 1
    """Goes on to one outgoing flow: exclusive and event-based gateways."""
    CHOOSE_SOME = 2
    """Goes on to at least one outgoing flow: inclusive splits."""
    END = 3
    """The token ends."""
    TERMINATE = 4
    """The case ends, whatever else runs."""
    STEP = 5
    """Waits until its participant is done."""
    JOIN = 6
    """Waits for a token on each incoming flow (BPMN 2.0 clause 13.4.1)."""
    INCLUSIVE_JOIN = 7
    """Waits until no other token can still reach it (clause 13.4.3)."""
    TIMER = 8
    """Waits for a time."""


@dataclass(frozen=True, slots=True)
class Exit:
    """A timer on the boundary of a step: the node, its delay and whether it ends the step."""

    node: int
    delay: int
    interrupting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledMap:
    """The tables. Every tuple is indexed by node, undo nodes included, unless said otherwise.

    ``outgoing`` holds (flow, target) pairs; ``chances`` the upper draw threshold (a decision,
    cumulative) or the threshold of each flow (an inclusive split). ``rules`` has the nodes that
    somebody performs. ``timers`` are the boundary timers of a step and ``error_exits`` the
    boundary node that catches its errors, -1 for none. ``reaching`` gives, per inclusive join, the
    nodes from which it can be reached. ``participants`` names them by number; ``moves`` is the
    most a sound case moves.
    """

    definition: Definition
    ids: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    outgoing: tuple[tuple[tuple[int, int], ...], ...]
    chances: tuple[tuple[int, ...], ...]
    incoming: tuple[tuple[int, ...], ...]
    starts: tuple[int, ...]
    rules: Mapping[int, StepRules]
    timers: tuple[tuple[Exit, ...], ...]
    waits: tuple[int, ...]
    error_exits: tuple[int, ...]
    hosts: tuple[int, ...]
    reaching: Mapping[int, frozenset[int]]
    participants: tuple[str, ...]
    moves: int


def compile_map(definition: Definition) -> CompiledMap:
    """Tables for any definition, sound or not: what cannot be run is left out of the tables and
    named by ``workflows.engine.core.limitations``."""
    definition = definition.flat
    nodes = definition.nodes
    number = {node.id: index for index, node in enumerate(nodes)}
    flows = [f for f in definition.flows if f.source in number and f.target in number]
    outgoing = _outgoing(nodes, flows, number)
    incoming = _incoming(nodes, flows, number)
    roles = [_role(n, incoming[i], outgoing[i]) for i, n in enumerate(nodes)]
    participants = (*(p.id for p in definition.participants), "")
    rules, undone = _rules(definition, number, participants)

    def table[T](rows: Iterable[T], undo_row: T) -> tuple[T, ...]:
        return (*rows, *(undo_row for _ in undone))

    names = [n.name or n.id for n in nodes]
    chances = (_chances(r, [flows[f] for f, _ in outgoing[i]]) for i, r in enumerate(roles))
    return CompiledMap(
        definition=definition,
        ids=(*(n.id for n in nodes), *(f"undo {nodes[step].id}" for step in undone)),
        names=(*names, *(f"undo {names[step]}" for step in undone)),
        roles=table(roles, Role.STEP),
        outgoing=table(outgoing, ()),
        chances=table(chances, ()),
        incoming=table(incoming, ()),
        starts=_starts(nodes, incoming, number),
        rules=rules,
        timers=table((_timers(definition, n, number) for n in nodes), ()),
        waits=table((round((n.timer or 0.0) * SECOND) for n in nodes), 0),
        error_exits=table((_error_exit(definition, n, number) for n in nodes), -1),
        hosts=table((number.get(n.attached_to or "", -1) for n in nodes), -1),
        reaching=_reaching(roles, outgoing, definition, number),
        participants=participants,
        moves=max(1_000, 20 * len(nodes)),
    )


def _outgoing(
    nodes: Sequence[Node], flows: Sequence[Flow], number: Mapping[str, int]
) -> list[tuple[tuple[int, int], ...]]:
    table: list[list[tuple[int, int]]] = [[] for _ in nodes]
    for index, flow in enumerate(flows):
        table[number[flow.source]].append((index, number[flow.target]))
    return [tuple(row) for row in table]


def _incoming(
    nodes: Sequence[Node], flows: Sequence[Flow], number: Mapping[str, int]
) -> list[tuple[int, ...]]:
    table: list[list[int]] = [[] for _ in nodes]
    for index, flow in enumerate(flows):
        table[number[flow.target]].append(index)
    return [tuple(row) for row in table]


def _role(node: Node, incoming: Sequence[int], outgoing: Sequence[tuple[int, int]]) -> Role:
    if node.is_step:
        return Role.STEP
    if node.kind is NodeKind.END:
        return Role.TERMINATE if node.event is EventKind.TERMINATE else Role.END
    if node.kind is NodeKind.CATCH and node.event is EventKind.TIMER and node.timer:
        return Role.TIMER
    return _gateway_role(node.kind, joins=len(incoming) > 1, splits=len(outgoing) > 1)


def _gateway_role(kind: NodeKind, *, joins: bool, splits: bool) -> Role:
    if kind is NodeKind.PARALLEL and joins:
        return Role.JOIN
    if kind is NodeKind.INCLUSIVE and joins:
        return Role.INCLUSIVE_JOIN
    if kind is NodeKind.INCLUSIVE and splits:
        return Role.CHOOSE_SOME
    if kind in {NodeKind.DECISION, NodeKind.EVENT_BASED} and splits:
        return Role.CHOOSE
    return Role.PASS


def _chances(role: Role, flows: Sequence[Flow]) -> tuple[int, ...]:
    """Draw thresholds of the outgoing flows; what the map leaves open is shared equally."""
    if role is Role.CHOOSE:
        return _cumulative(_shares(flows))
    if role in {Role.CHOOSE_SOME, Role.INCLUSIVE_JOIN}:
        return tuple(threshold_of(0.5 if f.probability is None else f.probability) for f in flows)
    return ()


def _shares(flows: Sequence[Flow]) -> list[float]:
    stated = sum(f.probability for f in flows if f.probability is not None)
    silent = sum(1 for f in flows if f.probability is None)
    rest = max(0.0, 1.0 - stated) / silent if silent else 0.0
    return [rest if f.probability is None else f.probability for f in flows]


def _cumulative(shares: Sequence[float]) -> tuple[int, ...]:
    total = sum(shares)
    if total <= 0:
        return _cumulative([1.0] * len(shares))
    bounds, reached = [], 0.0
    for share in shares:
        reached += share / total
        bounds.append(threshold_of(reached))
    bounds[-1] = FULL
    return tuple(bounds)


def _starts(
    nodes: Sequence[Node], incoming: Sequence[tuple[int, ...]], number: Mapping[str, int]
) -> tuple[int, ...]:
    """The plain starts; else the first start of any kind; else, as BPMN has it for maps without
    start events (clause 10.4.2), every node that no flow leads to."""
    starts = [n for n in nodes if n.kind is NodeKind.START]
    plain = [number[n.id] for n in starts if n.event is EventKind.NONE]
    if starts:
        return tuple(plain) or (number[starts[0].id],)
    apart = {NodeKind.BOUNDARY, NodeKind.COMPENSATION}
    implicit = [i for i, n in enumerate(nodes) if not incoming[i] and n.kind not in apart]
    return tuple(implicit or range(min(1, len(nodes))))


def _rules(
    definition: Definition, number: Mapping[str, int], participants: Sequence[str]
) -> tuple[dict[int, StepRules], list[int]]:
    """The rules of every step and undo node, and the undone steps in the order of undo nodes."""
    nodes = definition.nodes
    steps = [i for i, node in enumerate(nodes) if node.is_step]
    undone = [i for i in steps if _compensation(definition, nodes[i]) is not None]
    undo_node = {step: len(nodes) + place for place, step in enumerate(undone)}

    def rules(node: Node, *, undo: int = -1, undoes: int = -1) -> StepRules:
        known = node.participant if node.participant in participants else ""
        by = participants.index(known or "")
        return rules_for(definition, node, by, undo=undo, undoes=undoes)

    table = {i: rules(nodes[i], undo=undo_node.get(i, -1)) for i in steps}
    for step in undone:
        handler = _compensation(definition, nodes[step]) or nodes[step]
        table[undo_node[step]] = rules(handler, undoes=step)
    return table, undone


def _compensation(definition: Definition, node: Node) -> Node | None:
    effect = node.requirements.effect if node.requirements else None
    return definition.by_id.get(effect.compensation or "") if effect else None


def _timers(definition: Definition, node: Node, number: Mapping[str, int]) -> tuple[Exit, ...]:
    return tuple(
        Exit(number[b.id], round(b.timer * SECOND), b.interrupting)
        for b in definition.boundaries[node.id]
        if b.event is EventKind.TIMER and b.timer is not None
    )


def _error_exit(definition: Definition, node: Node, number: Mapping[str, int]) -> int:
    for boundary in definition.boundaries[node.id]:
        if boundary.event is EventKind.ERROR:
            return number[boundary.id]
    return -1


def _reaching(
    roles: Sequence[Role],
    outgoing: Sequence[tuple[tuple[int, int], ...]],
    definition: Definition,
    number: Mapping[str, int],
) -> dict[int, frozenset[int]]:
    """Per inclusive join, the nodes from which a token can still come to it."""
    sources: list[list[int]] = [[] for _ in outgoing]
    for source, targets in enumerate(outgoing):
        for _, target in targets:
            sources[target].append(source)
    for node in definition.nodes:
        host = number.get(node.attached_to or "")
        if host is not None:
            sources[number[node.id]].append(host)
    joins = [i for i, role in enumerate(roles) if role is Role.INCLUSIVE_JOIN]
    return {join: _ancestors(join, sources) for join in joins}


def _ancestors(node: int, sources: Sequence[Sequence[int]]) -> frozenset[int]:
    seen: set[int] = set()
    todo = list(sources[node])
    while todo:
        current = todo.pop()
        if current not in seen and current != node:
            seen.add(current)
            todo.extend(sources[current])
    return frozenset(seen)
