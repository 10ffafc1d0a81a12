"""Who is in a project, and who is invited."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from projects.models import Membership, Project, Role, User
from projects.selectors.members import invitations_open, members_of, owner_count
from projects.services.invitation import (
    invitation_accept,
    invitation_create,
    invitation_revoke,
)


def test_members_come_widest_role_first_then_by_name(
    project: Project, stakeholder: User, contributor: User, architect: User
) -> None:
    nameless = User.objects.create_user("bea@podium.example")
    Membership.objects.create(project=project, user=nameless, role=Role.CONTRIBUTOR)

    names = [member.user.display_name for member in members_of(project)]

    assert names == ["Olive", "Archie", "bea@podium.example", "Connie", "Stan"]


def test_members_take_one_query(
    project: Project,
    architect: User,
    contributor: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        names = [str(member.user) for member in members_of(project)]

    assert len(names) == 3


def test_only_owners_are_counted_as_owners(project: Project, architect: User) -> None:
    assert owner_count(project) == 1


def test_only_links_that_still_work_are_open(project: Project, owner: User, stranger: User) -> None:
    used, revoked, brief, lasting = (
        invitation_create(project=project, actor=owner, role=Role.ARCHITECT, days=days)
        for days in (7, 7, 1, 30)
    )
    invitation_accept(invitation=used, user=stranger)
    invitation_revoke(invitation=revoked, actor=owner)

    assert list(invitations_open(project, timezone.now())) == [brief, lasting]
    assert list(invitations_open(project, timezone.now() + timedelta(days=2))) == [lasting]
