"""workflows/views/versions.py"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import ORDER, SHORTER_ORDER, outsiders_are_kept_out, upload, url
from workflows.models import MapVersion


@pytest.fixture
def twice(mapped: Project, architect: User) -> Project:
    """The mapped project with a second, shorter version."""
    upload(mapped, architect, SHORTER_ORDER)
    return mapped


def test_the_list_says_who_when_why_and_how_much(
    twice: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("map-versions", twice)).content.decode()

    assert "Archie" in page
    assert "1 added, 3 removed" in page
    assert "first version" in page


def test_the_list_takes_the_same_queries_however_long(
    twice: Project, owner: User, client_of: ClientOf
) -> None:
    client, page = client_of(owner), url("map-versions", twice)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for content in (ORDER, SHORTER_ORDER, ORDER):
        upload(twice, owner, content)

    with CaptureQueriesContext(connection) as many:
        client.get(page)

    assert len(few) == len(many)


def test_an_older_version_comes_back_as_a_new_one(
    twice: Project, architect: User, client_of: ClientOf
) -> None:
    answer = client_of(architect).post(url("map-restore", twice, 1), {"message": "Needed"})

    assert answer["Location"] == url("map", twice)
    newest = MapVersion.objects.first()
    assert newest is not None
    assert (newest.number, newest.message) == (3, "Needed")


def test_restoring_what_is_not_there_is_404(
    twice: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).post(url("map-restore", twice, 9)).status_code == 404


def test_a_message_that_is_too_long_is_told(
    twice: Project, owner: User, client_of: ClientOf
) -> None:
    answer = client_of(owner).post(url("map-restore", twice, 1), {"message": "x" * 301})

    assert answer["Location"] == url("map-version", twice, 1)
    assert MapVersion.objects.count() == 2


def test_only_editors_restore(twice: Project, stakeholder: User, client_of: ClientOf) -> None:
    client = client_of(stakeholder)

    assert client.post(url("map-restore", twice, 1)).status_code == 403
    assert client.get(url("map-restore", twice, 1)).status_code == 405
    assert "Restore version" not in client.get(url("map-version", twice, 1)).content.decode()


def test_outsiders_see_no_versions(twice: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("map-versions", twice))


def test_a_project_without_a_map_has_no_versions(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).get(url("map-versions", project)).status_code == 404
