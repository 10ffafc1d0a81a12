"""What the map asks of each orchestration model: steps, events, crossings, and what a case sends.

The estimate of messages and writes is used while no experiment has counted them. It was read off
the sandbox on the examples (cases without faults, outbox and inbox on): a command and its answer
for each orchestrated step; one event for each event-driven step and one at the end; a durable
write for each step that the orchestrator completes and one to begin; two for each event, outbox
and inbox.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import crossings, followers
from assessment.decision.evidence.facts import owner_of
from assessment.decision.evidence.visits import expected_visits
from workflows.definition.model import Definition, OrchestrationModel, Side

__all__ = ["Shape", "shapes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A map under one model. ``orchestrated`` and ``event_driven`` count steps, ``contracts``
    hand-overs by event, ``crossings`` those between the two sides, ``foreign`` the orchestrated
    steps that another team owns than the one with most steps of the map. ``orchestrated_visits``
    and ``events`` are means per case, ``messages`` and ``writes`` the estimates per case.
    ``touching_events`` is the share of steps whose people must know events, ``conducted`` that of
    those who must know the orchestrator."""

    orchestrated: int
    event_driven: int
    contracts: int
    crossings: int
    foreign: int
    orchestrated_visits: float
    events: float

    @property
    def steps(self) -> int:
        """All steps that a case can reach by flows."""
        return self.orchestrated + self.event_driven

    @property
    def stands_for(self) -> OrchestrationModel:
        """The model that this shape amounts to: only a map with both sides is hybrid."""
        if not self.event_driven:
            return OrchestrationModel.CENTRALIZED
        return OrchestrationModel.HYBRID if self.orchestrated else OrchestrationModel.CHOREOGRAPHY

    @property
    def messages(self) -> float:
        """Messages per case: commands with their answers, and events."""
        return 2 * self.orchestrated_visits + self.events

    @property
    def writes(self) -> float:
        """Durable writes per case: the orchestrator's history, outboxes and inboxes."""
        return self._history + 2 * self.events

    @property
    def history_share(self) -> float:
        """The share of the durable writes that the orchestrator makes."""
        return self._history / self.writes if self.writes else 0.0

    @property
    def _history(self) -> float:
        return self.orchestrated_visits + 1 if self.orchestrated else 0.0

    @property
    def conducted(self) -> float:
        """Share of steps that are orchestrated."""
        return self.orchestrated / self.steps if self.steps else 0.0

    @property
    def touching_events(self) -> float:
        """Share of steps that are event-driven or stand at a crossing."""
        if not self.steps:
            return 0.0
        return min(1.0, (self.event_driven + self.crossings) / self.steps)


def shapes(
    assessment: Assessment, boundary: Mapping[str, Side]
) -> Mapping[OrchestrationModel, Shape]:
    """The map under each model; ``boundary`` holds the side of each step under hybrid, one that
    is missing counts as orchestrated."""
    definition = assessment.definition
    steps = [step.id for step in definition.forward_steps]
    every = {
        OrchestrationModel.CENTRALIZED: dict.fromkeys(steps, Side.ORCHESTRATED),
        OrchestrationModel.CHOREOGRAPHY: dict.fromkeys(steps, Side.EVENT_DRIVEN),
        OrchestrationModel.HYBRID: {s: boundary.get(s, Side.ORCHESTRATED) for s in steps},
    }
    visits = expected_visits(definition)
    foreign = _foreign(assessment)
    return {m: _shape(definition, visits, every[m], foreign) for m in OrchestrationModel}


def _foreign(assessment: Assessment) -> frozenset[str]:
    """Steps whose team is known and is not the one that owns most steps; of equals, the first."""
    owners = {s.id: owner_of(assessment, s) for s in assessment.definition.forward_steps}
    counted = Counter(owner for owner in owners.values() if owner).most_common(1)
    main = counted[0][0] if counted else ""
    return frozenset(step for step, owner in owners.items() if owner not in ("", main))


def _shape(
    definition: Definition,
    visits: Mapping[str, float],
    sides: Mapping[str, Side],
    foreign: frozenset[str],
) -> Shape:
    conducted = [step for step, side in sides.items() if side is Side.ORCHESTRATED]
    reacting = [step for step, side in sides.items() if side is Side.EVENT_DRIVEN]
    crossing = len(crossings(definition, sides))
    reacting_visits = sum(visits.get(step, 0.0) for step in reacting)
    return Shape(
        orchestrated=len(conducted),
        event_driven=len(reacting),
        contracts=crossing + _hand_overs(definition, frozenset(reacting)),
        crossings=crossing,
        foreign=len(foreign.intersection(conducted)),
        orchestrated_visits=sum(visits.get(step, 0.0) for step in conducted),
        # The last event tells that the case is over.
        events=reacting_visits + (1.0 if reacting else 0.0),
    )


def _hand_overs(definition: Definition, reacting: frozenset[str]) -> int:
    """Hand-overs between two event-driven steps."""
    return sum(
        follower.id in reacting
        for step in definition.forward_steps
        if step.id in reacting
        for follower in followers(definition, step)
    )
