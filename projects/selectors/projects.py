"""Which projects somebody is in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import FETCH_RAISE, Count, OuterRef, QuerySet, Subquery

from projects.models import ActivityEntry, Membership, Project, User

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

__all__ = ["ListFacts", "projects_for"]


class ListFacts(TypedDict):
    """What a listed project carries beyond its own fields."""

    my_role: str
    member_count: int
    last_activity_at: datetime


def projects_for(
    user: User, *, archived: bool = False
) -> QuerySet[WithAnnotations[Project, ListFacts]]:
    """Projects that ``user`` is in, each with its ListFacts, the last touched first. One query."""
    members = Membership.objects.filter(project=OuterRef("pk")).order_by()
    activity = ActivityEntry.objects.filter(project=OuterRef("pk"))
    return (
        Project.objects.filter(memberships__user=user, archived_at__isnull=not archived)
        .annotate(
            my_role=Subquery(members.filter(user=user).values("role")),
            member_count=Subquery(members.values("project").annotate(n=Count("pk")).values("n")),
            last_activity_at=Subquery(activity.values("at")[:1]),
        )
        .order_by("-last_activity_at", "name")
        .fetch_mode(FETCH_RAISE)
    )
