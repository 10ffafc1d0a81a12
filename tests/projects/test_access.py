"""Who may do what in a project."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from projects.access import Permission, ProjectAccess, project_access
from projects.models import Project, Role, User
from projects.services.project import project_archive

NOBODY_HAS_IT = UUID("00000000-0000-4000-8000-000000000000")


@pytest.mark.parametrize(
    ("role", "granted"),
    [
        (Role.STAKEHOLDER, "read comment"),
        (Role.CONTRIBUTOR, "read comment contribute"),
        (Role.ARCHITECT, "read comment contribute edit"),
        (Role.OWNER, "read comment contribute edit manage archive"),
    ],
)
def test_each_role_may_do_what_the_narrower_ones_may_and_more(role: Role, granted: str) -> None:
    access = ProjectAccess(Project(name="Loans"), User(email="a@b.example"), role)

    assert [p for p in Permission if access.may(p)] == granted.split()


def test_templates_ask_by_attribute(project: Project, architect: User) -> None:
    access = project_access(architect, project.pk)

    assert (access.may_comment, access.may_contribute, access.may_edit) == (True, True, True)
    assert (access.may_manage, access.may_archive) == (False, False)


def test_a_member_gets_in_with_one_query(
    project: Project, contributor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        access = project_access(contributor, project.pk, Permission.CONTRIBUTE)

    assert (access.project, access.user, access.role) == (project, contributor, Role.CONTRIBUTOR)


def test_a_stranger_is_told_the_same_as_about_a_project_that_never_was(
    project: Project, stranger: User
) -> None:
    with pytest.raises(Http404) as about_project:
        project_access(stranger, project.pk)
    with pytest.raises(Http404) as about_nothing:
        project_access(stranger, NOBODY_HAS_IT)

    assert str(about_project.value) == str(about_nothing.value)


def test_somebody_signed_out_is_a_stranger(project: Project) -> None:
    with pytest.raises(Http404):
        project_access(AnonymousUser(), project.pk)


def test_a_role_that_is_not_enough_is_told_which_one_is(
    project: Project, stakeholder: User
) -> None:
    with pytest.raises(PermissionDenied, match=r"You are stakeholder .* takes the role architect"):
        project_access(stakeholder, project.pk, Permission.EDIT)


def test_an_archived_project_can_only_be_read_even_by_its_owner(
    project: Project, owner: User
) -> None:
    project_archive(project=project, actor=owner)

    with pytest.raises(PermissionDenied, match="archived and can only be read"):
        project_access(owner, project.pk, Permission.MANAGE)
    assert project_access(owner, project.pk).may_edit is False


def test_an_owner_may_restore_an_archived_project(project: Project, owner: User) -> None:
    project_archive(project=project, actor=owner)

    assert project_access(owner, project.pk, Permission.ARCHIVE).may_archive
