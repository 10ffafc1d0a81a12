"""The reminder is queued with the round, once."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.decision.assessment import WeightingMethod
from assessment.models import Round
from assessment.services.rounds import Timing
from assessment.tasks import round_start
from projects.models import Project, User

TOMORROW = timezone.now() + dt.timedelta(days=1)


def start(project: Project, owner: User, timing: Timing) -> Round:
    return round_start(
        address_of=lambda round: f"https://podium.example/{round.number}",
        project=project,
        by=owner,
        method=WeightingMethod.POINTS,
        people=[owner],
        token="form-1",
        timing=timing,
    )


def test_a_reminder_waits_for_its_moment(mapped: Project, owner: User) -> None:
    start(mapped, owner, Timing(remind_at=TOMORROW))

    (queued,) = DBTaskResult.objects.all()
    assert queued.run_after == TOMORROW
    assert "https://podium.example/1" in queued.args_kwargs["args"]


def test_a_double_click_queues_one_reminder(mapped: Project, owner: User) -> None:
    for _ in range(2):
        start(mapped, owner, Timing(remind_at=TOMORROW))

    assert DBTaskResult.objects.count() == 1


def test_without_a_moment_nothing_is_queued(mapped: Project, owner: User) -> None:
    start(mapped, owner, Timing())

    assert not DBTaskResult.objects.exists()
