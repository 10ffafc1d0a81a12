"""Create, rename, archive and restore projects."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from projects.exceptions import StaleWriteError
from projects.models import Membership, Project, Role, User
from projects.services.project import (
    project_archive,
    project_create,
    project_rename,
    project_restore,
)


def newest(project: Project) -> str:
    return str(project.activity.select_related("actor").first())


def test_who_creates_a_project_owns_it(owner: User) -> None:
    project = project_create(owner=owner, name="Loans", summary="From request to money.")

    assert Membership.objects.get(project=project).role == Role.OWNER
    assert newest(project) == "Olive created the project Loans"


def test_a_project_without_a_name_is_not_created(owner: User) -> None:
    with pytest.raises(ValidationError):
        project_create(owner=owner, name="")

    assert not Project.objects.exists()


def test_renaming_raises_the_version_and_is_logged(project: Project, owner: User) -> None:
    renamed = project_rename(project=project, actor=owner, name="Orders", summary="", version=1)

    renamed.refresh_from_db()
    assert (renamed.name, renamed.summary, renamed.version) == ("Orders", "", 2)
    assert newest(project) == "Olive changed name or summary: Orders"


def test_saving_the_same_changes_nothing(project: Project, owner: User) -> None:
    project_rename(
        project=project, actor=owner, name=project.name, summary=project.summary, version=1
    )

    assert Project.objects.get().version == 1
    assert project.activity.count() == 1


def test_a_stale_page_does_not_overwrite_a_colleague(project: Project, owner: User) -> None:
    project_rename(project=project, actor=owner, name="Orders", summary="", version=1)

    with pytest.raises(StaleWriteError):
        project_rename(project=project, actor=owner, name="Mine", summary="", version=1)

    assert Project.objects.get().name == "Orders"


def test_archiving_twice_keeps_the_first_time(project: Project, owner: User) -> None:
    first = project_archive(project=project, actor=owner)
    second = project_archive(project=project, actor=owner)

    assert second.archived_at == first.archived_at
    assert project.activity.filter(verb="archived the project").count() == 1


def test_restoring_makes_it_writable_again_and_is_logged_once(
    project: Project, owner: User
) -> None:
    project_archive(project=project, actor=owner)

    project_restore(project=project, actor=owner)
    restored = project_restore(project=project, actor=owner)

    assert not restored.is_archived
    assert project.activity.filter(verb="restored the project").count() == 1
