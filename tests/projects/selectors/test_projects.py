"""Which projects somebody is in."""

from __future__ import annotations

from pytest_django import DjangoAssertNumQueries

from projects.models import Project, Role, User
from projects.selectors.projects import projects_for
from projects.services.activity import activity_record
from projects.services.project import project_archive, project_create


def test_a_stranger_sees_none(project: Project, stranger: User) -> None:
    assert list(projects_for(stranger)) == []


def test_each_project_tells_my_role_and_how_many_we_are(
    project: Project, owner: User, architect: User
) -> None:
    mine = projects_for(architect).get()

    assert (mine.my_role, mine.member_count) == (Role.ARCHITECT, 2)


def test_the_most_recently_touched_comes_first(project: Project, owner: User) -> None:
    project_create(owner=owner, name="Loans")
    activity_record(project=project, actor=owner, verb="looked at", subject="it")

    assert [p.name for p in projects_for(owner)] == ["Online order", "Loans"]


def test_archived_projects_are_listed_apart(project: Project, owner: User) -> None:
    project_archive(project=project, actor=owner)

    assert list(projects_for(owner)) == []
    assert list(projects_for(owner, archived=True)) == [project]


def test_many_projects_take_one_query(
    owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Loans", "Parcels", "Orders"):
        project_create(owner=owner, name=name)

    with django_assert_num_queries(1):
        rows = [
            (p.name, p.my_role, p.member_count, p.last_activity_at) for p in projects_for(owner)
        ]

    assert len(rows) == 3
