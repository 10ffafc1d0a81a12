"""Paths for the migration's tests, built in one line each."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from assessment.decision.assessment import Assessment, Context, Team
from assessment.decision.boundary import boundary_plan
from assessment.decision.migration import MigrationPath, migration_path
from assessment.decision.migration.ways import Ways
from assessment.decision.verdict import Verdict, verdict_for
from tests.assessment.decision.maps import assessed, line, step
from workflows.definition.model import Definition, NodeKind, OnFailure, OrchestrationModel

__all__ = [
    "TEAMS",
    "chains",
    "judged",
    "path_of",
    "ways_of",
]

TEAMS = (
    Team(name="Warehouse", people=6, owns=("stock",)),
    Team(name="Payments", people=8, owns=("bank",)),
    Team(name="Care", people=2, owns=("mail",)),
)


@cache
def _any_verdict() -> Verdict:
    return verdict_for(assessed())


def judged(assessment: Assessment, target: str) -> Verdict:
    """A verdict with the assessment's own boundary that recommends ``target``."""
    model, plan = OrchestrationModel(target), boundary_plan(assessment)
    return replace(_any_verdict(), recommended=model, plan=plan, findings=())


def path_of(
    current: str, target: str, definition: Definition | None = None, **context: Any
) -> MigrationPath:
    """The path between two models on the order or another map."""
    assessment = assessed(definition, context=Context(current_model=current, **context))
    return migration_path(assessment, judged(assessment, target))


def ways_of(definition: Definition | None = None, **context: Any) -> Ways:
    """The order, or another map, as the migration sees it."""
    return Ways(assessment=assessed(definition, context=Context(**context)))


@st.composite
def chains(draw: st.DrawFn) -> Definition:
    """A line of 1 to 12 steps, some with a compensation, some whose failure undoes the case."""
    size = draw(st.integers(1, 12))
    steps, undos = [], []
    for number in range(size):
        undo = f"u{number}" if draw(st.booleans()) else ""
        fails = OnFailure.COMPENSATE if draw(st.booleans()) else OnFailure.DEAD_LETTER
        steps.append(step(f"s{number}", immediate=draw(st.booleans()), undo=undo, on_failure=fails))
        if undo:
            undos.append(step(undo, kind=NodeKind.COMPENSATION))
    return line(*steps, *undos)
