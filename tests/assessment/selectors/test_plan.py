"""The plan as it stands on a day."""

import datetime as dt

from assessment.decision.plan import PlanTask
from assessment.models import PlanTaskRow, TaskStatus
from assessment.selectors.plan import my_tasks, plan_of, progress
from assessment.services.plan import plan_generate
from projects.models import Project, User
from projects.selectors.progress import Progress

START = dt.date(2026, 12, 1)


def _task(key: str, day: int, week: int) -> PlanTask:
    return PlanTask(key=key, day=day, week=week, title=key, because="so")


def _generate(project: Project, by: User, *tasks: PlanTask, expected: int = 0) -> None:
    plan_generate(project=project, by=by, start=START, tasks=tasks, expected=expected)


def _set(key: str, **values: object) -> None:
    PlanTaskRow.objects.filter(key=key).update(**values)


def test_there_is_no_plan_before_it_was_generated(project: Project) -> None:
    assert plan_of(project, START) is None
    assert progress(project) == Progress(done=0, total=0, text="none")


def test_tasks_stand_by_week(project: Project, owner: User) -> None:
    _generate(project, owner, _task("late", 20, 3), _task("early", 2, 1))

    plan = plan_of(project, START)

    assert plan is not None
    assert [(w.stage.week, w.lines[0].task.key) for w in plan.weeks] == [(1, "early"), (3, "late")]


def test_open_tasks_past_their_day_are_overdue(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a", 2, 1), _task("b", 20, 3))

    plan = plan_of(project, START + dt.timedelta(days=4))

    assert plan is not None
    assert plan.day == 5
    assert [line.task.key for line in plan.overdue] == ["a"]


def test_dropped_tasks_do_not_count(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a", 2, 1), _task("b", 3, 1), _task("c", 4, 1))
    _set("a", status=TaskStatus.DONE)
    _set("b", status=TaskStatus.DROPPED)

    assert progress(project) == Progress(done=1, total=2, text="1 of 2")


def test_a_retired_task_shows_only_if_somebody_worked_on_it(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a", 2, 1), _task("b", 3, 1), _task("c", 4, 1))
    _set("b", note="asked the bank")
    _generate(project, owner, _task("a", 2, 1), expected=1)

    plan = plan_of(project, START)

    assert plan is not None
    assert [line.task.key for line in plan.retired] == ["b"]


def test_my_open_tasks_come_first_by_due_day(project: Project, owner: User) -> None:
    _generate(project, owner, _task("a", 2, 1), _task("b", 9, 2), _task("c", 3, 1))
    PlanTaskRow.objects.update(owner=owner)
    _set("a", status=TaskStatus.DONE)

    mine = my_tasks(project, owner, START)

    assert [line.task.key for line in mine] == ["c", "b", "a"]
