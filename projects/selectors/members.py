"""Who is in a project, and who is invited."""

from __future__ import annotations

from datetime import datetime

from django.db.models import FETCH_RAISE, Case, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf

from projects.models import Invitation, Membership, Project, Role

__all__ = ["invitations_open", "members_of", "owner_count"]

_RANK = Case(*(When(role=role, then=Value(rank)) for rank, role in enumerate(Role)))
_DISPLAY_NAME = Lower(Coalesce(NullIf("user__name", Value("")), "user__email"))


def members_of(project: Project) -> QuerySet[Membership]:
    """Members with their ``user``, widest role first, then by name. One query."""
    members = project.memberships.select_related("user").order_by(_RANK, _DISPLAY_NAME)
    return members.fetch_mode(FETCH_RAISE)


def owner_count(project: Project) -> int:
    """How many owners the project has; the last one cannot go."""
    return project.memberships.filter(role=Role.OWNER).count()


def invitations_open(project: Project, at: datetime) -> QuerySet[Invitation]:
    """Links that still work at ``at``, with who made them; the next to expire first. One query."""
    invitations = project.invitations.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=at
    ).select_related("created_by")
    return invitations.order_by("expires_at", "pk").fetch_mode(FETCH_RAISE)
