"""The fixed cast of people that tests play with, and the project most of them are in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from projects.models import Membership, Project, Role, User
from projects.services.project import project_create

__all__ = [
    "ClientOf",
    "architect",
    "client_of",
    "contributor",
    "owner",
    "project",
    "stakeholder",
    "stranger",
]

type ClientOf = Callable[..., Client]


def _person(name: str) -> User:
    # Hashing a password takes most of a test's time; those who sign in by form set one themselves.
    return User.objects.create_user(f"{name.lower()}@podium.example", name=name)


def _member(project: Project, name: str, role: Role) -> User:
    person = _person(name)
    Membership.objects.create(project=project, user=person, role=role)
    return person


@pytest.fixture
def owner(db: None) -> User:
    """Olive made the project."""
    return _person("Olive")


@pytest.fixture
def project(owner: User) -> Project:
    """Olive's project; ask for the others to have them in it."""
    return project_create(owner=owner, name="Online order", summary="From basket to parcel.")


@pytest.fixture
def architect(project: Project) -> User:
    """Archie may change the whole assessment, but not the people."""
    return _member(project, "Archie", Role.ARCHITECT)


@pytest.fixture
def contributor(project: Project) -> User:
    """Connie answers questions and works on plan tasks."""
    return _member(project, "Connie", Role.CONTRIBUTOR)


@pytest.fixture
def stakeholder(project: Project) -> User:
    """Stan is the read-only teammate: he reads, comments and signs off."""
    return _member(project, "Stan", Role.STAKEHOLDER)


@pytest.fixture
def stranger(db: None) -> User:
    """Strider has a login and no business in the project."""
    return _person("Strider")


@pytest.fixture
def client_of() -> ClientOf:
    """``client_of(owner)`` is signed in as the owner, ``client_of()`` as nobody."""
    return _client_of


def _client_of(user: User | None = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
