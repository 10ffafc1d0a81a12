"""Invariants about what is stored: replaying, storing and restoring, crashes at every write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from tests.proof.runs import Runs, Story
from tests.proof.traits import calm, tidy
from workflows.definition.model import OrchestrationModel
from workflows.engine.core.machine import Machine
from workflows.engine.core.ownership import Ownership
from workflows.engine.core.questions import Question
from workflows.engine.core.state import CaseState
from workflows.engine.drivers.faults import CrashPoint, Fault, FaultKind

__all__ = ["ROWS"]

_POINTS = tuple(CrashPoint)
_WRITES = 12
"""Crashes are tried at each of the first so many writes of a case."""


def replayed_state_differs(runs: Runs) -> Iterator[str]:
    for story in runs.every_story():
        if story.state.frozen() != story.case.state.frozen():
            yield f"{story}: its history leads to {story.state}, it stood at {story.case.state}"


def restored_case_differs(runs: Runs) -> Iterator[str]:
    """Tried with every other case: it takes long."""
    for model in runs.models:
        ownership = runs.trial(model).transitions.ownership
        for story in runs.stories(model)[::2]:
            yield from _restored(story, ownership)


def _restored(story: Story, ownership: Ownership) -> Iterator[str]:
    """Store and restore the case before every single event."""
    state = CaseState()
    for number, moment in enumerate(story.moments):
        answers = dict(moment.asked)

        def ask(question: Question, answers: dict[Question, int] = answers) -> int:
            return answers[question]

        restored = CaseState.from_json(json.loads(json.dumps(state.as_json())))
        if restored.frozen() != state.frozen():
            yield f"{story}: restored before event {number} it is {restored}, not {state}"
        machine = Machine(story.compiled, ownership, ask, restored)
        if machine.receive(moment.event) != moment.commands:
            yield f"{story}: restored before event {number}, {moment.event}, it asks otherwise"
        state = machine.state


def crash_changes_a_verdict(runs: Runs) -> Iterator[str]:
    """Crash the orchestrator at each durable write of every case in turn, at each point of it."""
    if not (calm(runs.definition) and tidy(runs.definition)):
        return
    for model in runs.models:
        if model is not OrchestrationModel.CHOREOGRAPHY:
            for write in range(1, _writes(runs, model) + 1):
                point = _POINTS[(write + runs.scenario.seed) % len(_POINTS)]
                kind = FaultKind.ORCHESTRATOR_CRASH
                fault = Fault(kind=kind, nth=write, point=point, duration=1.0)
                yield from _changed(runs, model, fault)


def participant_crash_changes_a_verdict(runs: Runs) -> Iterator[str]:
    """The same for participants, which only an outbox and an inbox bring over it."""
    scenario = runs.scenario
    sound = calm(runs.definition) and tidy(runs.definition)
    if not (sound and scenario.outbox and scenario.inbox):
        return
    for model in runs.models:
        for write in range(1, min(_WRITES, len(runs.definition.steps)) + 1):
            fault = Fault(kind=FaultKind.PARTICIPANT_CRASH, nth=write, duration=0.1)
            yield from _changed(runs, model, fault)


def _writes(runs: Runs, model: OrchestrationModel) -> int:
    longest = max(len(case.history) for case in runs.trial(model, faults=()).cases)
    return min(_WRITES, longest)


def _changed(runs: Runs, model: OrchestrationModel, fault: Fault) -> Iterator[str]:
    calm_run, disturbed = runs.trial(model, faults=()), runs.trial(model, faults=(fault,))
    for before, after in zip(calm_run.cases, disturbed.cases, strict=True):
        if before.verdict is not after.verdict:
            yield (
                f"{model.value}, case {after.number}: {before.verdict.value} became "
                f"{after.verdict.value} by {fault.kind.value} nth={fault.nth} point={fault.point}"
            )


ROWS: tuple[tuple[str, str, Callable[[Runs], Iterator[str]]], ...] = (
    ("replay", "the replayed state is the live state", replayed_state_differs),
    (
        "restore",
        "a case stored and restored before any event goes on equally",
        restored_case_differs,
    ),
    (
        "crash",
        "a crash of the orchestrator at any durable write changes no verdict",
        crash_changes_a_verdict,
    ),
    (
        "participant crash",
        "a crash of a participant at any durable write changes no verdict",
        participant_crash_changes_a_verdict,
    ),
)
