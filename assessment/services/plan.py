"""Plan: generate the 30-day plan, generate it again without losing anybody's edits, edit a task."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessment.decision.plan import PlanTask
from assessment.models import PlanState, PlanTaskRow, TaskStatus
from assessment.services.revision import locked_row, revise
from projects.models import Project, User
from projects.services.activity import activity_record

__all__ = ["PlanChanges", "TaskEdit", "plan_fingerprint", "plan_generate", "plan_task_update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """What generating did: the titles that were added, changed and retired, how many stayed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEdit:
    """What people may change of a task. ``due`` None means: the plan's own day."""

    owner: User | None
    due: dt.date | None
    status: TaskStatus
    note: str


def plan_fingerprint(tasks: Iterable[PlanTask]) -> str:
    """A hash of what a plan says, to tell a plan that was generated from older facts."""
    return hashlib.sha256(repr([astuple(task) for task in tasks]).encode()).hexdigest()


@transaction.atomic
def plan_generate(
    *, project: Project, by: User, start: dt.date, tasks: tuple[PlanTask, ...], expected: int
) -> PlanChanges:
    """Make the stored plan say what ``tasks`` say, with ``start`` as day 1.

    Owner, due day, status and note of a task stay with its key. A task that is no longer in
    ``tasks`` is retired, and comes back with its edits when a later plan holds it again. Raises
    StaleRowError where somebody generated the plan after version ``expected``.
    """
    state = locked_row(PlanState, project=project)
    fingerprint = plan_fingerprint(tasks)
    if state.version and (state.start, state.generated_from) == (start, fingerprint):
        return PlanChanges(added=(), changed=(), retired=(), kept=len(tasks))
    values = {"start": start, "generated_at": timezone.now(), "generated_from": fingerprint}
    revise(state, expected=expected, by=by, what="the plan", **values)
    changes = _write_tasks(project, tasks)
    url = reverse("assessment:plan", args=[project.pk])
    activity_record(project=project, actor=by, verb="generated", subject="the 30-day plan", url=url)
    return changes


def _write_tasks(project: Project, tasks: tuple[PlanTask, ...]) -> PlanChanges:
    stored = {row.key: row for row in PlanTaskRow.objects.filter(project=project)}
    rows = [(_row_for(project, stored.get(task.key), task), task) for task in tasks]
    new = [row for row, _ in rows if row.pk is None]
    back = [row for row, _ in rows if row.pk is not None and row.retired_at is not None]
    standing = [(row, task) for row, task in rows if row.pk is not None and row not in back]
    changed = [row for row, task in standing if _says(row) != _generated(task)]
    gone = _retire(stored.values(), {task.key for task in tasks})
    for row, task in rows:
        _set_generated(row, task)
    PlanTaskRow.objects.bulk_create(new)
    PlanTaskRow.objects.bulk_update([*back, *changed, *gone], [*_GENERATED, "retired_at"])
    return PlanChanges(
        added=tuple(row.title for row in [*new, *back]),
        changed=tuple(row.title for row in changed),
        retired=tuple(row.title for row in gone),
        kept=len(standing) - len(changed),
    )


_GENERATED = ("day", "week", "title", "because", "finding", "step")


def _row_for(project: Project, stored: PlanTaskRow | None, task: PlanTask) -> PlanTaskRow:
    return stored or PlanTaskRow(project=project, key=task.key)


def _says(row: PlanTaskRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _GENERATED)


def _generated(task: PlanTask) -> tuple[object, ...]:
    return tuple(getattr(task, name) for name in _GENERATED)


def _set_generated(row: PlanTaskRow, task: PlanTask) -> None:
    for name in _GENERATED:
        setattr(row, name, getattr(task, name))
    row.retired_at = None


def _retire(rows: Iterable[PlanTaskRow], keys: set[str]) -> list[PlanTaskRow]:
    gone = [row for row in rows if row.key not in keys and row.retired_at is None]
    for row in gone:
        row.retired_at = timezone.now()
    return gone


@transaction.atomic
def plan_task_update(*, task: PlanTaskRow, by: User, edit: TaskEdit, expected: int) -> PlanTaskRow:
    """Save what people decided about a task. Saving what is stored already changes nothing.

    Raises StaleRowError where somebody else edited it after version ``expected``.
    """
    row = locked_row(PlanTaskRow, project=task.project, key=task.key)
    before = TaskEdit(owner=row.owner, due=row.due, status=TaskStatus(row.status), note=row.note)
    if before == edit:
        return row
    revise(
        row,
        expected=expected,
        by=by,
        what=f"the task “{row.title}”",
        owner=edit.owner,
        due=edit.due,
        status=edit.status,
        note=edit.note,
    )
    url = reverse("assessment:plan-task", args=[row.project_id, row.pk])
    verb = f"marked as {edit.status.label.lower()}" if before.status != edit.status else "edited"
    activity_record(project=row.project, actor=by, verb=verb, subject=f"“{row.title}”", url=url)
    return row
