"""Invite people by a link, take the link back, and let them in with it."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects.exceptions import AlreadyMemberError, InvitationClosedError, RuleError
from projects.models import Invitation, InvitationState, Membership, Project, Role, User
from projects.services.activity import activity_record

__all__ = ["invitation_accept", "invitation_create", "invitation_revoke"]

_TOKEN_BYTES = 32


@transaction.atomic
def invitation_create(*, project: Project, actor: User, role: Role, days: int) -> Invitation:
    """Make a link that lets one person join as ``role`` within ``days`` days."""
    now = timezone.now()
    invitation = Invitation(
        project=project,
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        role=role,
        created_by=actor,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    invitation.full_clean()
    invitation.save(force_insert=True)
    _record(project, actor, verb="made an invitation for", subject=f"one {role.label.lower()}")
    return invitation


@transaction.atomic
def invitation_revoke(*, invitation: Invitation, actor: User) -> Invitation:
    """Take a link back; does nothing if it was revoked before.

    Raises InvitationClosedError if somebody already joined with it.
    """
    invitation = _locked(invitation)
    state = invitation.state(timezone.now())
    if state == InvitationState.ACCEPTED:
        raise InvitationClosedError(state)
    if state != InvitationState.REVOKED:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        subject = f"for one {Role(invitation.role).label.lower()}"
        _record(invitation.project, actor, verb="revoked the invitation", subject=subject)
    return invitation


@transaction.atomic
def invitation_accept(*, invitation: Invitation, user: User) -> Membership:
    """Let ``user`` join with the invitation's role and use the link up.

    Raises InvitationClosedError (used, revoked, expired), AlreadyMemberError, or RuleError while
    the project is archived.
    """
    invitation = _locked(invitation)
    _must_be_open(invitation)
    if invitation.project.memberships.filter(user=user).exists():
        raise AlreadyMemberError(invitation.project.name)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership = Membership(project=invitation.project, user=user, role=invitation.role)
    membership.full_clean()
    membership.save(force_insert=True)
    subject = f"as {Role(invitation.role).label.lower()}"
    _record(invitation.project, user, verb="joined", subject=subject)
    return membership


def _locked(invitation: Invitation) -> Invitation:
    """Read afresh while holding the row, so that two people cannot use one link."""
    Project.objects.select_for_update().get(pk=invitation.project_id)
    return Invitation.objects.select_related("project").get(pk=invitation.pk)


def _must_be_open(invitation: Invitation) -> None:
    state = invitation.state(timezone.now())
    if state != InvitationState.OPEN:
        raise InvitationClosedError(state)
    if invitation.project.is_archived:
        raise RuleError(
            f"“{invitation.project.name}” is archived, so nobody can join it now. "
            "Ask an owner to restore it; the link was not used up."
        )


def _record(project: Project, actor: User, *, verb: str, subject: str) -> None:
    people = reverse("projects:people", args=[project.pk])
    activity_record(project=project, actor=actor, verb=verb, subject=subject, url=people)
