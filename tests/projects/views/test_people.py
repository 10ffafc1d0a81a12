"""A project's members."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from projects.models import Membership, Project, Role, User
from projects.services.invitation import invitation_create
from tests.cast import ClientOf


@pytest.fixture
def people_url(project: Project) -> str:
    return reverse("projects:people", args=[project.pk])


def url_of(name: str, user: User) -> str:
    membership = Membership.objects.get(user=user)
    return reverse(name, args=[membership.project_id, membership.pk])


def role_of(user: User) -> str:
    return Membership.objects.get(user=user).role


def test_an_owner_sees_everybody_with_buttons(
    people_url: str, owner: User, architect: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(people_url).text

    assert "archie@podium.example" in page
    assert url_of("projects:member-role", architect) in page
    assert "Make an invitation link" in page


def test_the_only_owner_cannot_be_changed(
    people_url: str, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(people_url).text

    assert "the last one, so it stays" in page
    assert url_of("projects:member-role", owner) not in page


def test_others_see_names_and_roles_but_neither_buttons_nor_links(
    people_url: str, project: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    invitation = invitation_create(project=project, actor=owner, role=Role.OWNER, days=7)

    page = client_of(contributor).get(people_url).text

    assert "Olive" in page
    assert url_of("projects:member-remove", owner) not in page
    assert invitation.token not in page


def test_more_members_take_no_more_queries(
    people_url: str,
    project: Project,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(100) as alone:
        client.get(people_url)
    for number in range(5):
        user = User.objects.create_user(f"member{number}@podium.example")
        Membership.objects.create(project=project, user=user, role=Role.ARCHITECT)
        invitation_create(project=project, actor=user, role=Role.ARCHITECT, days=7)

    with django_assert_max_num_queries(len(alone)):
        client.get(people_url)


def test_changing_a_role_goes_back_to_the_people(
    people_url: str, owner: User, contributor: User, client_of: ClientOf
) -> None:
    url = url_of("projects:member-role", contributor)

    response = client_of(owner).post(url, {"role": "architect"}, follow=True)

    assert response.redirect_chain == [(people_url, HTTPStatus.FOUND)]
    assert "Connie is architect now." in response.text
    assert role_of(contributor) == Role.ARCHITECT


def test_htmx_gets_the_members_alone(owner: User, contributor: User, client_of: ClientOf) -> None:
    url = url_of("projects:member-role", contributor)

    page = client_of(owner).post(url, {"role": "architect"}, headers={"HX-Request": "true"}).text

    assert page.strip().startswith('<section class="card" id="members"')
    assert "Connie is architect now." in page
    assert "<html" not in page


def test_an_unknown_role_is_told_and_changes_nothing(
    owner: User, contributor: User, client_of: ClientOf
) -> None:
    url = url_of("projects:member-role", contributor)

    page = client_of(owner).post(url, {"role": "emperor"}, follow=True).text

    assert "Choose one of the four roles." in page
    assert role_of(contributor) == Role.CONTRIBUTOR


def test_an_owner_who_steps_down_loses_the_buttons(
    owner: User, architect: User, client_of: ClientOf
) -> None:
    Membership.objects.filter(user=architect).update(role=Role.OWNER)

    page = (
        client_of(owner)
        .post(url_of("projects:member-role", owner), {"role": "stakeholder"}, follow=True)
        .text
    )

    assert "Make an invitation link" not in page


def test_a_member_of_another_project_is_not_found_here(
    project: Project, owner: User, stranger: User, client_of: ClientOf
) -> None:
    elsewhere = Membership.objects.create(
        project=Project.objects.create(name="Loans"), user=stranger, role=Role.OWNER
    )
    url = reverse("projects:member-remove", args=[project.pk, elsewhere.pk])

    assert client_of(owner).post(url).status_code == HTTPStatus.NOT_FOUND


def test_removing_somebody_takes_them_off_the_page(
    owner: User, contributor: User, client_of: ClientOf
) -> None:
    page = client_of(owner).post(url_of("projects:member-remove", contributor), follow=True).text

    assert "Connie is no longer in the project." in page


def test_an_owner_who_removes_themselves_lands_on_the_project_list(
    owner: User, architect: User, client_of: ClientOf
) -> None:
    Membership.objects.filter(user=architect).update(role=Role.OWNER)

    response = client_of(owner).post(url_of("projects:member-remove", owner))

    assert response.headers["Location"] == reverse("projects:list")


def test_leaving_ends_on_the_project_list(
    project: Project, stakeholder: User, client_of: ClientOf
) -> None:
    url = reverse("projects:leave", args=[project.pk])

    page = client_of(stakeholder).post(url, follow=True).text

    assert "You left “Online order”." in page
