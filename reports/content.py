"""What a report is printed from: every fact of it as immutable data, frozen when somebody asked.

The same content gives the same PDF, byte for byte; nothing else enters it, no clock and no
database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.decision.assessment import Assessment
from assessment.decision.plan import PlanTask
from assessment.decision.verdict import Verdict
from workflows.definition.findings import Finding
from workflows.sandbox.outcome import Experiment
from workflows.sandbox.scenario import Scenario

__all__ = ["Evidence", "ReportContent", "ReportTask", "tasks_from_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTask:
    """One task of the plan as it stood: the generated text or what people made of it."""

    title: str
    because: str
    day: int
    week: int
    owner: str = ""
    due: dt.date | None = None
    status: str = ""
    note: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The experiment that the report quotes, and what it was asked to do."""

    experiment: Experiment
    scenario: Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """Everything one report says.

    ``number`` is its version within the project, ``made_on`` the day its inputs were frozen,
    ``input_sha256`` the hash of these inputs (64 hex digits). ``notes`` is what the import of the
    map did not understand.
    """

    assessment: Assessment
    verdict: Verdict
    tasks: tuple[ReportTask, ...]
    evidence: Evidence | None
    number: int
    made_on: dt.date
    author: str
    input_sha256: str
    software: str
    notes: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        """The document's title, as a reader lists it."""
        return f"{self.assessment.name}: who conducts it"


def tasks_from_plan(plan: tuple[PlanTask, ...], *, start: dt.date | None) -> tuple[ReportTask, ...]:
    """The generated plan as report tasks, due on their day counted from ``start``."""
    return tuple(_task(task, start) for task in plan)


def _task(task: PlanTask, start: dt.date | None) -> ReportTask:
    return ReportTask(
        title=task.title,
        because=task.because,
        day=task.day,
        week=task.week,
        due=start + dt.timedelta(days=task.day - 1) if start else None,
        finding=task.finding,
    )
