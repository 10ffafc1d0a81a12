"""The activity log of a project."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from projects.models import Project, User
from projects.services.activity import activity_record
from tests.cast import ClientOf


@pytest.fixture
def log_url(project: Project) -> str:
    return reverse("projects:activity", args=[project.pk])


def test_the_log_says_who_did_what_with_a_link(
    log_url: str, project: Project, owner: User, client_of: ClientOf
) -> None:
    activity_record(project=project, actor=owner, verb="uploaded", subject="o.bpmn", url="/there/")

    page = client_of(owner).get(log_url).text

    assert "<strong>Olive</strong> uploaded" in page
    assert 'href="/there/"' in page


def test_what_nobody_did_was_podium(
    log_url: str, project: Project, owner: User, client_of: ClientOf
) -> None:
    activity_record(project=project, actor=None, verb="finished an experiment", subject="")

    assert "<strong>Podium</strong> finished an experiment" in client_of(owner).get(log_url).text


def test_htmx_gets_the_entries_alone(log_url: str, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(log_url, headers={"HX-Request": "true"}).text

    assert page.strip().startswith('<section class="card" id="entries"')
    assert "<html" not in page


def test_older_entries_stand_on_the_next_page(
    log_url: str, project: Project, owner: User, client_of: ClientOf
) -> None:
    for number in range(50):
        activity_record(project=project, actor=owner, verb="did", subject=f"thing {number}")

    client = client_of(owner)

    assert "created the project" not in client.get(log_url).text
    assert "created the project" in client.get(log_url, {"page": "2"}).text


def test_more_entries_take_no_more_queries(
    log_url: str,
    project: Project,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(100) as short:
        client.get(log_url)
    for number in range(20):
        activity_record(project=project, actor=owner, verb="did", subject=str(number))

    with django_assert_max_num_queries(len(short)):
        client.get(log_url)
