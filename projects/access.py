"""Who may do what in a project: the one place that answers it, for views, templates and tests."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from projects.models import Membership, Project, Role, User

__all__ = ["Permission", "ProjectAccess", "project_access"]


class Permission(StrEnum):
    """What somebody wants to do in a project, from reading to running it."""

    READ = "read"
    """See every page of the project."""
    COMMENT = "comment"
    """Comment and sign off."""
    CONTRIBUTE = "contribute"
    """Answer questions, name symptoms, work on plan tasks."""
    EDIT = "edit"
    """Change the map, the matrix, the weights, the plan; run experiments."""
    MANAGE = "manage"
    """Rename the project; invite, promote and remove people."""
    ARCHIVE = "archive"
    """Archive and restore the project; the only write an archived project allows."""


_STAKEHOLDER = frozenset({Permission.READ, Permission.COMMENT})
_CONTRIBUTOR = _STAKEHOLDER | {Permission.CONTRIBUTE}
_ARCHITECT = _CONTRIBUTOR | {Permission.EDIT}
_OWNER = _ARCHITECT | {Permission.MANAGE, Permission.ARCHIVE}

_GRANTED: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _OWNER,
    Role.ARCHITECT: _ARCHITECT,
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.STAKEHOLDER: _STAKEHOLDER,
}
_WHILE_ARCHIVED = frozenset({Permission.READ, Permission.ARCHIVE})


@dataclass(frozen=True, slots=True)
class ProjectAccess:
    """A member at a project's door: which project, who, in which role."""

    project: Project
    user: User
    role: Role

    def may(self, permission: Permission) -> bool:
        """True if the role allows it and the project is not archived against it."""
        if self.project.is_archived and permission not in _WHILE_ARCHIVED:
            return False
        return permission in _GRANTED[self.role]

    @property
    def may_comment(self) -> bool:
        """For templates: may this member comment and sign off?"""
        return self.may(Permission.COMMENT)

    @property
    def may_contribute(self) -> bool:
        """For templates: may this member answer and work on tasks?"""
        return self.may(Permission.CONTRIBUTE)

    @property
    def may_edit(self) -> bool:
        """For templates: may this member change the assessment?"""
        return self.may(Permission.EDIT)

    @property
    def may_manage(self) -> bool:
        """For templates: may this member rename the project and manage people?"""
        return self.may(Permission.MANAGE)

    @property
    def may_archive(self) -> bool:
        """For templates: may this member archive or restore the project?"""
        return self.may(Permission.ARCHIVE)

    def demand(self, permission: Permission) -> None:
        """Raise PermissionDenied, with the mend in its message, unless ``may(permission)``."""
        if self.may(permission):
            return
        if permission in _GRANTED[self.role]:
            raise PermissionDenied(
                f"“{self.project.name}” is archived and can only be read. "
                "An owner can restore it in its settings."
            )
        wanted = _narrowest_role(permission)
        raise PermissionDenied(
            f"You are {self.role.label.lower()} in “{self.project.name}”. This takes the role "
            f"{wanted.label.lower()}: ask an owner of the project to change yours."
        )


def project_access(
    user: User | AnonymousUser, project_id: UUID, needs: Permission = Permission.READ
) -> ProjectAccess:
    """Let ``user`` into the project if they may do ``needs`` there. One query.

    Raises Http404 for strangers and for projects that do not exist, so that neither can be told
    from the other, and PermissionDenied for members whose role or an archived project forbids it.
    """
    membership = _membership(user, project_id)
    if membership is None:
        raise Http404("There is no such project, or you are not in it.")
    access = ProjectAccess(membership.project, membership.user, Role(membership.role))
    access.demand(needs)
    return access


def _membership(user: User | AnonymousUser, project_id: UUID) -> Membership | None:
    if isinstance(user, AnonymousUser):
        return None
    memberships = Membership.objects.select_related("project", "user")
    return memberships.filter(project_id=project_id, user_id=user.pk).first()


def _narrowest_role(permission: Permission) -> Role:
    return next(role for role in reversed(Role) if permission in _GRANTED[role])
