"""The list of projects, and a project's settings."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from projects.models import Project, User
from projects.selectors.projects import projects_for
from projects.services.project import project_archive, project_create, project_rename
from tests.cast import ClientOf

HOME = "/"
CREATE = "/projects/new/"


@pytest.fixture
def settings_url(project: Project) -> str:
    return reverse("projects:settings", args=[project.pk])


@pytest.mark.django_db
def test_signed_out_home_says_what_podium_is_and_offers_both_doors(client_of: ClientOf) -> None:
    page = client_of().get(HOME).text

    assert "Decide who conducts your process" in page
    assert reverse("account_login") in page
    assert reverse("account_signup") in page


def test_an_empty_home_says_what_projects_are_for_and_offers_one(
    stranger: User, client_of: ClientOf
) -> None:
    page = client_of(stranger).get(HOME).text

    assert "No projects yet" in page
    assert f'href="{CREATE}"' in page


def test_home_lists_my_projects_with_a_way_in(
    project: Project, architect: User, client_of: ClientOf
) -> None:
    page = client_of(architect).get(HOME).text

    assert f'<a href="{project.get_absolute_url()}">Online order</a>' in page
    assert "You are architect · 2 people" in page


def test_home_keeps_archived_projects_apart(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    project_archive(project=project, actor=owner)

    page = client_of(owner).get(HOME).text

    assert "No projects yet" in page
    assert "Archived projects (1)" in page


def test_home_takes_as_many_queries_for_many_projects_as_for_one(
    project: Project,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(5) as one:
        client.get(HOME)
    for name in ("Loans", "Parcels", "Returns"):
        project_create(owner=owner, name=name)

    with django_assert_max_num_queries(len(one)):
        client.get(HOME)


def test_home_refuses_to_be_posted_to(owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(HOME).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_creating_a_project_opens_it(stranger: User, client_of: ClientOf) -> None:
    response = client_of(stranger).post(CREATE, {"name": "Loans", "summary": ""})

    assert response.headers["Location"] == projects_for(stranger).get().get_absolute_url()


def test_creating_needs_a_name_and_keeps_the_summary(stranger: User, client_of: ClientOf) -> None:
    page = client_of(stranger).post(CREATE, {"name": "", "summary": "Long thought about."}).text

    assert "Give the project a name." in page
    assert "Long thought about." in page


@pytest.mark.django_db
def test_creating_needs_a_login(client_of: ClientOf) -> None:
    assert client_of().get(CREATE).headers["Location"].startswith(reverse("account_login"))


def test_creating_knows_get_and_post_only(stranger: User, client_of: ClientOf) -> None:
    assert client_of(stranger).put(CREATE).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_what_people_type_is_escaped(owner: User, client_of: ClientOf) -> None:
    project_create(owner=owner, name="<script>alert(1)</script>")

    assert "<script>alert(1)" not in client_of(owner).get(HOME).text


def test_an_owner_renames_a_project(settings_url: str, owner: User, client_of: ClientOf) -> None:
    sent = {"name": "Orders", "summary": "New.", "version": 1}

    page = client_of(owner).post(settings_url, sent, follow=True).text

    assert Project.objects.get().name == "Orders"
    assert "Saved." in page


def test_a_rename_that_came_late_is_told_and_keeps_what_was_typed(
    settings_url: str, project: Project, owner: User, client_of: ClientOf
) -> None:
    project_rename(project=project, actor=owner, name="Theirs", summary="", version=1)

    sent = {"name": "Mine", "summary": "Typed long.", "version": 1}
    response = client_of(owner).post(settings_url, sent)

    assert response.status_code == HTTPStatus.CONFLICT
    assert "Saved now: “Theirs”" in response.text
    assert "Typed long." in response.text
    assert '<input type="hidden" name="version" value="2"' in response.text


def test_a_rename_without_a_name_is_told(
    settings_url: str, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(settings_url, {"name": "", "version": 1})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Give the project a name." in response.text


def test_members_read_the_settings_without_buttons_they_may_not_press(
    settings_url: str, project: Project, architect: User, client_of: ClientOf
) -> None:
    page = client_of(architect).get(settings_url).text

    assert reverse("projects:archive", args=[project.pk]) not in page
    assert reverse("projects:leave", args=[project.pk]) in page


def test_the_last_owner_is_told_how_to_leave(
    settings_url: str, project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(settings_url).text

    assert "Make somebody else owner first" in page
    assert reverse("projects:leave", args=[project.pk]) not in page


def test_archiving_and_restoring_go_back_to_the_settings(
    settings_url: str, project: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    archived = client.post(reverse("projects:archive", args=[project.pk]), follow=True)
    assert "Restore the project" in archived.text

    restored = client.post(reverse("projects:restore", args=[project.pk]), follow=True)
    assert "Archive the project" in restored.text


def test_every_page_of_an_archived_project_says_so(
    project: Project, owner: User, stakeholder: User, client_of: ClientOf
) -> None:
    project_archive(project=project, actor=owner)

    page = client_of(stakeholder).get(reverse("projects:people", args=[project.pk])).text

    assert "This project is archived" in page
