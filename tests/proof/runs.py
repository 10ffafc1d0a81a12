"""What the invariants look at: one map and one scenario, run under each model, and each case told
over again event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tests.workflows.engine.worlds import Case, Trial, try_out
from workflows.definition.model import Definition, OrchestrationModel
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.core.commands import Command
from workflows.engine.core.compiled import CompiledMap, compile_map
from workflows.engine.core.events import Event
from workflows.engine.core.machine import Machine
from workflows.engine.core.marks import Mark
from workflows.engine.core.questions import Question
from workflows.engine.core.state import CaseState
from workflows.engine.drivers.conditions import Wiring
from workflows.engine.drivers.faults import Fault, FaultKind
from workflows.engine.drivers.luck import Luck
from workflows.engine.drivers.transitions import Transitions
from workflows.sandbox.scenario import Scenario

__all__ = ["Moment", "Runs", "Story", "told"]

_REMEMBER = Fault(kind=FaultKind.ORCHESTRATOR_CRASH, share=0.0)
"""Never strikes; where a crash is possible, histories are kept."""


class Moment(NamedTuple):
    """One event of a case, who heard it, and what the machine made of it: commands, marks,
    questions with their answers, and the ``state`` that it left."""

    event: Event
    owner: int
    commands: tuple[Command, ...]
    marks: tuple[Mark, ...]
    asked: tuple[tuple[Question, int], ...]
    state: CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case as its history tells it. ``state`` is where the history leads."""

    model: OrchestrationModel
    case: Case
    compiled: CompiledMap
    moments: tuple[Moment, ...]
    state: CaseState

    def __str__(self) -> str:
        return f"{self.model.value}, case {self.case.number}"


class Runs:
    """A map and a scenario; runs them as asked, each way once."""

    def __init__(self, definition: Definition, scenario: Scenario) -> None:
        self.definition = definition
        self.scenario = scenario
        self._trials: dict[object, Trial] = {}
        self._stories: dict[object, tuple[Story, ...]] = {}
        self._compiled = compile_map(definition)
        self._transitions: dict[OrchestrationModel, Transitions] = {}

    @property
    def models(self) -> tuple[OrchestrationModel, ...]:
        """The models to run under."""
        return self.scenario.models

    def trial(
        self,
        model: OrchestrationModel,
        *,
        faults: tuple[Fault, ...] | None = None,
        careful: bool = False,
    ) -> Trial:
        """A run under one model; ``faults`` in place of the scenario's."""
        struck = self.scenario.faults if faults is None else faults
        key = (model, struck, careful)
        if key not in self._trials:
            self._trials[key] = self._run(model, struck, careful=careful)
        return self._trials[key]

    def stories(
        self, model: OrchestrationModel, *, faults: tuple[Fault, ...] | None = None
    ) -> tuple[Story, ...]:
        """Every case of a run, told over again."""
        key = (model, faults)
        if key not in self._stories:
            trial = self.trial(model, faults=faults)
            luck = Luck(trial.transitions.compiled, self.scenario.seed)
            self._stories[key] = tuple(told(case, trial, luck, model) for case in trial.cases)
        return self._stories[key]

    def every_story(self) -> Iterator[Story]:
        """Every case under every model."""
        for model in self.models:
            yield from self.stories(model)

    def _run(self, model: OrchestrationModel, faults: tuple[Fault, ...], *, careful: bool) -> Trial:
        scenario = self.scenario
        return try_out(
            self.definition,
            model,
            cases=scenario.cases,
            seed=scenario.seed,
            faults=(*faults, _REMEMBER),
            cases_per_hour=scenario.cases_per_hour or self.definition.volume.now,
            careful=careful,
            transitions=self._worked_out(model),
            watchdog=scenario.watchdog,
            redrive=scenario.redrive,
            standby=scenario.standby,
        )

    def _worked_out(self, model: OrchestrationModel) -> Transitions:
        """What was worked out under this model serves all of its runs."""
        if model not in self._transitions:
            scenario, compiled = self.scenario, self._compiled
            ownership = COORDINATIONS[model](compiled, scenario.boundary)
            wiring = Wiring(outbox=scenario.outbox, inbox=scenario.inbox)
            self._transitions[model] = Transitions(compiled, ownership, wiring)
        return self._transitions[model]


def told(case: Case, trial: Trial, luck: Luck, model: OrchestrationModel) -> Story:
    """The history of a case replayed through a machine of its own, from the beginning."""
    asked: list[tuple[Question, int]] = []

    def ask(question: Question) -> int:
        asked.append((question, luck.answer(case.number, question)))
        return asked[-1][1]

    machine = _machine(trial, ask)
    moments = []
    for happening in case.history:
        assert happening.event is not None
        asked.clear()
        commands = machine.receive(happening.event)
        marks = tuple(machine.trace)
        moments.append(
            Moment(
                happening.event,
                happening.owner,
                commands,
                marks,
                tuple(asked),
                machine.state.copy(),
            )
        )
    return Story(
        model=model,
        case=case,
        compiled=trial.transitions.compiled,
        moments=tuple(moments),
        state=machine.state,
    )


def _machine(trial: Trial, ask: Callable[[Question], int]) -> Machine:
    transitions = trial.transitions
    return Machine(transitions.compiled, transitions.ownership, ask, CaseState())
