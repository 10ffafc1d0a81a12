"""Who belongs to which project."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from projects.models import Membership, Project, Role, User


def test_a_person_is_in_a_project_once(project: Project, owner: User) -> None:
    with pytest.raises(IntegrityError):
        Membership.objects.create(project=project, user=owner, role=Role.ARCHITECT)


def test_the_database_knows_the_roles(project: Project, stranger: User) -> None:
    with pytest.raises(IntegrityError, match="membership_role_is_known"):
        Membership.objects.create(project=project, user=stranger, role="emperor")


def test_a_membership_reads_as_words(project: Project, owner: User) -> None:
    assert str(Membership.objects.get()) == "Olive, owner of Online order"
