"""A project's members: see them, change their role, remove them, leave."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from projects.access import Permission, ProjectAccess, project_access
from projects.forms.people import InvitationForm, RoleForm
from projects.http import PersonRequest
from projects.models import Membership, Role
from projects.selectors.members import invitations_open, members_of
from projects.services.membership import (
    membership_change_role,
    membership_leave,
    membership_remove,
)

__all__ = ["MemberRow", "leave", "member_remove", "member_role", "people", "people_context"]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the people page. The only owner can neither be demoted nor go."""

    member: Membership
    form: RoleForm
    is_me: bool
    is_only_owner: bool


@require_GET
@login_required
def people(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Who is in the project and who is invited."""
    access = project_access(request.user, project_id)
    return render(request, "projects/people.html", people_context(access))


@require_POST
@login_required
def member_role(request: PersonRequest, project_id: UUID, member_id: int) -> HttpResponse:
    """Change a member's role; htmx gets the members back, others the page."""
    access = project_access(request.user, project_id, Permission.MANAGE)
    member = _member(access, member_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = form.cleaned_data["role"]
        membership_change_role(membership=member, actor=access.user, role=role)
        messages.success(request, f"{member.user.display_name} is {role.label.lower()} now.")
    else:
        messages.error(request, str(form.errors["role"][0]))
    return _members_again(request, access)


@require_POST
@login_required
def member_remove(request: PersonRequest, project_id: UUID, member_id: int) -> HttpResponse:
    """Take somebody out of the project."""
    access = project_access(request.user, project_id, Permission.MANAGE)
    member = _member(access, member_id)
    membership_remove(membership=member, actor=access.user)
    messages.success(request, f"{member.user.display_name} is no longer in the project.")
    if member.user == request.user:
        return redirect("projects:list")
    return redirect("projects:people", project_id=project_id)


@require_POST
@login_required
def leave(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Leave the project; also possible while it is archived."""
    access = project_access(request.user, project_id)
    membership_leave(project=access.project, user=access.user)
    messages.success(request, f"You left “{access.project.name}”.")
    return redirect("projects:list")


def people_context(access: ProjectAccess, form: InvitationForm | None = None) -> dict[str, object]:
    """What the people page shows: members, open invitations, and the form for a new one."""
    return {
        "access": access,
        "rows": _rows(access),
        "invitations": invitations_open(access.project, timezone.now()),
        "form": form or InvitationForm(),
    }


def _members_again(request: PersonRequest, access: ProjectAccess) -> HttpResponse:
    # Owners may have changed their own role, and with it what the page may offer them.
    access = project_access(request.user, access.project.pk)
    if request.htmx:
        return render(request, "projects/people.html#members", people_context(access))
    return redirect("projects:people", project_id=access.project.pk)


def _member(access: ProjectAccess, member_id: int) -> Membership:
    members = access.project.memberships.select_related("user")
    return get_object_or_404(members, pk=member_id)


def _rows(access: ProjectAccess) -> list[MemberRow]:
    members = list(members_of(access.project))
    owners = sum(member.role == Role.OWNER for member in members)
    return [
        MemberRow(
            member=member,
            form=RoleForm(initial={"role": member.role}, auto_id=f"member-{member.pk}-%s"),
            is_me=member.user_id == access.user.pk,
            is_only_owner=member.role == Role.OWNER and owners == 1,
        )
        for member in members
    ]
