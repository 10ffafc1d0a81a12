"""From sides to ownership: once it is said which steps are orchestrated, the map tells the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workflows.definition.model import NodeKind
from workflows.engine.core.compiled import CompiledMap, Role
from workflows.engine.core.ownership import ORCHESTRATOR, Ownership

__all__ = ["assign"]


def assign(compiled: CompiledMap, orchestrated: Callable[[str], bool]) -> Ownership:
    """Ownership of every node, given the ids of the orchestrated steps.

    A step belongs to the orchestrator or to its participant, and its undoing and its boundary
    events go with it. A join, a scope, an event or a start belongs to whoever performs the first
    step after it, and so do joins held by nobody else; events that an event-based gateway chooses
    from go with the gateway, event sub-processes with the scope around them, and a scope that
    undoes something with what it undoes. What takes
    no time is settled by whoever sends the token into it and needs no owner of its own.
    """
    owners = _Assignment(compiled, orchestrated).owners()
    nodes = range(len(owners))
    return Ownership(
        owners,
        tuple(_listeners(compiled, node, owners) for node in nodes),
        tuple(_holders(compiled, node, owners) for node in nodes),
    )


class _Assignment:
    """Finds the owner of every node of one map."""

    def __init__(self, compiled: CompiledMap, orchestrated: Callable[[str], bool]) -> None:
        self._map = compiled
        self._steps = {
            node: ORCHESTRATOR if orchestrated(self._drawn_as(node)) else rules.participant
            for node, rules in compiled.rules.items()
            if rules.undoes < 0
        }
        has_orchestrator = ORCHESTRATOR in self._steps.values() or not self._steps
        self._nobody = ORCHESTRATOR if has_orchestrator else len(compiled.participants) - 1
        self._undone = {
            handler: node
            for node, handler in enumerate(compiled.undo)
            if handler >= 0 and compiled.roles[handler] is Role.SCOPE
        }
        self._gateways = {
            target: node
            for node, role in enumerate(compiled.roles)
            if role is Role.RACE
            for _, target in compiled.outgoing[node]
        }

    def _drawn_as(self, node: int) -> str:
        """The id of a step as the team sees it: what stands in a called map goes with the call."""
        name = self._map.ids[node]
        while node >= 0:
            if self._map.kinds[node] is NodeKind.CALL_ACTIVITY:
                name = self._map.ids[node]
            node = self._map.parents[node]
        return name

    def owners(self) -> tuple[int, ...]:
        return tuple(self._owner(node) for node in range(len(self._map.ids)))

    def _owner(self, node: int) -> int:
        if self._map.is_undo(node):
            return self._owner(self._map.rules[node].undoes)
        if self._map.hosts[node] >= 0:
            return self._owner(self._map.hosts[node])
        if node in self._gateways:
            return self._owner(self._gateways[node])
        if self._goes_with_scope(node):
            return self._owner(self._map.parents[node])
        if node in self._undone:
            return self._owner(self._undone[node])
        if node in self._steps:
            return self._steps[node]
        first = self._first_step(node)
        return self._nobody if first is None else self._steps[first]

    def _goes_with_scope(self, node: int) -> bool:
        """An event sub-process, and the event that begins it."""
        parent = self._map.parents[node]
        inside = parent >= 0 and self._map.kinds[parent] is NodeKind.EVENT_SUB_PROCESS
        begins = inside and self._map.kinds[node] is NodeKind.START
        return begins or self._map.kinds[node] is NodeKind.EVENT_SUB_PROCESS

    def _first_step(self, node: int) -> int | None:
        """The nearest step after ``node``, nearest meaning fewest flows away; of a scope that
        nothing follows, the first step inside."""
        after = self._nearest(self._after(node))
        return self._nearest(self._inside(node)) if after is None else after

    def _nearest(self, nodes: Iterable[int]) -> int | None:
        queue = list(nodes)
        seen = set(queue)
        for current in queue:
            if current in self._steps:
                return current
            fresh = [n for n in (*self._inside(current), *self._after(current)) if n not in seen]
            seen.update(fresh)
            queue.extend(fresh)
        return None

    def _after(self, node: int) -> list[int]:
        """What follows a node; at the end of a scope, what follows the scope."""
        here = node
        while here >= 0 and not self._map.outgoing[here]:
            here = self._map.parents[here]
        return [target for _, target in self._map.outgoing[here]] if here >= 0 else []

    def _inside(self, node: int) -> list[int]:
        parents, kinds = self._map.parents, self._map.kinds
        starts = (
            start
            for start, parent in enumerate(parents)
            if parent == node and kinds[start] is NodeKind.START
        )
        return [*starts, *self._map.entries.get(node, ())]


def _holders(compiled: CompiledMap, scope: int, owners: tuple[int, ...]) -> tuple[int, ...]:
    """Who may hold a token somewhere inside a scope."""
    if compiled.roles[scope] is not Role.SCOPE:
        return ()
    found: set[int] = set()
    todo = [scope]
    while todo:
        current = todo.pop()
        inside = [node for node, parent in enumerate(compiled.parents) if parent == current]
        found.update(owners[node] for node in inside if _can_hold(compiled, node))
        todo.extend(inside)
    return tuple(sorted(found))


def _can_hold(compiled: CompiledMap, node: int) -> bool:
    """Whether a token can come to rest at a node. None comes to a step that undoes another: its
    work is done for the activity's owner, at the undo node."""
    rests = compiled.roles[node] >= Role.STEP
    return rests and compiled.kinds[node] is not NodeKind.COMPENSATION


def _listeners(compiled: CompiledMap, node: int, owners: tuple[int, ...]) -> tuple[int, ...]:
    """Who else may have work to stop or to undo when the step ``node`` fails for good: the owners
    of steps, but for those that cannot have begun because every way to them leads through
    ``node``."""
    rules = compiled.rules.get(node)
    if rules is None or rules.undoes >= 0:
        return ()
    unavoidable = _only_after(compiled, node)
    others = {
        owners[step]
        for step, its in compiled.rules.items()
        if its.undoes < 0 and _can_hold(compiled, step) and step not in unavoidable
    }
    return tuple(sorted(others - {owners[node]}))


def _only_after(compiled: CompiledMap, node: int) -> frozenset[int]:
    """Nodes that no case reaches without passing ``node``, nor before coming back to it."""
    if len(compiled.entries) > len(compiled.processes) or len(compiled.processes) > 1:
        return frozenset()
    without = _reach(compiled, compiled.starts, avoid=node)
    after = _reach(compiled, [target for _, target in compiled.outgoing[node]], avoid=-1)
    return frozenset() if node in after else after - without


def _reach(compiled: CompiledMap, starts: Iterable[int], *, avoid: int) -> frozenset[int]:
    seen: set[int] = set()
    todo = list(starts)
    while todo:
        current = todo.pop()
        if current in seen or current == avoid:
            continue
        seen.add(current)
        todo.extend(target for _, target in compiled.outgoing[current])
        todo.extend(compiled.boundaries[current])
        todo.extend(link for link in (compiled.links[current],) if link >= 0)
    return frozenset(seen)
