"""workflows/views/comparing.py"""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.drafts_behind import drawn
from tests.workflows.formats.bpmn.merging.edits import rename
from tests.workflows.stage import SHORTER_ORDER, outsiders_are_kept_out, upload, url


@pytest.fixture
def twice(mapped: Project, owner: User) -> Project:
    """The mapped project with a second, shorter version."""
    upload(mapped, owner, SHORTER_ORDER)
    return mapped


def compared(project: Project, before: object, after: object) -> str:
    return f"{url('map-compare', project)}?from={before}&to={after}"


def test_two_versions_are_compared_in_words(
    twice: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(compared(twice, 1, 2)).content.decode()

    assert "Task for a person “Check by hand” is gone." in page
    assert "Not every running case can go on" in page
    assert '"check": "change--removed"' in page


def test_without_a_choice_the_newest_stands_beside_the_one_before(
    twice: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("map-compare", twice)).content.decode()

    assert "<h1>Version 1 and version 2</h1>" in page


def test_the_same_version_twice_asks_for_another(
    twice: Project, owner: User, client_of: ClientOf
) -> None:
    assert "Choose two that differ" in client_of(owner).get(compared(twice, 2, 2)).content.decode()


def test_a_draft_is_compared_with_a_version(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner, rename("pay", "Take money"))
    client = client_of(owner)

    page = client.get(compared(mapped, 1, "draft")).content.decode()

    assert "“Charge card” is now called “Take money”." in page
    assert b"Take money" in client.get(url("draft-bpmn", mapped)).content


def test_a_draft_that_only_was_opened_does_not_differ(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner)

    page = client_of(owner).get(compared(mapped, 1, "draft")).content.decode()

    assert "say the same" in page


@pytest.mark.parametrize(("before", "after"), [(1, 9), ("x", 1), ("draft", 1)])
def test_what_is_not_there_cannot_be_compared(
    twice: Project, owner: User, client_of: ClientOf, before: object, after: object
) -> None:
    assert client_of(owner).get(compared(twice, before, after)).status_code == 404


def test_the_draft_of_somebody_else_is_not_shown(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner)

    assert client_of(architect).get(url("draft-bpmn", mapped)).status_code == 404
    assert client_of(architect).get(compared(mapped, 1, "draft")).status_code == 404


def test_comparing_takes_few_queries(
    twice: Project,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)

    with django_assert_max_num_queries(18):
        client.get(compared(twice, 1, 2))


def test_outsiders_compare_nothing(twice: Project, stranger: User, client_of: ClientOf) -> None:
    outsiders_are_kept_out(stranger, url("map-compare", twice))
    assert client_of(stranger).post(url("map-compare", twice)).status_code == 405
