"""What a project asks of a tool: its context, and figures read off the map.

Under hybrid the orchestrator has to cope with the orchestrated steps and the broker with the
others, so the figures are those of the steps that the role sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.evidence.facts import stated_volume, volume_is_stated
from assessment.decision.evidence.visits import expected_visits
from assessment.decision.tools.toolbox import Role, Tool
from workflows.definition.model import (
    Definition,
    LoopKind,
    Node,
    NodeKind,
    OrchestrationModel,
    ParticipantKind,
    Side,
)

__all__ = ["ROLES", "Needs", "Wait", "needs_for"]

ROLES: Mapping[OrchestrationModel, tuple[Role, ...]] = {
    OrchestrationModel.CENTRALIZED: (Role.ORCHESTRATOR,),
    OrchestrationModel.CHOREOGRAPHY: (Role.BROKER,),
    OrchestrationModel.HYBRID: (Role.ORCHESTRATOR, Role.BROKER),
}
"""Which tools a model needs at all."""

_SIDE = {Role.ORCHESTRATOR: Side.ORCHESTRATED, Role.BROKER: Side.EVENT_DRIVEN}
_OPEN_ENDS = frozenset({"none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A wait that a case may have to sit out: how long, in seconds, and at which node."""

    seconds: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What is asked. Empty texts and tuples mean that nobody has said; ``duties`` is None then.

    ``steps`` is the number of steps that the role sees, ``visits`` how many of them a case
    performs on average, ``humans`` how many wait for a person, ``fragile`` how many have an effect
    that must not happen twice, ``rate`` how many are begun a
    second in the busiest hour in two years (None: no volume stated)."""

    cloud: str
    hosting: str
    constraints: frozenset[str]
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    budget: str
    duties: tuple[str, ...] | None
    steps: int
    visits: float
    humans: int
    fragile: int
    longest: Wait | None
    rate: float | None

    def events(self, tool: Tool) -> float:
        """How many events a case writes into a tool's history, on average."""
        return self.visits * tool.events_per_step + tool.events_per_case


def needs_for(
    assessment: Assessment,
    model: OrchestrationModel,
    role: Role,
    boundary: Mapping[str, Side] | None = None,
) -> Needs:
    """What an assessment asks of a tool in a role under a model. ``boundary`` gives the side of
    each step under hybrid; a step without one counts for both roles, and all do
    where none is left."""
    context, definition = assessment.context, assessment.definition
    seen = _seen(definition, model, role, boundary or {})
    visits = _visits(definition, seen)
    duties = tuple(duty for duty in context.regulation if duty not in _OPEN_ENDS)
    return Needs(
        cloud=context.cloud,
        hosting=context.hosting,
        constraints=frozenset(context.constraints),
        languages=context.languages,
        skills=context.skills,
        budget=context.operations_budget,
        duties=duties if context.regulation else None,
        steps=len(seen),
        visits=visits,
        humans=sum(_is_human(definition, step) for step in seen),
        fragile=sum(_is_fragile(step) for step in seen),
        longest=_longest(definition, seen),
        rate=_rate(assessment, visits),
    )


def _seen(
    definition: Definition,
    model: OrchestrationModel,
    role: Role,
    boundary: Mapping[str, Side],
) -> tuple[Node, ...]:
    steps = definition.forward_steps
    if model is not OrchestrationModel.HYBRID:
        return steps
    # A boundary that leaves a role nothing to do says nothing about the tool that plays it.
    return tuple(s for s in steps if boundary.get(s.id, _SIDE[role]) is _SIDE[role]) or steps


def _visits(definition: Definition, seen: Iterable[Node]) -> float:
    visits = expected_visits(definition)
    return sum(visits.get(step.id, 0.0) * _repeats(step) for step in seen)


def _repeats(step: Node) -> float:
    if step.loop is None or step.loop.kind is LoopKind.STANDARD:
        return 1.0
    return float(step.loop.count)


def _is_human(definition: Definition, step: Node) -> bool:
    participant = definition.participants_by_id.get(step.participant or "")
    human = participant is not None and participant.kind is ParticipantKind.HUMAN
    return human or step.kind is NodeKind.USER_TASK


def _is_fragile(step: Node) -> bool:
    effect = step.requirements.effect if step.requirements else None
    return effect is not None and not effect.idempotent


def _longest(definition: Definition, seen: tuple[Node, ...]) -> Wait | None:
    """The longest single wait: a lower bound of a case's life, so what it rules out is out."""
    steps = {step.id for step in seen}
    waits = [
        Wait(seconds=seconds, name=node.name or node.id)
        for node in definition.nodes
        if node.id in steps or not node.is_step
        for seconds in _waits(node)
    ]
    return max(waits, key=lambda wait: wait.seconds, default=None)


def _waits(node: Node) -> Iterable[float]:
    needs = node.requirements
    if node.is_step and needs:
        yield needs.duration.p95
        if needs.deadline:
            yield needs.deadline
    if node.timer:
        yield node.timer
    if node.wait:
        yield node.wait.p95


def _rate(assessment: Assessment, visits: float) -> float | None:
    if not volume_is_stated(assessment):
        return None
    volume = stated_volume(assessment.context, assessment.definition.volume)
    return volume.expected * volume.peak * visits / 3600
