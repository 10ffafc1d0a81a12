"""Who is in a project, and what each of them did last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from projects.models import ActivityEntry, Membership, Project
from projects.selectors.members import members_of

__all__ = ["MemberLine", "member_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A member with the last line of the log that is theirs; empty while there is none."""

    membership: Membership
    last: str
    at: dt.datetime | None


def member_lines(project: Project) -> list[MemberLine]:
    """Every member, in the order of the people page. One query."""
    mine = ActivityEntry.objects.filter(project=OuterRef("project"), actor=OuterRef("user"))
    newest = mine.order_by("-at", "-id")
    members = members_of(project).annotate(
        last_verb=Subquery(newest.values("verb")[:1]),
        last_subject=Subquery(newest.values("subject")[:1]),
        last_at=Subquery(newest.values("at")[:1]),
    )
    return [
        MemberLine(
            membership=member,
            last=f"{member.last_verb or ''} {member.last_subject or ''}".strip(),
            at=member.last_at,
        )
        for member in members
    ]
