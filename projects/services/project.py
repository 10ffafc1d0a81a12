"""Create, rename, archive and restore projects."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects.exceptions import StaleWriteError
from projects.models import Membership, Project, Role, User
from projects.services.activity import activity_record

__all__ = ["project_archive", "project_create", "project_rename", "project_restore"]


@transaction.atomic
def project_create(*, owner: User, name: str, summary: str = "") -> Project:
    """Create a project and make ``owner`` its first owner."""
    project = Project(name=name, summary=summary)
    project.full_clean()
    project.save(force_insert=True)
    Membership.objects.create(project=project, user=owner, role=Role.OWNER)
    activity_record(project=project, actor=owner, verb="created the project", subject=name)
    return project


@transaction.atomic
def project_rename(
    *, project: Project, actor: User, name: str, summary: str, version: int
) -> Project:
    """Change name and summary, if nobody did since ``version`` was read.

    Raises StaleWriteError otherwise, and writes nothing.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.version != version:
        raise StaleWriteError("the name or summary")
    if (project.name, project.summary) == (name, summary):
        return project
    project.name, project.summary, project.version = name, summary, version + 1
    project.full_clean()
    project.save(update_fields=["name", "summary", "version"])
    activity_record(
        project=project,
        actor=actor,
        verb="changed name or summary:",
        subject=name,
        url=reverse("projects:settings", args=[project.pk]),
    )
    return project


@transaction.atomic
def project_archive(*, project: Project, actor: User) -> Project:
    """Make the project read-only and move it out of the list; archiving twice changes nothing."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    if not project.is_archived:
        project.archived_at = timezone.now()
        project.save(update_fields=["archived_at"])
        activity_record(project=project, actor=actor, verb="archived the project", subject="")
    return project


@transaction.atomic
def project_restore(*, project: Project, actor: User) -> Project:
    """Make an archived project writable again; restoring twice changes nothing."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.is_archived:
        project.archived_at = None
        project.save(update_fields=["archived_at"])
        activity_record(project=project, actor=actor, verb="restored the project", subject="")
    return project
