"""The map as the migration sees it: which step hands over to which, who undoes what, who owns it.

Worked out once for a whole path, so that a map of 1,000 steps is walked a few times and not once
for every wave.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.decision.assessment import Assessment
from assessment.decision.boundary import followers
from assessment.decision.evidence.facts import owner_of
from workflows.definition.model import (
    Definition,
    Node,
    NodeKind,
    OnFailure,
    OrchestrationModel,
    ParticipantKind,
    Side,
)

__all__ = ["MODEL_SIDE", "Ways", "side_of", "waits_for_a_person"]

MODEL_SIDE = {
    OrchestrationModel.CENTRALIZED: Side.ORCHESTRATED,
    OrchestrationModel.CHOREOGRAPHY: Side.EVENT_DRIVEN,
}
"""Where the two pure models put every step."""


def side_of(model: OrchestrationModel, step: str, boundary: Mapping[str, Side]) -> Side:
    """The side of a step under a model; under hybrid that of the boundary, orchestrated where the
    boundary does not know the step."""
    return MODEL_SIDE.get(model) or boundary.get(step, Side.ORCHESTRATED)


def waits_for_a_person(definition: Definition, step: Node) -> bool:
    """Whether a person performs the step."""
    performer = definition.participants_by_id.get(step.participant or "")
    human = performer is not None and performer.kind is ParticipantKind.HUMAN
    return human or step.kind is NodeKind.USER_TASK


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Everything that is asked of the map again and again."""

    assessment: Assessment

    @property
    def definition(self) -> Definition:
        """The map."""
        return self.assessment.definition

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each step on the map, from 0."""
        return {step.id: place for place, step in enumerate(self.definition.steps)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each step."""
        return {step.id: step.name or step.id for step in self.definition.steps}

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Every hand-over from a step to the next, gateways and events looked through."""
        steps = self.definition.forward_steps
        return tuple(
            (step.id, next_step.id)
            for step in steps
            for next_step in followers(self.definition, step)
        )

    @cached_property
    def after(self) -> Mapping[str, tuple[str, ...]]:
        """The next steps of each step."""
        return self._neighbours(self.links)

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """The steps just before each step."""
        return self._neighbours((target, source) for source, target in self.links)

    @cached_property
    def undone_by(self) -> Mapping[str, str]:
        """The compensation of each step that has one on the map."""
        found = ((step.id, _compensation(step)) for step in self.definition.forward_steps)
        return {step: undo for step, undo in found if undo in self.place}

    @cached_property
    def undoes(self) -> Mapping[str, str]:
        """The step that each compensation undoes; of several the first on the map."""
        return {undo: step for step, undo in reversed(list(self.undone_by.items()))}

    @cached_property
    def failures(self) -> Mapping[str, tuple[str, ...]]:
        """For each step whose failure undoes the case: the steps before it that have a
        compensation, in the order of the map."""
        steps = self.definition.forward_steps
        failing = [step.id for step in steps if _undoes_the_case(step)]
        found = {step: self._compensated_before(step) for step in failing}
        return {step: earlier for step, earlier in found.items() if earlier}

    def owner(self, step: str) -> str:
        """The team that owns a step; empty where nobody knows."""
        return owner_of(self.assessment, self.definition.by_id[step])

    def owners(self, steps: Iterable[str]) -> tuple[str, ...]:
        """The teams that own any of the steps, in the order of the steps, each once."""
        return tuple(dict.fromkeys(owner for step in steps if (owner := self.owner(step))))

    def _neighbours(self, links: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {step: [] for step in self.place}
        for source, target in links:
            found[source].append(target)
        return {step: tuple(near) for step, near in found.items()}

    def _compensated_before(self, step: str) -> tuple[str, ...]:
        queue, seen = deque(self.before[step]), {step}
        while queue:
            earlier = queue.popleft()
            if earlier not in seen:
                seen.add(earlier)
                queue.extend(self.before[earlier])
        seen.discard(step)
        return tuple(sorted(seen & self.undone_by.keys(), key=self.place.__getitem__))


def _compensation(step: Node) -> str:
    effect = step.requirements.effect if step.requirements else None
    return (effect.compensation if effect else None) or ""


def _undoes_the_case(step: Node) -> bool:
    return step.requirements is not None and step.requirements.on_failure is OnFailure.COMPENSATE
