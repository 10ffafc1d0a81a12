"""Choreography: no one in the middle; each participant follows rules of its own.

``derive_rules`` reads these rules off the map, so that a team can see what each service would have
to know. A step's participant settles the gateways behind it and publishes what comes next; the
participant that waits holds the join.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows.definition.model import Definition, EventKind, OnFailure, Side
from workflows.engine.coordination.ownership import assign
from workflows.engine.core.compiled import CompiledMap, Role, compile_map
from workflows.engine.core.ownership import Ownership

__all__ = ["Rule", "coordinate", "derive_rules"]


def coordinate(compiled: CompiledMap, boundary: Mapping[str, Side]) -> Ownership:
    """Every node to a participant; the boundary plays no part."""
    return assign(compiled, lambda step: False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One reaction of one participant: the events it ``subscribes`` to, the step it ``does`` and
    the events it ``publishes`` afterwards. ``waits_for_all`` marks a join held by the
    participant."""

    participant: str
    subscribes: tuple[str, ...]
    does: str
    publishes: tuple[str, ...]
    waits_for_all: bool = False

    def __str__(self) -> str:
        heard = (" and " if self.waits_for_all else " or ").join(self.subscribes) or "a new case"
        return (
            f"{self.participant or 'nobody'}: on {heard}, "
            f"do {self.does}, then publish {', '.join(self.publishes) or 'nothing'}"
        )


def derive_rules(definition: Definition) -> tuple[Rule, ...]:
    """What each participant reacts to under choreography, in the order of the map; the undoing of
    a step stands behind all forward steps."""
    compiled = compile_map(definition)
    ownership = coordinate(compiled, {})
    return tuple(
        _undo_rule(compiled, ownership, node) if rules.undoes >= 0 else _rule(compiled, node)
        for node, rules in compiled.rules.items()
        if rules.undoes >= 0 or _in_flow(compiled, node)
    )


def _in_flow(compiled: CompiledMap, node: int) -> bool:
    return bool(compiled.incoming[node] or compiled.outgoing[node] or node in compiled.starts)


def _rule(compiled: CompiledMap, node: int) -> Rule:
    sources, joined = _heard(compiled, node)
    rules = compiled.rules[node]
    failing = rules.on_failure is OnFailure.COMPENSATE and not _has_error_exit(compiled, node)
    done = _done(compiled, node)
    return Rule(
        participant=compiled.participants[rules.participant],
        subscribes=tuple(sources),
        does=compiled.names[node],
        publishes=(done, _gone_wrong(compiled, node)) if failing else (done,),
        waits_for_all=joined,
    )


def _has_error_exit(compiled: CompiledMap, node: int) -> bool:
    """Whether an error event on the step's own boundary takes its failures."""
    exits = (b for b in compiled.boundaries[node] if compiled.events[b] is EventKind.ERROR)
    return any(not compiled.refs[exit_] for exit_ in exits)


def _undo_rule(compiled: CompiledMap, ownership: Ownership, node: int) -> Rule:
    rules = compiled.rules[node]
    owner = ownership.owners[node]
    failures = (
        step
        for step, its in compiled.rules.items()
        if its.undoes < 0 and its.on_failure is OnFailure.COMPENSATE
        if owner in ownership.listeners[step] or owner == ownership.owners[step]
    )
    return Rule(
        participant=compiled.participants[rules.participant],
        subscribes=tuple(_gone_wrong(compiled, step) for step in failures),
        does=compiled.names[node],
        publishes=(),
    )


def _done(compiled: CompiledMap, node: int) -> str:
    return f"'{compiled.names[node]}' done"


def _gone_wrong(compiled: CompiledMap, node: int) -> str:
    return f"'{compiled.names[node]}' failed"


def _heard(compiled: CompiledMap, node: int) -> tuple[list[str], bool]:
    """The events that lead to ``node``, walking back through all that nobody performs."""
    sources = _sources(compiled)
    heard: list[str] = []
    joined = False
    seen, queue = {node}, list(sources[node])
    for current in queue:
        if current in seen:
            continue
        seen.add(current)
        if compiled.roles[current] is Role.STEP:
            heard.append(_done(compiled, current))
            continue
        host = compiled.hosts[current]
        if host >= 0:
            heard.append(f"'{compiled.names[current]}' at '{compiled.names[host]}'")
        joined = joined or compiled.roles[current] in {Role.JOIN, Role.INCLUSIVE_JOIN}
        queue.extend(sources[current])
    return heard, joined and len(heard) > 1


def _sources(compiled: CompiledMap) -> list[list[int]]:
    table: list[list[int]] = [[] for _ in compiled.ids]
    for source, target in _edges(compiled):
        table[target].append(source)
    return table


def _edges(compiled: CompiledMap) -> Iterator[tuple[int, int]]:
    for source, routes in enumerate(compiled.outgoing):
        for _, target in routes:
            yield source, target
