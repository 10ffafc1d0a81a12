"""Invite by link, take a link back, and join with one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from projects.access import Permission, project_access
from projects.exceptions import InvitationClosedError
from projects.forms.people import InvitationForm
from projects.http import PersonRequest
from projects.models import Invitation, InvitationState, Role
from projects.services.invitation import (
    invitation_accept,
    invitation_create,
    invitation_revoke,
)
from projects.views.people import people_context

__all__ = ["invitation", "invitation_revoked", "invite"]


@require_POST
@login_required
def invite(request: PersonRequest, project_id: UUID) -> HttpResponse:
    """Make an invitation and show its link."""
    access = project_access(request.user, project_id, Permission.MANAGE)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return render(request, "projects/people.html", people_context(access, form), status=422)
    made = invitation_create(project=access.project, actor=access.user, **form.cleaned_data)
    messages.success(request, "The link is ready: copy it below and send it to one person.")
    people = reverse("projects:people", kwargs={"project_id": project_id})
    return redirect(f"{people}#invitation-{made.pk}")


@require_POST
@login_required
def invitation_revoked(
    request: PersonRequest, project_id: UUID, invitation_id: int
) -> HttpResponse:
    """Take an invitation back."""
    access = project_access(request.user, project_id, Permission.MANAGE)
    open_one = get_object_or_404(access.project.invitations, pk=invitation_id)
    invitation_revoke(invitation=open_one, actor=access.user)
    messages.success(request, "The invitation is revoked: its link no longer works.")
    return redirect("projects:people", project_id=project_id)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link leads to, also to those who are signed out; joining takes a button."""
    found = get_object_or_404(
        Invitation.objects.select_related("project", "created_by"), token=token
    )
    if request.method == "POST":
        return _join(request, found)
    state = found.state(timezone.now())
    if state != InvitationState.OPEN:
        closed = {"reason": InvitationClosedError(state).message}
        return render(request, "projects/invitation_closed.html", closed, status=410)
    context = {
        "invitation": found,
        "role": Role(found.role),
        "is_member": _is_member(request, found),
    }
    return render(request, "projects/invitation.html", context)


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    membership = invitation_accept(invitation=found, user=request.user)
    messages.success(request, f"Welcome: you are {Role(membership.role).label.lower()} here.")
    return redirect(found.project)


def _is_member(request: HttpRequest, found: Invitation) -> bool:
    if not request.user.is_authenticated:
        return False
    return found.project.memberships.filter(user=request.user).exists()
