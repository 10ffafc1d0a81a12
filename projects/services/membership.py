"""Change what members may do, and let them go. A project always keeps an owner."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from projects.exceptions import LastOwnerError, RuleError
from projects.models import Membership, Project, Role, User
from projects.services.activity import activity_record

__all__ = ["membership_change_role", "membership_leave", "membership_remove"]


@transaction.atomic
def membership_change_role(*, membership: Membership, actor: User, role: Role) -> Membership:
    """Give a member another role. Raises LastOwnerError where that would leave no owner."""
    membership = _locked(membership.project, membership.user)
    if membership.role == role:
        return membership
    _keep_an_owner(membership)
    membership.role = role
    membership.full_clean()
    membership.save(update_fields=["role"])
    subject = f"{membership.user.display_name} {role.label.lower()}"
    _record(membership.project, actor, verb="made", subject=subject)
    return membership


@transaction.atomic
def membership_remove(*, membership: Membership, actor: User) -> None:
    """Take somebody out of the project. Raises LastOwnerError for the last owner."""
    membership = _locked(membership.project, membership.user)
    _keep_an_owner(membership)
    membership.delete()
    _record(membership.project, actor, verb="removed", subject=membership.user.display_name)


@transaction.atomic
def membership_leave(*, project: Project, user: User) -> None:
    """Let ``user`` leave on their own. Raises LastOwnerError for the last owner."""
    membership = _locked(project, user)
    _keep_an_owner(membership)
    membership.delete()
    _record(membership.project, user, verb="left the project", subject="")


def _locked(project: Project, user: User) -> Membership:
    """Read the membership afresh while holding the project's row.

    All changes of membership queue behind that one row: two owners who demote each other at the
    same moment cannot both find the other one still in office. Raises RuleError if the member is
    gone meanwhile.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    membership = project.memberships.select_related("project", "user").filter(user=user).first()
    if membership is None:
        raise RuleError(f"{user.display_name} is no longer in the project.")
    return membership


def _keep_an_owner(leaving: Membership) -> None:
    owners = Membership.objects.filter(project_id=leaving.project_id, role=Role.OWNER)
    if leaving.role == Role.OWNER and not owners.exclude(pk=leaving.pk).exists():
        raise LastOwnerError


def _record(project: Project, actor: User, *, verb: str, subject: str) -> None:
    people = reverse("projects:people", args=[project.pk])
    activity_record(project=project, actor=actor, verb=verb, subject=subject, url=people)
