"""An invitation: a link that lets one person join a project in a given role, for some days."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from projects.models.membership import Role
from projects.models.project import Project

__all__ = ["Invitation", "InvitationState"]


class InvitationState(models.TextChoices):
    """Where an invitation stands at a given moment."""

    OPEN = "open", "Open"
    """Whoever has the link may join."""
    ACCEPTED = "accepted", "Used"
    """Somebody joined with it; a link works once."""
    REVOKED = "revoked", "Revoked"
    """An owner took it back."""
    EXPIRED = "expired", "Expired"
    """Nobody used it in time."""


class Invitation(models.Model):
    """A link that works once. The token is the secret: who has it may join."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    token = models.CharField(max_length=64, unique=True, editable=False)
    role = models.CharField(max_length=12, choices=Role.choices)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="invitation_expires_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(revoked_at=None),
                name="invitation_is_accepted_or_revoked_not_both",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_by=None) | models.Q(accepted_at__isnull=False),
                name="invitation_accepted_by_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to {self.project} as {self.role}"

    def state(self, at: datetime) -> InvitationState:
        """Where the invitation stands at ``at``; being used or revoked outlasts expiry."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        if self.expires_at <= at:
            return InvitationState.EXPIRED
        return InvitationState.OPEN
