"""Generating the plan, generating it again, editing a task."""

import datetime as dt

import pytest

from assessment.decision.plan import PlanTask
from assessment.exceptions import StaleRowError
from assessment.models import PlanTaskRow, TaskStatus
from assessment.services.plan import PlanChanges, TaskEdit, plan_generate, plan_task_update
from projects.models import Project, User

MONDAY = dt.date(2026, 11, 30)


def _task(key: str, *, title: str = "", day: int = 3) -> PlanTask:
    return PlanTask(key=key, day=day, week=1, title=title or f"Do {key}", because="A finding")


def _generate(project: Project, by: User, *tasks: PlanTask, expected: int) -> PlanChanges:
    return plan_generate(project=project, by=by, start=MONDAY, tasks=tasks, expected=expected)


def _edit(owner: User | None = None, status: TaskStatus = TaskStatus.DOING) -> TaskEdit:
    return TaskEdit(owner=owner, due=None, status=status, note="asked the bank")


def test_the_first_plan_adds_every_task(project: Project, owner: User) -> None:
    changes = _generate(project, owner, _task("a"), _task("b"), expected=0)

    assert changes.added == ("Do a", "Do b")
    assert PlanTaskRow.objects.count() == 2


def test_generating_again_says_what_changed(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a"), _task("b"), _task("c"), expected=0)

    changes = _generate(project, owner, _task("a"), _task("b", title="New"), _task("d"), expected=1)

    assert changes == PlanChanges(added=("Do d",), changed=("New",), retired=("Do c",), kept=1)


def test_generating_again_keeps_peoples_edits(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a"), expected=0)
    plan_task_update(task=PlanTaskRow.objects.get(), by=owner, edit=_edit(owner), expected=1)

    _generate(project, owner, _task("a", title="New", day=9), expected=1)

    row = PlanTaskRow.objects.get()
    assert (row.title, row.day) == ("New", 9)
    assert (row.owner, row.status, row.note) == (owner, "doing", "asked the bank")


def test_a_retired_task_comes_back_with_its_edits(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a"), _task("b"), expected=0)
    task = PlanTaskRow.objects.get(key="b")
    plan_task_update(task=task, by=owner, edit=_edit(owner), expected=1)
    _generate(project, owner, _task("a"), expected=1)

    changes = _generate(project, owner, _task("a"), _task("b"), expected=2)

    task.refresh_from_db()
    assert changes.added == ("Do b",)
    assert (task.retired_at, task.note) == (None, "asked the bank")


def test_the_same_plan_twice_changes_nothing(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a"), expected=0)

    changes = _generate(project, owner, _task("a"), expected=0)

    assert changes == PlanChanges(added=(), changed=(), retired=(), kept=1)


def test_a_stale_generation_is_refused(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a"), expected=0)

    with pytest.raises(StaleRowError):
        _generate(project, owner, _task("b"), expected=0)

    assert PlanTaskRow.objects.get().key == "a"


def test_a_stale_edit_is_refused(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a"), expected=0)
    task = PlanTaskRow.objects.get()
    plan_task_update(task=task, by=owner, edit=_edit(), expected=1)

    with pytest.raises(StaleRowError):
        plan_task_update(task=task, by=owner, edit=_edit(status=TaskStatus.DONE), expected=1)


def test_the_same_edit_twice_is_one_version(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a"), expected=0)
    task = PlanTaskRow.objects.get()
    plan_task_update(task=task, by=owner, edit=_edit(), expected=1)

    row = plan_task_update(task=task, by=owner, edit=_edit(), expected=1)

    assert row.version == 2
