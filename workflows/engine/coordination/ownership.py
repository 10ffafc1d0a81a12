"""From sides to ownership: once it is said which steps are orchestrated, the map tells the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workflows.engine.core.compiled import CompiledMap, Role
from workflows.engine.core.ownership import ORCHESTRATOR, Ownership

__all__ = ["assign"]


def assign(compiled: CompiledMap, orchestrated: Callable[[str], bool]) -> Ownership:
    """Ownership of every node, given the ids of the orchestrated steps.

    A step belongs to the orchestrator or to its participant, and its undoing and its boundary
    events go with it. A join, a timer or a start belongs to whoever performs the first step after
    it, and so do joins held by nobody else. What takes no time is settled by whoever sends the
    token into it and needs no owner of its own.
    """
    step_owners = {
        node: ORCHESTRATOR if orchestrated(compiled.ids[node]) else rules.participant
        for node, rules in compiled.rules.items()
        if rules.undoes < 0
    }
    owners = tuple(_owner(compiled, node, step_owners) for node in range(len(compiled.ids)))
    return Ownership(owners, tuple(_listeners(compiled, n, owners) for n in range(len(owners))))


def _owner(compiled: CompiledMap, node: int, step_owners: dict[int, int]) -> int:
    rules = compiled.rules.get(node)
    if rules is not None and rules.undoes >= 0:
        return step_owners[rules.undoes]
    if compiled.hosts[node] in step_owners:
        return step_owners[compiled.hosts[node]]
    first = _first_step(compiled, node)
    if first is None:
        has_orchestrator = ORCHESTRATOR in step_owners.values() or not step_owners
        return ORCHESTRATOR if has_orchestrator else len(compiled.participants) - 1
    return step_owners[first]


def _first_step(compiled: CompiledMap, node: int) -> int | None:
    """The nearest step at or after ``node``, nearest meaning fewest flows away."""
    seen, queue = {node}, [node]
    for current in queue:
        if compiled.roles[current] is Role.STEP:
            return current
        fresh = [target for _, target in compiled.outgoing[current] if target not in seen]
        seen.update(fresh)
        queue.extend(fresh)
    return None


def _listeners(compiled: CompiledMap, node: int, owners: tuple[int, ...]) -> tuple[int, ...]:
    """Who else may have work to stop or to undo when ``node`` ends the case early: the owners of
    steps, but for those that cannot have begun because every way to them leads through ``node``."""
    rules = compiled.rules.get(node)
    if compiled.roles[node] is not Role.TERMINATE and (rules is None or rules.undoes >= 0):
        return ()
    unavoidable = _only_after(compiled, node)
    others = {
        owners[step]
        for step, its in compiled.rules.items()
        if its.undoes < 0 and step not in unavoidable
    }
    # Whoever sends the last token into a terminating end sees it, not the end's nominal owner.
    seen_by = set() if rules is None else {owners[node]}
    return tuple(sorted(others - seen_by))


def _only_after(compiled: CompiledMap, node: int) -> frozenset[int]:
    """Nodes that no case reaches without passing ``node``, nor before coming back to it."""
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
        todo.extend(exit_.node for exit_ in compiled.timers[current])
        todo.extend(exit_ for exit_ in (compiled.error_exits[current],) if exit_ >= 0)
    return frozenset(seen)
