"""Invite people by a link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.exceptions import AlreadyMemberError, InvitationClosedError, RuleError
from projects.models import Invitation, InvitationState, Project, Role, User
from projects.services.invitation import (
    invitation_accept,
    invitation_create,
    invitation_revoke,
)
from projects.services.project import project_archive


@pytest.fixture
def invitation(project: Project, owner: User) -> Invitation:
    return invitation_create(project=project, actor=owner, role=Role.CONTRIBUTOR, days=7)


def expire(invitation: Invitation) -> None:
    invitation.created_at = timezone.now() - timedelta(days=8)
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save(update_fields=["created_at", "expires_at"])


def test_an_invitation_lives_for_the_days_asked_for(invitation: Invitation) -> None:
    assert invitation.expires_at - invitation.created_at == timedelta(days=7)


def test_tokens_are_long_and_differ(project: Project, owner: User, invitation: Invitation) -> None:
    other = invitation_create(project=project, actor=owner, role=Role.OWNER, days=1)

    assert invitation.token != other.token
    assert len(invitation.token) >= 40


def test_accepting_gives_the_role_and_uses_the_link_up(
    invitation: Invitation, stranger: User
) -> None:
    membership = invitation_accept(invitation=invitation, user=stranger)

    invitation.refresh_from_db()
    assert membership.role == Role.CONTRIBUTOR
    assert invitation.accepted_by == stranger
    assert invitation.state(timezone.now()) == InvitationState.ACCEPTED


def test_joining_is_logged(project: Project, invitation: Invitation, stranger: User) -> None:
    invitation_accept(invitation=invitation, user=stranger)

    verbs = [entry.verb for entry in project.activity.all()]
    assert verbs == ["joined", "made an invitation for", "created the project"]


def test_two_people_cannot_use_one_link(
    invitation: Invitation, stranger: User, architect: User
) -> None:
    late = User.objects.create_user("late@podium.example")
    invitation_accept(invitation=invitation, user=stranger)

    with pytest.raises(InvitationClosedError, match="each link works once"):
        invitation_accept(invitation=invitation, user=late)


def test_an_expired_link_says_so(invitation: Invitation, stranger: User) -> None:
    expire(invitation)

    with pytest.raises(InvitationClosedError, match=r"has expired\. Ask the person who sent it"):
        invitation_accept(invitation=invitation, user=stranger)


def test_a_revoked_link_says_so(invitation: Invitation, owner: User, stranger: User) -> None:
    invitation_revoke(invitation=invitation, actor=owner)

    with pytest.raises(InvitationClosedError, match="revoked by an owner"):
        invitation_accept(invitation=invitation, user=stranger)


def test_a_member_neither_changes_role_nor_uses_the_link_up(
    invitation: Invitation, architect: User
) -> None:
    with pytest.raises(AlreadyMemberError):
        invitation_accept(invitation=invitation, user=architect)

    invitation.refresh_from_db()
    assert invitation.state(timezone.now()) == InvitationState.OPEN
    assert architect.memberships.get().role == Role.ARCHITECT


def test_nobody_joins_an_archived_project(
    project: Project, owner: User, invitation: Invitation, stranger: User
) -> None:
    project_archive(project=project, actor=owner)

    with pytest.raises(RuleError, match="archived"):
        invitation_accept(invitation=invitation, user=stranger)


def test_revoking_twice_is_logged_once(
    project: Project, invitation: Invitation, owner: User
) -> None:
    invitation_revoke(invitation=invitation, actor=owner)
    invitation_revoke(invitation=invitation, actor=owner)

    assert project.activity.filter(verb="revoked the invitation").count() == 1


def test_a_used_link_cannot_be_revoked(invitation: Invitation, owner: User, stranger: User) -> None:
    invitation_accept(invitation=invitation, user=stranger)

    with pytest.raises(InvitationClosedError):
        invitation_revoke(invitation=invitation, actor=owner)
