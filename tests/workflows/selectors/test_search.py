"""workflows/selectors/search.py"""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.workflows.stage import ORDER, SHORTER_ORDER, upload
from workflows.selectors.search import search


def names(person: User, wanted: str) -> list[str]:
    found = search(person, wanted)
    return [e.name for project in found for one in project.maps for e in one.entries]


def test_steps_are_found_by_a_part_of_their_name(mapped: Project, owner: User) -> None:
    assert names(owner, "CARD") == ["Charge card"]


def test_steps_are_found_by_who_performs_them(mapped: Project, owner: User) -> None:
    assert names(owner, "bank charge") == ["Charge card"]


@pytest.mark.parametrize("wanted", ["prüfung", "PRÜFUNG", "prufung", "größe", "GROSSE"])
def test_umlauts_and_case_do_not_count(project: Project, owner: User, wanted: str) -> None:
    upload(project, owner, ORDER.replace(b"Check by hand", "Größenprüfung".encode()))

    assert names(owner, wanted) == ["Größenprüfung"]


def test_only_the_newest_version_is_searched(mapped: Project, owner: User) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    assert names(owner, "by hand") == []


def test_a_stranger_finds_nothing(mapped: Project, stranger: User) -> None:
    assert names(stranger, "card") == []


def test_no_words_find_nothing(mapped: Project, owner: User) -> None:
    assert search(owner, "  ") == ()


def test_it_takes_one_query(
    mapped: Project, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        names(owner, "a")
