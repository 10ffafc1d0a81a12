"""What the waves of a migration are made from: where each step is, where it goes, what first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.decision.assessment import Assessment
from assessment.decision.migration.bridge import relays_of
from assessment.decision.migration.criteria import Measuring
from assessment.decision.migration.criticality import step_figures
from assessment.decision.migration.grouping import Group, groups_of, waves_of
from assessment.decision.migration.knowledge import Leaving, MigrationKnowledge
from assessment.decision.migration.parts import Conduct, PathState, Relay, StepFigure
from assessment.decision.migration.ways import Ways, side_of
from assessment.decision.verdict_parts import Verdict
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import Experiment

__all__ = ["Journey"]

_BEFORE = {"none": Conduct.NOT_BUILT, "manual": Conduct.BY_HAND}


@dataclass(frozen=True, kw_only=True)
class Journey:
    """What the waves are made from."""

    assessment: Assessment
    verdict: Verdict
    experiment: Experiment | None
    known: MigrationKnowledge

    @cached_property
    def ways(self) -> Ways:
        return Ways(assessment=self.assessment)

    @property
    def current(self) -> str:
        return self.assessment.context.current_model

    @property
    def leaving(self) -> Leaving:
        return self.known.leaving[self.current]

    @cached_property
    def boundary(self) -> Mapping[str, Side]:
        return {placement.step: placement.side for placement in self.verdict.boundary}

    @cached_property
    def start(self) -> dict[str, Conduct]:
        return {step: self._at_first(step) for step in self.ways.place}

    @cached_property
    def target(self) -> dict[str, Conduct]:
        model = self.verdict.recommended
        return {s: Conduct(side_of(model, s, self.boundary)) for s in self.ways.place}

    @cached_property
    def movers(self) -> frozenset[str]:
        return frozenset(s for s in self.ways.place if self.start[s] is not self.target[s])

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """The teams whose steps move."""
        return self.ways.owners(step for step in self.ways.place if step in self.movers)

    @property
    def has_events(self) -> bool:
        """Whether any step reacts to events today or in the end."""
        return Conduct.EVENT_DRIVEN in {*self.start.values(), *self.target.values()}

    @property
    def state(self) -> PathState:
        if not self.current:
            return PathState.NOT_STATED
        return PathState.PATH if self.movers else PathState.NOTHING

    @cached_property
    def figures(self) -> dict[str, StepFigure]:
        return {f.step: f for f in step_figures(self.ways, self.known)}

    @property
    def ordered_figures(self) -> tuple[StepFigure, ...]:
        """The least critical first, ties by the map's order."""
        return tuple(sorted(self.figures.values(), key=lambda figure: figure.criticality))

    @cached_property
    def runs(self) -> tuple[tuple[Group, ...], ...]:
        """The groups of each wave."""
        figures = {step: figure.criticality for step, figure in self.figures.items()}
        return waves_of(groups_of(self.ways, self.movers, figures), self.known)

    @property
    def caution(self) -> str:
        pair = self.known.cautions.get((self.current, self.verdict.recommended))
        return f"{pair.text} ({self.known.cite(pair.source)})" if pair else ""

    @cached_property
    def measuring(self) -> Measuring:
        return Measuring(
            ways=self.ways,
            current=self.current,
            target=self.verdict.recommended,
            experiment=self.experiment,
            findings=self.verdict.findings,
            known=self.known,
        )

    def relays(self, now: Mapping[str, Conduct]) -> tuple[Relay, ...]:
        return relays_of(self.ways, now, self.target, self.known)

    def _at_first(self, step: str) -> Conduct:
        if self.current in _BEFORE:
            return _BEFORE[self.current]
        model = OrchestrationModel(self.current or OrchestrationModel.HYBRID)
        return Conduct(side_of(model, step, self.boundary))
