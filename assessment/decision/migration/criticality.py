"""How critical a step is, from 0 to 100: the least critical steps move first.

Strangler fig with the least critical part first: the guide, "Lifecycle"; Microsoft, Azure
Architecture Center, "Strangler Fig pattern" (2026). The factors and their points stand in
``knowledge/migration.toml``, each with its source; a step's figure is the sum of those that hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.decision.evidence.visits import expected_visits
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.migration.knowledge import MigrationKnowledge
from assessment.decision.migration.parts import StepFigure, WhyCritical
from assessment.decision.migration.ways import Ways, waits_for_a_person
from assessment.decision.phrases import count, figure, quoted
from workflows.definition.model import Consistency, Node, ParticipantKind

__all__ = ["step_figures"]

_MOST_FOLLOWERS = 4
"""From so many steps and data flows on, a step's fan-out counts in full; one is none."""

_MOST_TEAMS = 3
"""From so many teams on, the teams count in full; one is none."""

type Hold = tuple[float, dict[str, str]] | None
"""How far a factor holds, 0 to 1, and what its braces stand for; None: not at all."""


def step_figures(ways: Ways, known: MigrationKnowledge) -> tuple[StepFigure, ...]:
    """The figure of every step, compensations included, in the order of the map."""
    ground = _Ground(ways=ways, known=known)
    forward = {step.id: _figure(ground, step) for step in ways.definition.forward_steps}
    return tuple(
        forward.get(step.id) or _of_what_it_undoes(ground, step, forward)
        for step in ways.definition.steps
    )


@dataclass(frozen=True, kw_only=True)
class _Ground:
    ways: Ways
    known: MigrationKnowledge

    @cached_property
    def visits(self) -> Mapping[str, float]:
        return expected_visits(self.ways.definition)

    @cached_property
    def busiest(self) -> float:
        steps = self.ways.definition.forward_steps
        return max((self.visits[step.id] for step in steps), default=0.0)

    @cached_property
    def duties(self) -> str:
        held = [duty for duty in self.ways.assessment.context.regulation if duty != "none"]
        labels = [load_knowledge().label("regulation", duty) for duty in held]
        # "Audit trail: show who decided what": the part before the colon names the duty.
        return ", ".join(label.partition(":")[0].lower() for label in labels)

    @cached_property
    def guarded(self) -> frozenset[str]:
        """The steps that write or read data that duties look at."""
        flows = self.ways.definition.data_flows
        held = [flow for flow in flows if flow.classification.lower() in self.known.guarded]
        return frozenset(end for flow in held for end in (flow.source, flow.target))

    @cached_property
    def readers(self) -> Mapping[str, int]:
        """How many data flows leave each step."""
        sources = [flow.source for flow in self.ways.definition.data_flows]
        return {step: sources.count(step) for step in set(sources)}


def _figure(ground: _Ground, step: Node) -> StepFigure:
    reasons = []
    for name, factor in ground.known.factors.items():
        if hold := _FACTORS[name](ground, step):
            share, texts = hold
            text = factor.text.format_map(texts)
            source = ground.known.cite(factor.source)
            reasons.append(WhyCritical(points=factor.points * share, text=text, source=source))
    return StepFigure(
        step=step.id,
        name=step.name or step.id,
        criticality=sum(reason.points for reason in reasons),
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.points)),
    )


def _of_what_it_undoes(
    ground: _Ground, step: Node, forward: Mapping[str, StepFigure]
) -> StepFigure:
    undone = forward.get(ground.ways.undoes.get(step.id, ""))
    points = undone.criticality if undone else 0.0
    source = ground.known.cite(ground.known.factors["compensated"].source)
    text = f"it undoes {quoted(undone.name)} and moves with it" if undone else ""
    return StepFigure(
        step=step.id,
        name=step.name or step.id,
        criticality=points,
        reasons=(WhyCritical(points=points, text=text, source=source),) if undone else (),
    )


def _immediate(_: _Ground, step: Node) -> Hold:
    needs = step.requirements
    return (1.0, {}) if needs and needs.consistency is Consistency.IMMEDIATE else None


def _compensated(ground: _Ground, step: Node) -> Hold:
    undo = ground.ways.undone_by.get(step.id)
    return (1.0, {"undo": quoted(ground.ways.names[undo])}) if undo else None


def _effect(ground: _Ground, step: Node) -> Hold:
    has_effect = step.requirements is not None and step.requirements.effect is not None
    return (1.0, {}) if has_effect and step.id not in ground.ways.undone_by else None


def _person(ground: _Ground, step: Node) -> Hold:
    return (1.0, {}) if waits_for_a_person(ground.ways.definition, step) else None


def _duties(ground: _Ground, step: Node) -> Hold:
    """Duties look at what leaves an effect, what people decide, and who reads guarded data."""
    effect = step.requirements is not None and step.requirements.effect is not None
    watched = effect or _person(ground, step) or step.id in ground.guarded
    return (1.0, {"duties": ground.duties}) if watched and ground.duties else None


def _partner(ground: _Ground, step: Node) -> Hold:
    performer = ground.ways.definition.participants_by_id.get(step.participant or "")
    external = performer is not None and performer.kind is ParticipantKind.EXTERNAL
    return (1.0, {}) if external else None


def _teams(ground: _Ground, step: Node) -> Hold:
    """The teams of the step, of its neighbours and of its compensation."""
    ways = ground.ways
    near = (step.id, *ways.before[step.id], *ways.after[step.id])
    undo = ways.undone_by.get(step.id)
    found = ways.owners((*near, undo) if undo else near)
    share = _part(len(found), _MOST_TEAMS)
    return (share, {"teams": count(len(found), "team")}) if share else None


def _volume(ground: _Ground, step: Node) -> Hold:
    visits = ground.visits[step.id]
    if visits <= 0 or ground.busiest <= 0:
        return None
    share = visits / ground.busiest
    return share, {"visits": figure(visits), "share": f"{share:.0%}"}


def _fan_out(ground: _Ground, step: Node) -> Hold:
    following = len(ground.ways.after[step.id]) + ground.readers.get(step.id, 0)
    share = _part(following, _MOST_FOLLOWERS)
    return (share, {"count": str(following)}) if share else None


def _part(number: int, most: int) -> float:
    """0 at one, 1 from ``most`` on, in between by steps of the same size."""
    return min(1.0, max(0, number - 1) / (most - 1))


_FACTORS: Mapping[str, Callable[[_Ground, Node], Hold]] = {
    "immediate": _immediate,
    "compensated": _compensated,
    "effect": _effect,
    "person": _person,
    "duties": _duties,
    "partner": _partner,
    "teams": _teams,
    "volume": _volume,
    "fan-out": _fan_out,
}
