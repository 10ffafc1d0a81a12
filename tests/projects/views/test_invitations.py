"""Invite by link, take a link back, and join with one."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Invitation, Membership, Project, Role, User
from projects.services.invitation import (
    invitation_accept,
    invitation_create,
    invitation_revoke,
)
from projects.services.project import project_archive
from tests.cast import ClientOf


@pytest.fixture
def invitation(project: Project, owner: User) -> Invitation:
    return invitation_create(project=project, actor=owner, role=Role.CONTRIBUTOR, days=7)


@pytest.fixture
def link(invitation: Invitation) -> str:
    return reverse("projects:invitation", args=[invitation.token])


def test_making_an_invitation_shows_its_whole_link(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    url = reverse("projects:invite", args=[project.pk])

    page = client_of(owner).post(url, {"role": "architect", "days": "7"}, follow=True).text

    token = Invitation.objects.get().token
    assert f'value="http://testserver/invitations/{token}/"' in page


def test_an_invitation_without_a_life_is_refused_beside_its_field(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    url = reverse("projects:invite", args=[project.pk])

    response = client_of(owner).post(url, {"role": "architect", "days": "9999"})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "9999 is not one of the available choices" in response.text


def test_a_revoked_link_leaves_the_page(
    project: Project, owner: User, invitation: Invitation, client_of: ClientOf
) -> None:
    url = reverse("projects:invitation-revoke", args=[project.pk, invitation.pk])

    page = client_of(owner).post(url, follow=True).text

    assert "its link no longer works" in page
    assert invitation.token not in page


def test_an_invitation_of_another_project_is_not_found_here(
    project: Project, owner: User, invitation: Invitation, client_of: ClientOf
) -> None:
    other = Project.objects.create(name="Loans")
    Membership.objects.create(project=other, user=owner, role=Role.OWNER)
    url = reverse("projects:invitation-revoke", args=[other.pk, invitation.pk])

    assert client_of(owner).post(url).status_code == HTTPStatus.NOT_FOUND


def test_signed_out_the_link_offers_to_sign_in_or_up_and_come_back(
    link: str, client_of: ClientOf
) -> None:
    page = client_of().get(link).text

    assert "Olive invites you" in page
    assert f"{reverse('account_login')}?next={link}" in page
    assert f"{reverse('account_signup')}?next={link}" in page


def test_looking_at_a_link_does_not_join(link: str, stranger: User, client_of: ClientOf) -> None:
    page = client_of(stranger).get(link).text

    assert "Join the project" in page
    assert not stranger.memberships.exists()


def test_joining_opens_the_project(
    link: str, project: Project, stranger: User, client_of: ClientOf
) -> None:
    response = client_of(stranger).post(link)

    assert response.headers["Location"] == project.get_absolute_url()
    assert stranger.memberships.get().role == Role.CONTRIBUTOR


def test_joining_signed_out_asks_to_sign_in_first(link: str, client_of: ClientOf) -> None:
    location = client_of().post(link).headers["Location"]

    assert location == f"{reverse('account_login')}?next={link}"


def test_somebody_new_signs_up_and_comes_back_to_join(link: str, client_of: ClientOf) -> None:
    client = client_of()
    sent = {
        "email": "new@podium.example",
        "password1": "a long secret",
        "password2": "a long secret",
    }

    page = client.post(reverse("account_signup"), sent | {"next": link}, follow=True).text

    assert "Join the project" in page


def test_a_member_is_shown_the_way_in_instead(
    link: str, project: Project, architect: User, client_of: ClientOf
) -> None:
    page = client_of(architect).get(link).text

    assert "You are already in this project" in page
    assert project.get_absolute_url() in page


def test_a_used_link_says_so(
    link: str, invitation: Invitation, stranger: User, client_of: ClientOf
) -> None:
    invitation_accept(invitation=invitation, user=stranger)

    response = client_of().get(link)

    assert response.status_code == HTTPStatus.GONE
    assert "already used: each link works once. Ask the person" in response.text


def test_a_revoked_link_says_so(
    link: str, invitation: Invitation, owner: User, client_of: ClientOf
) -> None:
    invitation_revoke(invitation=invitation, actor=owner)

    assert "revoked by an owner of the project. Ask the person" in client_of().get(link).text


def test_an_expired_link_says_so_even_to_those_who_press_join(
    link: str, invitation: Invitation, stranger: User, client_of: ClientOf
) -> None:
    Invitation.objects.update(
        created_at=timezone.now() - timedelta(days=8), expires_at=timezone.now()
    )

    response = client_of(stranger).post(link, headers={"Referer": f"http://testserver{link}"})

    assert response.headers["Location"] == f"http://testserver{link}"
    assert "This invitation has expired" in client_of(stranger).get(link).text


def test_an_archived_project_cannot_be_joined(
    link: str, project: Project, owner: User, stranger: User, client_of: ClientOf
) -> None:
    project_archive(project=project, actor=owner)

    page = client_of(stranger).post(link, follow=True).text

    assert "nobody can join it now" in page


@pytest.mark.django_db
def test_a_made_up_link_leads_nowhere(client_of: ClientOf) -> None:
    url = reverse("projects:invitation", args=["made-up"])

    assert client_of().get(url).status_code == HTTPStatus.NOT_FOUND


def test_a_link_knows_get_and_post_only(link: str, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).delete(link).status_code == HTTPStatus.METHOD_NOT_ALLOWED
