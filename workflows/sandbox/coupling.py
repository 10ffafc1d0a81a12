"""Coupling: who has to know whom under a model, and who has to change when a step is added.

What a component knows is read off the map, the way ``derive_rules`` does for choreography: the
orchestrator knows the steps it commands and what comes before them; an event-driven participant
knows the events it reacts to, those that start its steps and those that make it undo them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from workflows.definition.model import (
    Definition,
    Flow,
    Node,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    Participant,
    Side,
)

__all__ = ["ORCHESTRATOR", "Coupling", "coupling"]

ORCHESTRATOR = "the orchestrator"
"""How the orchestrator is named among components; no participant's id has a space."""

_NEW = "added"


class _Fact(NamedTuple):
    """Something a component knows ``about`` another one."""

    about: str
    what: str


type _Knowledge = dict[str, set[_Fact]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupling:
    """One model's figures. ``edges`` are the pairs of components of which the first must know the
    second; ``changes`` counts per step how many components must change when a step of somebody
    new is added right after it, the newcomer left out."""

    model: OrchestrationModel
    edges: tuple[tuple[str, str], ...]
    changes: Mapping[str, int]

    @property
    def mean_changes(self) -> float:
        """Components that change per step added, over all places; 0.0 for a map without steps."""
        return sum(self.changes.values()) / len(self.changes) if self.changes else 0.0

    def as_json(self) -> dict[str, Any]:
        """The figures as data."""
        return {
            "model": self.model.value,
            "edges": [list(edge) for edge in self.edges],
            "changes": dict(self.changes),
            "mean_changes": self.mean_changes,
        }


def coupling(
    definition: Definition, model: OrchestrationModel, boundary: Mapping[str, Side]
) -> Coupling:
    """The figures of one model; ``boundary`` gives the sides under hybrid, a step that it leaves
    out is orchestrated."""
    flat = definition.flat
    sides = {step.id: _side(model, boundary, step) for step in flat.forward_steps}
    known = _knowledge(flat, sides)
    edges = {(who, fact.about) for who, facts in known.items() for fact in facts}
    return Coupling(
        model=model,
        edges=tuple(sorted((who, whom) for who, whom in edges if whom not in {who, ""})),
        changes={step.id: _changed(flat, sides, known, step) for step in flat.forward_steps},
    )


def _side(model: OrchestrationModel, boundary: Mapping[str, Side], step: Node) -> Side:
    if model is OrchestrationModel.HYBRID:
        return boundary.get(step.id, Side.ORCHESTRATED)
    centralized = model is OrchestrationModel.CENTRALIZED
    return Side.ORCHESTRATED if centralized else Side.EVENT_DRIVEN


def _changed(
    definition: Definition, sides: Mapping[str, Side], before: _Knowledge, step: Node
) -> int:
    newcomer = _free_id(definition)
    after = _knowledge(
        _with_step_after(definition, step, newcomer), {**sides, newcomer: sides[step.id]}
    )
    after.pop(newcomer, None)
    return sum(before.get(who) != after.get(who) for who in {**before, **after})


def _free_id(definition: Definition) -> str:
    taken = {*definition.by_id, *definition.participants_by_id}
    number = 1
    while f"{_NEW}-{number}" in taken:
        number += 1
    return f"{_NEW}-{number}"


def _with_step_after(definition: Definition, step: Node, newcomer: str) -> Definition:
    """The map with one step more, done by a participant of its own, that fails as ``step`` does
    and has no effect."""
    needs = step.requirements and replace(step.requirements, effect=None)
    added = Node(
        id=newcomer, name=newcomer, kind=NodeKind.TASK, participant=newcomer, requirements=needs
    )
    moved = (
        replace(flow, source=newcomer) if flow.source == step.id else flow
        for flow in definition.flows
    )
    return replace(
        definition,
        participants=(*definition.participants, Participant(id=newcomer, name=newcomer)),
        nodes=(*definition.nodes, added),
        flows=(*moved, Flow(id=f"to-{newcomer}", source=step.id, target=newcomer)),
    )


def _knowledge(definition: Definition, sides: Mapping[str, Side]) -> _Knowledge:
    """What each component knows."""
    known: _Knowledge = {}
    for who, fact in (*_starts(definition, sides), *_undoings(definition, sides)):
        known.setdefault(who, set()).add(fact)
    return known


def _starts(definition: Definition, sides: Mapping[str, Side]) -> Iterator[tuple[str, _Fact]]:
    """Who knows what begins each step."""
    before: dict[str, list[Node]] = {step.id: [] for step in definition.forward_steps}
    for step in definition.forward_steps:
        for follower in _followers(definition, step):
            before[follower.id].append(step)
    for step in definition.forward_steps:
        owner = _owner(step, sides)
        if owner == ORCHESTRATOR:
            yield owner, _Fact(step.participant or "", f"does {step.id}")
        for source in before[step.id]:
            yield owner, _Fact(_owner(source, sides), f"{source.id} begins {step.id}")


def _undoings(definition: Definition, sides: Mapping[str, Side]) -> Iterator[tuple[str, _Fact]]:
    """Who knows after which failures to undo what it did."""
    for step in definition.forward_steps:
        undo = definition.handler_of(step)
        if undo is None:
            continue
        owner = _owner(step, sides)
        if owner == ORCHESTRATOR:
            yield owner, _Fact(undo.participant or "", f"does {undo.id}")
        for failing in _later(definition, step):
            if failing.requirements and failing.requirements.on_failure is OnFailure.COMPENSATE:
                yield owner, _Fact(_owner(failing, sides), f"{failing.id} failed, undo {step.id}")


def _owner(step: Node, sides: Mapping[str, Side]) -> str:
    if sides[step.id] is Side.ORCHESTRATED:
        return ORCHESTRATOR
    return step.participant or ""


def _later(definition: Definition, step: Node) -> Iterator[Node]:
    """Every step that may come after this one, each once."""
    seen: set[str] = set()
    queue = [step]
    while queue:
        for follower in _followers(definition, queue.pop()):
            if follower.id not in seen:
                seen.add(follower.id)
                queue.append(follower)
                yield follower


def _followers(definition: Definition, step: Node) -> Iterator[Node]:
    """The steps that come next, looking through whatever stands between, each once."""
    seen: set[str] = set()
    queue = _next(definition, step)
    while queue:
        node = queue.pop()
        if node.id in seen:
            continue
        seen.add(node.id)
        if node.is_step:
            yield node
        else:
            queue += _next(definition, node)


def _next(definition: Definition, node: Node) -> list[Node]:
    # What leaves a boundary event leaves its step as well.
    starts = (node, *definition.boundaries.get(node.id, ()))
    targets = [flow.target for start in starts for flow in definition.outgoing[start.id]]
    return [definition.by_id[target] for target in targets if target in definition.by_id]
