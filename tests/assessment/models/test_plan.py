"""What a plan task knows of itself."""

import datetime as dt

from assessment.models import PlanTaskRow, TaskStatus

START = dt.date(2026, 12, 1)


def test_start_is_day_one() -> None:
    assert PlanTaskRow(day=1).due_day(START) == START


def test_a_chosen_day_goes_before_the_plans() -> None:
    chosen = dt.date(2026, 12, 24)

    assert PlanTaskRow(day=1, due=chosen).due_day(START) == chosen


def test_without_a_start_there_is_no_due_day() -> None:
    assert PlanTaskRow(day=1).due_day(None) is None


def test_a_task_is_overdue_the_day_after_it_was_due() -> None:
    task = PlanTaskRow(day=1)

    assert not task.is_overdue(START, today=START)
    assert task.is_overdue(START, today=START + dt.timedelta(days=1))


def test_a_done_task_is_never_overdue() -> None:
    task = PlanTaskRow(day=1, status=TaskStatus.DONE)

    assert not task.is_overdue(START, today=START + dt.timedelta(days=9))


def test_a_note_alone_makes_it_touched() -> None:
    assert PlanTaskRow(note="asked").is_touched
    assert not PlanTaskRow().is_touched
