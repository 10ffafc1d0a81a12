"""Reading rounds, without seeing too early."""

from __future__ import annotations

from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessment.selectors.rounds import (
    closed_ballots,
    result_of,
    round_lines,
    still_members,
    waiting_for,
)
from assessment.selectors.verdicts import verdict_of
from assessment.services.rounds import round_withdraw
from projects.models import Membership, Project, Role, User
from tests.assessment.rounds import answered, end, opened


def test_a_line_counts_who_was_asked_and_who_has_answered(
    mapped: Project,
    owner: User,
    contributor: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    answered(opened(mapped, owner, owner, contributor), owner, 3)

    with django_assert_num_queries(1):
        (line,) = round_lines(mapped, timezone.now())

    assert (line.asked, line.answered, str(line.round.created_by)) == (2, 1, "Olive")


def test_ballots_of_an_open_round_are_seen_by_nobody(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 3)
    judged = verdict_of(mapped)
    assert judged is not None

    assert closed_ballots(round, timezone.now()) == []
    assert result_of(round, judged, timezone.now()) is None


def test_ballots_of_a_round_called_off_are_seen_by_nobody(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 3)

    called_off = round_withdraw(round=round, by=owner)

    assert closed_ballots(called_off, timezone.now()) == []


def test_a_closed_round_shows_its_ballots(mapped: Project, owner: User) -> None:
    round = opened(mapped, owner, owner)
    answered(round, owner, 3)

    assert len(closed_ballots(end(round), timezone.now())) == 1


def test_a_round_waits_for_members_who_may_answer_alone(
    mapped: Project, owner: User, architect: User, contributor: User
) -> None:
    round = opened(mapped, owner, owner, architect, contributor)
    answered(round, owner, 3)
    Membership.objects.filter(user=contributor).update(role=Role.STAKEHOLDER)

    assert [invitee.name for invitee in waiting_for(round)] == ["Archie"]
    assert still_members(round) == [owner, architect]


def test_two_people_of_one_name_are_told_apart(
    mapped: Project, owner: User, contributor: User
) -> None:
    contributor.name = "Olive"
    contributor.save()
    round = opened(mapped, owner, owner, contributor)
    answered(round, owner, 1)
    answered(round, contributor, 5)
    judged = verdict_of(mapped)
    assert judged is not None

    result = result_of(end(round), judged, timezone.now())

    assert result is not None
    assert [person.person for person in result.people] == ["Olive", "Olive (2)"]
