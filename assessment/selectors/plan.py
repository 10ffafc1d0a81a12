"""Read Plan: the tasks by week, one person's tasks, how far the plan is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from assessment.decision.knowledge import Stage
from assessment.decision.knowledge_loading import load_knowledge
from assessment.models import PlanState, PlanTaskRow, TaskStatus
from projects.models import Project, User
from projects.selectors.progress import Progress

__all__ = [
    "Plan",
    "TaskLine",
    "Week",
    "my_tasks",
    "plan_of",
    "plan_state",
    "plan_task",
    "progress",
    "task_line",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task with its due day worked out. ``due`` is None while the plan has no start."""

    task: PlanTaskRow
    due: dt.date | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of the plan and its tasks."""

    stage: Stage
    lines: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A project's plan on a given day. ``retired`` are tasks that the newest plan no longer
    holds but that people had worked on; ``day`` counts from 1, None without a start."""

    state: PlanState
    weeks: tuple[Week, ...]
    retired: tuple[TaskLine, ...]
    day: int | None

    @property
    def lines(self) -> list[TaskLine]:
        """All tasks in the order of the weeks."""
        return [line for week in self.weeks for line in week.lines]

    @property
    def progress(self) -> Progress:
        """Done tasks of all but the dropped ones."""
        statuses = [line.task.status for line in self.lines]
        return _progress(statuses)

    @property
    def overdue(self) -> list[TaskLine]:
        """Open tasks whose due day has passed."""
        return [line for line in self.lines if line.overdue]


def plan_state(project: Project) -> PlanState | None:
    """The plan's start and origin; None before the first plan. One query."""
    return PlanState.objects.filter(project=project).select_related("updated_by").first()


def plan_of(project: Project, today: dt.date) -> Plan | None:
    """The plan as it stands on ``today``; None before it was generated. Two queries."""
    state = plan_state(project)
    if state is None or state.generated_at is None:
        return None
    lines = [task_line(task, state.start, today) for task in _tasks(project)]
    standing = [line for line in lines if line.task.retired_at is None]
    gone = (line for line in lines if line.task.retired_at is not None and line.task.is_touched)
    return Plan(
        state=state,
        weeks=_weeks(standing),
        retired=tuple(gone),
        day=(today - state.start).days + 1 if state.start else None,
    )


def my_tasks(project: Project, user: User, today: dt.date) -> list[TaskLine]:
    """The tasks that ``user`` owns in the project: open ones first, by due day. Two queries."""
    state = plan_state(project)
    start = state.start if state else None
    mine = _tasks(project).filter(owner=user, retired_at=None)
    lines = [task_line(task, start, today) for task in mine]
    return sorted(lines, key=lambda line: (not line.task.is_open, line.due or dt.date.max))


def plan_task(project: Project, task_id: int) -> PlanTaskRow | None:
    """One task of the project, with its owner; None for anything else. One query."""
    return _tasks(project).select_related("project", "updated_by").filter(pk=task_id).first()


def progress(project: Project) -> Progress:
    """Done tasks of all but the dropped ones. One query."""
    rows = PlanTaskRow.objects.filter(project=project, retired_at=None)
    return _progress(list(rows.values_list("status", flat=True)))


def _tasks(project: Project) -> QuerySet[PlanTaskRow]:
    tasks = PlanTaskRow.objects.filter(project=project).select_related("owner")
    return tasks.order_by("day", "id")


def task_line(task: PlanTaskRow, start: dt.date | None, today: dt.date) -> TaskLine:
    overdue = task.is_overdue(start, today)
    return TaskLine(task=task, due=task.due_day(start), overdue=overdue)


def _weeks(lines: list[TaskLine]) -> tuple[Week, ...]:
    stages = {stage.week: stage for stage in load_knowledge().plan.stages}
    ordered = sorted(lines, key=lambda line: line.task.week)
    by_week = groupby(ordered, key=lambda line: line.task.week)
    return tuple(Week(stage=stages[week], lines=tuple(part)) for week, part in by_week)


def _progress(statuses: list[str]) -> Progress:
    counted = [status for status in statuses if status != TaskStatus.DROPPED]
    done = counted.count(TaskStatus.DONE.value)
    text = f"{done} of {len(counted)}" if counted else "none"
    return Progress(done=done, total=len(counted), text=text)
