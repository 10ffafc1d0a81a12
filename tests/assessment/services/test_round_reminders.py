"""Reminders before a round closes: once, and only to those who have not answered."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from assessment.models import Invitee, Round
from assessment.services import round_reminders
from assessment.services.round_reminders import round_remind
from assessment.services.rounds import round_withdraw
from projects.models import Membership, Project, User
from projects.services.project import project_archive
from tests.assessment.rounds import answered, end, opened

ADDRESS = "https://podium.example/ballot"


@pytest.fixture
def round(mapped: Project, owner: User, contributor: User) -> Round:
    """Olive has answered, Connie has not."""
    found = opened(mapped, owner, owner, contributor)
    answered(found, owner, 3)
    return found


def remind(round: Round) -> int:
    return round_remind(round_id=round.pk, address=ADDRESS)


def test_only_those_who_have_not_answered_are_reminded(round: Round) -> None:
    assert remind(round) == 1

    (sent,) = mail.outbox
    assert sent.to == ["connie@podium.example"]
    assert ADDRESS in str(sent.body)


def test_nobody_is_reminded_twice(round: Round) -> None:
    remind(round)

    assert remind(round) == 0
    assert len(mail.outbox) == 1


def test_after_the_end_nobody_is_reminded(round: Round) -> None:
    assert remind(end(round)) == 0


def test_a_round_called_off_reminds_nobody(round: Round, owner: User) -> None:
    round_withdraw(round=round, by=owner)

    assert remind(round) == 0


def test_somebody_who_left_is_not_reminded(round: Round, contributor: User) -> None:
    Membership.objects.filter(user=contributor).delete()

    assert remind(round) == 0


def test_an_archived_project_reminds_nobody(round: Round, owner: User) -> None:
    project_archive(project=round.project, actor=owner)

    assert remind(round) == 0


def test_a_round_that_is_gone_reminds_nobody(mapped: Project) -> None:
    assert round_remind(round_id=0, address=ADDRESS) == 0


def test_whom_an_email_did_not_reach_is_reminded_by_the_next_run(
    round: Round, architect: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Invitee.objects.create(round=round, user=architect, name="Archie")
    sent: list[str] = []

    def send(**told: list[str]) -> None:
        if not sent:
            sent.append("broken")
            raise ConnectionRefusedError
        sent.extend(told["recipient_list"])

    monkeypatch.setattr(round_reminders, "send_mail", send)

    assert [remind(round), remind(round), remind(round)] == [1, 1, 0]
    assert sorted(sent[1:]) == ["archie@podium.example", "connie@podium.example"]


def test_a_reminder_says_nothing_of_others_ballots(round: Round) -> None:
    round.closes_at = timezone.now() + dt.timedelta(days=1)
    round.save()

    remind(round)

    assert "Seen it" not in str(mail.outbox[0].body)
    assert "Olive" not in str(mail.outbox[0].body)
