"""A project."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.utils import timezone

from projects.models import Project


@pytest.mark.django_db
def test_the_database_refuses_a_project_without_a_name() -> None:
    with pytest.raises(IntegrityError, match="project_has_a_name"):
        Project.objects.create(name="")


def test_a_project_is_archived_once_it_has_a_time_for_it() -> None:
    assert not Project(name="Loans").is_archived
    assert Project(name="Loans", archived_at=timezone.now()).is_archived


def test_a_project_opens_at_an_address_below_its_id() -> None:
    project = Project(name="Loans")

    assert project.get_absolute_url().startswith(f"/projects/{project.pk}/")
