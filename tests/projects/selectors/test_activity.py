"""What happened in a project."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from projects.models import Project, User
from projects.selectors.activity import ENTRIES_PER_PAGE, activity_of
from projects.services.activity import activity_record


@pytest.fixture
def busy(project: Project, owner: User) -> Project:
    for number in range(ENTRIES_PER_PAGE):
        activity_record(project=project, actor=owner, verb="did", subject=str(number))
    return project


def test_a_page_holds_the_newest_entries(busy: Project) -> None:
    page = activity_of(busy)

    assert [entry.subject for entry in page][:2] == ["49", "48"]
    assert len(page) == ENTRIES_PER_PAGE


def test_the_next_page_holds_the_rest(busy: Project) -> None:
    assert [entry.verb for entry in activity_of(busy, 2)] == ["created the project"]


@pytest.mark.parametrize(("asked", "given"), [("99", 2), ("0", 2), ("many", 1), ("", 1)])
def test_a_page_that_is_not_there_gives_one_that_is(busy: Project, asked: str, given: int) -> None:
    assert activity_of(busy, asked).number == given


def test_a_full_page_takes_two_queries(
    busy: Project, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        lines = [str(entry) for entry in activity_of(busy)]

    assert lines[0] == "Olive did 49"
