"""Which projects somebody is in."""

from __future__ import annotations

from django.db.models import FETCH_RAISE, Count, OuterRef, QuerySet, Subquery

from projects.models import ActivityEntry, Membership, Project, User

__all__ = ["projects_for"]


def projects_for(user: User, *, archived: bool = False) -> QuerySet[Project]:
    """Projects that ``user`` is in, the most recently touched first. One query.

    Each carries ``my_role`` (a Role value), ``member_count`` and ``last_activity_at``.
    """
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
