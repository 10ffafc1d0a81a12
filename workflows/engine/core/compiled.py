"""Compiling: a definition becomes tables of integers, once per experiment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from workflows.definition.conditions import ConditionError, parse
from workflows.definition.model import (
    Definition,
    EventKind,
    LoopKind,
    Node,
    NodeKind,
)
from workflows.engine.core.chances import thresholds
from workflows.engine.core.correspondence import Correspondence
from workflows.engine.core.expansion import expanded
from workflows.engine.core.paths import Paths
from workflows.engine.core.rules import SECOND, StepRules, rules_for
from workflows.engine.core.streams import threshold_of
from workflows.engine.core.tables import CompiledMap, LoopRules, Role, Test
from workflows.engine.core.wiring import Wiring

__all__ = ["CompiledMap", "Role", "compile_map"]


def compile_map(definition: Definition) -> CompiledMap:
    """Tables for any definition, sound or not: what cannot be run is left out of the tables and
    named by ``workflows.engine.core.limitations``."""
    return _Compiler(definition).tables()


class _Compiler:
    """Makes the tables of one definition."""

    def __init__(self, definition: Definition) -> None:
        expansion = expanded(definition)
        self._drawn = definition
        self._elements = expansion.elements
        self._map = expansion.definition
        self._nodes = self._map.nodes
        self._undone = [i for i, node in enumerate(self._nodes) if self._handler_step(node)]
        self._wiring = Wiring(self._map, len(self._undone))
        self._number = self._wiring.number
        self._flows = [
            flow
            for flow in self._map.flows
            if flow.source in self._number and flow.target in self._number
        ]
        self._participants = (*(p.id for p in self._map.participants), "")
        self._tests: list[Test] = []
        self._sources = {v.name: self._number.get(v.source, -1) for v in self._map.variables}

    def tables(self) -> CompiledMap:
        """All tables."""
        flow_tests = tuple(self._test(flow.condition) for flow in self._flows)
        node_tests = self._by_node(lambda node: self._test(node.condition), -1)
        loops = {i: self._loop(node) for i, node in enumerate(self._nodes) if node.loop}
        scopes = [*(i for i, n in enumerate(self._nodes) if n.is_scope), *self._wiring.processes]
        most = max((rules.count for rules in loops.values()), default=0)
        wiring = self._wiring
        receivers = self._mapping(wiring.receivers)
        correspondence = Correspondence(self._nodes, wiring, self._outgoing, receivers)
        paths = Paths(
            self._outgoing,
            self._boundary_rows,
            self._by_node(self._links, ()),
            self._beyond(receivers),
            self._inside(),
        )
        return CompiledMap(
            definition=self._drawn,
            ids=self._names(
                lambda node: node.id,
                "undo {}",
                (f"process {name or self._drawn.id}" for name in wiring.process_names),
            ),
            elements=self._element_names(),
            names=self._names(
                lambda node: node.name or node.id,
                "undo {}",
                (name or self._drawn.name for name in wiring.process_names),
            ),
            kinds=self._by_node(lambda node: node.kind, NodeKind.TASK),
            events=self._by_node(lambda node: node.event, EventKind.NONE),
            refs=self._by_node(lambda node: node.ref, ""),
            roles=self._roles,
            outgoing=self._outgoing,
            incoming=self._incoming,
            flow_ids=tuple(self._elements[flow.id] for flow in self._flows),
            chances=self._chances(),
            tests=tuple(self._tests),
            flow_tests=flow_tests,
            node_tests=node_tests,
            defaults=self._by_node(self._default, -1),
            parents=self._by_node(wiring.parent, -1),
            processes=wiring.processes,
            entries={scope: wiring.entries(scope) for scope in scopes},
            sub_starts={scope: wiring.sub_starts(scope) for scope in scopes},
            undo_scopes={s: u for s in scopes if (u := wiring.undo_scope(s)) >= 0},
            starts=wiring.starts(),
            boundaries=self._boundary_rows,
            hosts=self._by_node(lambda node: self._number.get(node.attached_to or "", -1), -1),
            interrupting=self._by_node(lambda node: node.interrupting, True),
            waits=self._by_node(_timer, -1),
            untimed=frozenset(i for i, node in enumerate(self._nodes) if node.wait is None),
            links=self._by_node(wiring.link, -1),
            receivers=receivers,
            senders=correspondence.senders,
            sent=self._mapping(wiring.sent),
            heard=self._mapping(wiring.heard),
            asking=correspondence.asking(),
            begins=correspondence.begins(),
            rules=self._rules(),
            undo=self._undo,
            loops=loops,
            participants=self._participants,
            variables=self._map.variables,
            reach={
                join: paths.reach(join)
                for join, role in enumerate(self._roles)
                if role is Role.INCLUSIVE_JOIN
            },
            ahead=paths.ahead(),
            moves=max(5_000, 50 * len(self._nodes), 50 * most),
            limit=max(1_000, 10 * most),
        )

    # Rows: one per node, then the undo nodes, then the processes

    def _by_node[T](self, cell: Callable[[Node], T], other: T) -> tuple[T, ...]:
        behind = len(self._undone) + len(self._wiring.processes)
        return (*(cell(node) for node in self._nodes), *([other] * behind))

    def _names(
        self, cell: Callable[[Node], str], undo: str, processes: Iterable[str]
    ) -> tuple[str, ...]:
        undoing = (undo.format(cell(self._nodes[i])) for i in self._undone)
        return (*(cell(node) for node in self._nodes), *undoing, *processes)

    def _element_names(self) -> tuple[str, ...]:
        handlers = (self._handler_step(self._nodes[i]) for i in self._undone)
        return (
            *(self._elements[node.id] for node in self._nodes),
            *(self._elements[handler.id] for handler in handlers if handler),
            *(name or self._drawn.id for name in self._wiring.process_names),
        )

    def _mapping[T: Sequence[object]](self, cell: Callable[[Node], T]) -> dict[int, T]:
        """By node, only where there is something."""
        return {i: found for i, node in enumerate(self._nodes) if (found := cell(node))}

    # Flows

    @cached_property
    def _outgoing(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        table: list[list[tuple[int, int]]] = [[] for _ in self._by_node(lambda node: 0, 0)]
        for index, flow in enumerate(self._flows):
            table[self._number[flow.source]].append((index, self._number[flow.target]))
        return tuple(tuple(row) for row in table)

    @cached_property
    def _incoming(self) -> tuple[tuple[int, ...], ...]:
        table: list[list[int]] = [[] for _ in self._outgoing]
        for index, flow in enumerate(self._flows):
            table[self._number[flow.target]].append(index)
        return tuple(tuple(row) for row in table)

    def _default(self, node: Node) -> int:
        row = self._outgoing[self._number[node.id]]
        return next((flow for flow, _ in row if self._flows[flow].default), -1)

    def _chances(self) -> tuple[tuple[int, ...], ...]:
        rows = ([self._flows[flow] for flow, _ in row] for row in self._outgoing)
        return tuple(thresholds(role, flows) for role, flows in zip(self._roles, rows, strict=True))

    # Roles

    @cached_property
    def _roles(self) -> tuple[Role, ...]:
        behind = [Role.STEP] * len(self._undone) + [Role.SCOPE] * len(self._wiring.processes)
        return (*(self._role(i, node) for i, node in enumerate(self._nodes)), *behind)

    def _role(self, index: int, node: Node) -> Role:
        if node.is_step:
            return Role.STEP
        if node.is_scope:
            return Role.SCOPE
        if node.kind in {NodeKind.END, NodeKind.THROW}:
            return _throwing_role(node)
        if node.kind is NodeKind.CATCH:
            return Role.PASS if node.event in {EventKind.NONE, EventKind.LINK} else Role.CATCH
        joins, splits = len(self._incoming[index]) > 1, len(self._outgoing[index]) > 1
        return _gateway_role(node.kind, joins=joins, splits=splits)

    # Conditions and loops

    def _test(self, text: str) -> int:
        """The number of a condition, -1 for one that cannot be decided by what a case knows."""
        if not text:
            return -1
        try:
            condition = parse(text)
        except ConditionError:
            return -1
        if not all(name in self._sources for name in condition.variables):
            return -1
        self._tests.append(Test(condition, tuple(self._sources[n] for n in condition.variables)))
        return len(self._tests) - 1

    def _loop(self, node: Node) -> LoopRules:
        loop = node.loop
        assert loop is not None  # noqa: S101 - asked for looping nodes only
        return LoopRules(
            kind=loop.kind,
            test=self._test(loop.condition),
            count=loop.maximum if loop.kind is LoopKind.STANDARD else loop.count,
            test_before=loop.test_before,
            again=threshold_of(loop.again),
        )

    # Events

    def _boundaries(self, node: Node) -> tuple[int, ...]:
        return tuple(
            self._number[boundary.id]
            for boundary in self._map.boundaries[node.id]
            if boundary.event is not EventKind.COMPENSATION
        )

    @cached_property
    def _boundary_rows(self) -> tuple[tuple[int, ...], ...]:
        return self._by_node(self._boundaries, ())

    def _links(self, node: Node) -> tuple[int, ...]:
        catch = self._wiring.link(node)
        return (catch,) if catch >= 0 else ()

    def _beyond(self, receivers: Mapping[int, Sequence[int]]) -> tuple[tuple[int, ...], ...]:
        """What follows the scopes around a node, what may interrupt them, what takes the messages
        and signals of the node, and what may undo it."""
        signalled = [
            i
            for i, node in enumerate(self._nodes)
            if node.kind is NodeKind.START and node.event is EventKind.SIGNAL
        ]

        def beyond(node: Node) -> tuple[int, ...]:
            here = self._number[node.id]
            again = [here] if node.loop or node.is_handler else []
            again += [self._wiring.parent(node)] if self._begins_sub(node) else []
            thrown = signalled if node.event is EventKind.SIGNAL else []
            undoing = self._undoing_scopes(node)
            return (*again, *thrown, *undoing, *receivers.get(here, ()), *self._around(node))

        return self._by_node(beyond, ())

    def _undoing_scopes(self, node: Node) -> list[int]:
        """The scopes that may undo an activity once it is done."""
        here = self._number[node.id]
        as_a_whole = self._undo[here] if self._undo[here] < len(self._nodes) else -1
        from_inside = self._wiring.undo_scope(here) if node.is_scope else -1
        return [scope for scope in (as_a_whole, from_inside) if scope >= 0]

    def _begins_sub(self, node: Node) -> bool:
        parent = self._map.by_id.get(node.parent or "")
        inside = parent is not None and parent.kind is NodeKind.EVENT_SUB_PROCESS
        return inside and node.kind is NodeKind.START

    def _around(self, node: Node) -> Iterator[int]:
        scope = self._wiring.parent(node)
        yield from self._wiring.sub_starts(scope)
        if scope < len(self._nodes):
            around = self._nodes[scope]
            yield from (target for _, target in self._outgoing[scope])
            yield from self._boundaries(around)
            yield from self._wiring.children(scope) if around.loop else ()
            yield from self._around(around)

    def _inside(self) -> tuple[tuple[int, ...], ...]:
        def inside(node: Node) -> tuple[int, ...]:
            here, parent = self._number[node.id], self._wiring.parent(node)
            begins = node.kind is NodeKind.START and parent in self._wiring.processes
            if begins:
                return (parent, *self._wiring.children(parent))
            return tuple(self._wiring.children(here)) if node.is_scope else ()

        return self._by_node(inside, ())

    # Work

    def _handler_step(self, node: Node) -> Node | None:
        """The step that undoes this activity, where a step does."""
        handler = self._map.handler_of(node)
        return handler if handler is not None and handler.is_step else None

    @cached_property
    def _undo(self) -> tuple[int, ...]:
        first = len(self._nodes)
        by_step = {node: first + place for place, node in enumerate(self._undone)}

        def undo(node: Node) -> int:
            handler = self._map.handler_of(node)
            by_scope = self._number[handler.id] if handler and handler.is_scope else -1
            return by_step.get(self._number[node.id], by_scope)

        return self._by_node(undo, -1)

    def _rules(self) -> dict[int, StepRules]:
        """The rules of every step, then of every undo node."""
        steps = [i for i, node in enumerate(self._nodes) if node.is_step]
        table = {i: self._rules_of(self._nodes[i], undo=self._undo[i]) for i in steps}
        for activity in self._undone:
            handler = self._handler_step(self._nodes[activity]) or self._nodes[activity]
            table[self._undo[activity]] = self._rules_of(handler, undoes=activity)
        return table

    def _rules_of(self, node: Node, *, undo: int = -1, undoes: int = -1) -> StepRules:
        known = node.participant if node.participant in self._participants else ""
        by = self._participants.index(known or "")
        return rules_for(self._map, node, by, undo=undo, undoes=undoes)


def _timer(node: Node) -> int:
    return -1 if node.timer is None else round(node.timer * SECOND)


def _throwing_role(node: Node) -> Role:
    if node.event is EventKind.COMPENSATION:
        return Role.UNDO
    if node.event is EventKind.NONE:
        return Role.END if node.kind is NodeKind.END else Role.PASS
    return Role.THROW


def _gateway_role(kind: NodeKind, *, joins: bool, splits: bool) -> Role:
    if kind is NodeKind.EVENT_BASED:
        return Role.RACE
    if kind is NodeKind.PARALLEL and joins:
        return Role.JOIN
    if kind is NodeKind.INCLUSIVE and joins:
        return Role.INCLUSIVE_JOIN
    if kind is NodeKind.INCLUSIVE and splits:
        return Role.CHOOSE_SOME
    if kind is NodeKind.DECISION and splits:
        return Role.CHOOSE
    return Role.PASS
