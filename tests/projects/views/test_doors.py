"""Every door to a project: who gets in, who is shown the way, who hears nothing.

One table for all views, and a test that no view is missing from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, reverse

from projects.models import Invitation, Membership, Project, Role, User
from projects.services.invitation import invitation_create
from projects.services.project import project_archive
from projects.urls import urlpatterns
from tests.cast import ClientOf


@dataclass(frozen=True)
class Door:
    """One view of a project: how it is entered, and whether any member may."""

    name: str
    method: str
    for_every_member: bool = False
    open_while_archived: bool = False


DOORS = (
    Door("people", "get", for_every_member=True, open_while_archived=True),
    Door("activity", "get", for_every_member=True, open_while_archived=True),
    Door("settings", "get", for_every_member=True, open_while_archived=True),
    Door("settings", "post"),
    Door("archive", "post", open_while_archived=True),
    Door("restore", "post", open_while_archived=True),
    Door("leave", "post", for_every_member=True, open_while_archived=True),
    Door("invite", "post"),
    Door("invitation-revoke", "post"),
    Door("member-role", "post"),
    Door("member-remove", "post"),
)
INCOMPLETE = HTTPStatus.UNPROCESSABLE_ENTITY
"""What a form answers that is sent empty."""

type Enter = Callable[..., HttpResponse]

every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.method} {door.name}")


@pytest.fixture
def invitation(project: Project, owner: User) -> Invitation:
    return invitation_create(project=project, actor=owner, role=Role.ARCHITECT, days=7)


@pytest.fixture
def enter(
    project: Project,
    contributor: User,
    stakeholder: User,
    invitation: Invitation,
    client_of: ClientOf,
) -> Enter:
    """``enter(door, user)`` goes through the door as that user, or as nobody."""
    ids = {
        "invitation-revoke": [invitation.pk],
        "member-role": [Membership.objects.get(user=contributor).pk],
        "member-remove": [Membership.objects.get(user=contributor).pk],
    }

    def enter(door: Door, user: User | None, method: str = "") -> HttpResponse:
        url = reverse(f"projects:{door.name}", args=[project.pk, *ids.get(door.name, [])])
        send = getattr(client_of(user), method or door.method)
        response: HttpResponse = send(url)
        return response

    return enter


def test_every_view_of_a_project_is_in_the_table() -> None:
    patterns = (pattern for pattern in urlpatterns if isinstance(pattern, URLPattern))
    of_a_project = {p.name for p in patterns if "project_id" in p.pattern.converters}

    assert {door.name for door in DOORS} == of_a_project


@every_door
def test_nobody_signed_out_gets_in_but_is_asked_to_sign_in(door: Door, enter: Enter) -> None:
    response = enter(door, None)

    assert response.status_code == HTTPStatus.FOUND
    assert response.headers["Location"].startswith(reverse("account_login"))


@every_door
def test_a_stranger_hears_that_there_is_nothing(door: Door, enter: Enter, stranger: User) -> None:
    assert enter(door, stranger).status_code == HTTPStatus.NOT_FOUND


@every_door
def test_the_read_only_teammate_gets_in_only_where_every_member_may(
    door: Door, enter: Enter, stakeholder: User
) -> None:
    refused = enter(door, stakeholder).status_code == HTTPStatus.FORBIDDEN

    assert refused is not door.for_every_member


@every_door
def test_the_owner_gets_in(door: Door, enter: Enter, owner: User) -> None:
    assert enter(door, owner).status_code in {HTTPStatus.OK, HTTPStatus.FOUND, INCOMPLETE}


@every_door
def test_an_archived_project_lets_even_its_owner_change_nothing_but_that(
    door: Door, enter: Enter, project: Project, owner: User
) -> None:
    project_archive(project=project, actor=owner)

    refused = enter(door, owner).status_code == HTTPStatus.FORBIDDEN

    assert refused is not door.open_while_archived


@every_door
def test_the_wrong_method_is_refused(door: Door, enter: Enter, owner: User) -> None:
    wrong = "get" if door.method == "post" and door.name != "settings" else "put"

    assert enter(door, owner, method=wrong).status_code == HTTPStatus.METHOD_NOT_ALLOWED
