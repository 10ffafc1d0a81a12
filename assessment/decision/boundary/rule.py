"""The hybrid boundary by a first rule: which steps are orchestrated, which react to events.

A step is orchestrated where it needs immediate consistency, where its effect must be undone when a
later step fails, or where it waits for a person. A compensation stands where the step stands that
it undoes. A side that the team pinned wins and is marked so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assessment.decision.assessment import Assessment
from assessment.decision.phrases import quoted
from assessment.decision.verdict_parts import Placement
from workflows.definition.model import (
    Consistency,
    Definition,
    Node,
    NodeKind,
    OnFailure,
    ParticipantKind,
    Side,
)
from workflows.sandbox.scenario import Scenario

__all__ = ["Crossing", "crossings", "followers", "placements", "scenario_with_boundary", "sides"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A hand-over from a step on one side to a step on the other: ids and names of both."""

    source: str
    target: str
    source_name: str
    target_name: str


def placements(assessment: Assessment) -> tuple[Placement, ...]:
    """The side of every step, compensations included, in the order of the map."""
    definition = assessment.definition
    undone = _undone(definition)
    forward = {step.id: _placement(assessment, step) for step in definition.forward_steps}
    return tuple(
        forward[step.id]
        if step.id in forward
        else _beside(assessment, step, forward.get(undone.get(step.id, "")))
        for step in definition.steps
    )


def sides(placed: tuple[Placement, ...]) -> dict[str, Side]:
    """The side of each step by its id."""
    return {placement.step: placement.side for placement in placed}


def scenario_with_boundary(assessment: Assessment) -> Scenario:
    """The assessment's scenario with this boundary in it, ready to run."""
    return replace(assessment.scenario, boundary=sides(placements(assessment)))


def crossings(definition: Definition, boundary: Mapping[str, Side]) -> tuple[Crossing, ...]:
    """Every hand-over between steps on different sides, in the order of the map. Gateways and
    events between two steps are looked through; a step without a side counts as orchestrated."""
    return tuple(
        _crossing(step, follower)
        for step in definition.forward_steps
        for follower in followers(definition, step)
        if _side(boundary, step) is not _side(boundary, follower)
    )


def followers(definition: Definition, step: Node) -> Iterator[Node]:
    """The steps that come next, looking through whatever stands between, each once."""
    flat, steps = definition.flat, {own.id: own for own in definition.steps}
    queue = deque(_next_nodes(flat, step))
    seen: set[str] = set()
    while queue:
        node = queue.popleft()
        if node.id in seen:
            continue
        seen.add(node.id)
        if node.id in steps:
            yield steps[node.id]
        else:
            queue.extend(_next_nodes(flat, node))


def _next_nodes(definition: Definition, node: Node) -> list[Node]:
    # What leaves a boundary event leaves its step as well.
    starts = (node, *definition.boundaries.get(node.id, ()))
    targets = [flow.target for one in starts for flow in definition.outgoing.get(one.id, ())]
    return [definition.by_id[target] for target in targets if target in definition.by_id]


def _side(boundary: Mapping[str, Side], step: Node) -> Side:
    return boundary.get(step.id, Side.ORCHESTRATED)


def _crossing(source: Node, target: Node) -> Crossing:
    return Crossing(
        source=source.id,
        target=target.id,
        source_name=source.name or source.id,
        target_name=target.name or target.id,
    )


def _undone(definition: Definition) -> dict[str, str]:
    """The step that each compensation undoes, by the compensation's id."""
    return {undo: step.id for step in definition.forward_steps if (undo := _undo(step))}


def _undo(step: Node) -> str | None:
    effect = step.requirements.effect if step.requirements else None
    return effect.compensation if effect else None


def _placement(assessment: Assessment, step: Node) -> Placement:
    return _pinned(assessment, step, *_rule(assessment.definition, step))


def _beside(assessment: Assessment, step: Node, undone: Placement | None) -> Placement:
    """A compensation stands beside what it undoes."""
    if undone is None:
        return _pinned(assessment, step, Side.ORCHESTRATED, "Orchestrated: it undoes nothing yet.")
    label = _label(undone.side)
    reason = f"{label}: it undoes {quoted(undone.name)} and stands on the same side."
    return _pinned(assessment, step, undone.side, reason)


def _pinned(assessment: Assessment, step: Node, suggested: Side, reason: str) -> Placement:
    """The rule's side, unless the team chose: by an override first, by the matrix second."""
    side, why = _choice(assessment, step)
    name = step.name or step.id
    if side is not None:
        reason = f"{_label(side)}: {why} (the rule says {suggested.value})."
    return Placement(
        step=step.id,
        name=name,
        side=side or suggested,
        reason=reason,
        suggested=suggested,
        overridden=side is not None,
    )


def _choice(assessment: Assessment, step: Node) -> tuple[Side | None, str]:
    if override := assessment.boundary.get(step.id):
        return override.side, override.reason.rstrip(".") or "the team chose so"
    if step.requirements and step.requirements.side:
        return step.requirements.side, "pinned in the requirement matrix"
    return None, ""


def _rule(definition: Definition, step: Node) -> tuple[Side, str]:
    if why := _needs_a_conductor(definition, step):
        return Side.ORCHESTRATED, f"Orchestrated: {why}."
    return Side.EVENT_DRIVEN, f"Event-driven: {_may_follow(step)}."


def _needs_a_conductor(definition: Definition, step: Node) -> str:
    """Why a step must be orchestrated; empty where it need not be."""
    needs = step.requirements
    if _undo(step):
        return f"its effect must be undone if {_later_failure(definition, step)} fails"
    if needs and needs.consistency is Consistency.IMMEDIATE:
        return "the next step may begin only when its result is certain"
    if _waits_for_a_person(definition, step):
        deadline = ", with a deadline to keep" if needs and needs.deadline else ""
        return f"it waits for a person{deadline}"
    return ""


def _waits_for_a_person(definition: Definition, step: Node) -> bool:
    participant = definition.participants_by_id.get(step.participant or "")
    human = participant is not None and participant.kind is ParticipantKind.HUMAN
    return human or step.kind is NodeKind.USER_TASK


def _later_failure(definition: Definition, step: Node) -> str:
    """The next step whose failure undoes the case, in words."""
    queue, seen = deque(followers(definition, step)), {step.id}
    while queue:
        later = queue.popleft()
        if later.id in seen:
            continue
        seen.add(later.id)
        if later.requirements and later.requirements.on_failure is OnFailure.COMPENSATE:
            return quoted(later.name or later.id)
        queue.extend(followers(definition, later))
    return "a later step"


def _may_follow(step: Node) -> str:
    if step.requirements and step.requirements.effect:
        return "its effect may settle later and need not be undone"
    return "its result may settle later"


def _label(side: Side) -> str:
    return side.value.capitalize()
