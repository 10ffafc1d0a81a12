"""What a report on a project would say now: the verdict, the plan and the evidence together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from importlib.metadata import version

from assessment.selectors.plan import Plan, TaskLine, plan_of
from assessment.selectors.verdicts import suggested_plan, verdict_of
from projects.models import Project
from reports.content import Evidence, ReportContent, ReportTask, tasks_from_plan
from reports.snapshot import input_hash
from workflows.selectors.matrix import map_notes

__all__ = ["content_for"]


def content_for(
    project: Project, *, number: int, author: str, today: dt.date
) -> ReportContent | None:
    """The content of version ``number``; None without a workflow map.

    A project without a plan of its own gets the plan that Podium suggests.
    """
    judged = verdict_of(project)
    if judged is None:
        return None
    plan = plan_of(project, today)
    assessment, experiment = judged.assessment, judged.experiment
    suggested = tasks_from_plan(suggested_plan(judged), start=assessment.plan_start)
    content = ReportContent(
        assessment=assessment,
        verdict=judged.verdict,
        tasks=_tasks(plan) if plan else suggested,
        evidence=Evidence(experiment=experiment, scenario=assessment.scenario)
        if experiment
        else None,
        number=number,
        made_on=today,
        author=author,
        input_sha256="",
        software=version("podium"),
        notes=map_notes(project),
    )
    return replace(content, input_sha256=input_hash(content))


def _tasks(plan: Plan) -> tuple[ReportTask, ...]:
    return tuple(_task(line) for line in plan.lines)


def _task(line: TaskLine) -> ReportTask:
    task = line.task
    return ReportTask(
        title=task.title,
        because=task.because,
        day=task.day,
        week=task.week,
        owner=str(task.owner) if task.owner else "",
        due=line.due,
        status=task.get_status_display().lower(),
        note=task.note,
        finding=task.finding,
    )
