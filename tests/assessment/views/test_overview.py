"""The overview page."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.decision.plan import PlanTask
from assessment.selectors.plan import plan_state
from assessment.services.plan import plan_generate
from projects.models import Membership, Project, Role, User
from tests.cast import ClientOf


def test_without_a_map_it_says_what_is_missing_and_offers_it(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_url(project)).text

    assert "No verdict yet" in page
    assert "Add the workflow map" in page


def test_with_a_map_it_quotes_the_verdict(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_url(mapped))

    assert page.context["judged"].verdict.sentence in page.text
    assert page.text.count('class="witness"') == 3


def test_it_offers_one_next_action(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(_url(mapped)).text

    assert page.count("btn-primary") == 1
    assert "Describe the context" in page


def test_it_shows_who_is_here_and_what_they_did_last(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    page = client_of(contributor).get(_url(mapped)).text

    assert "uploaded the workflow map" in page
    assert "nothing yet" in page


def test_its_queries_do_not_grow_with_people_and_tasks(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    _make_plan(mapped, owner, tasks=1)
    few = _queries(client, _url(mapped))

    _make_plan(mapped, owner, tasks=20)
    for number in range(5):
        person = User.objects.create_user(f"p{number}@podium.example")
        Membership.objects.create(project=mapped, user=person, role=Role.CONTRIBUTOR)

    assert _queries(client, _url(mapped)) == few


def _make_plan(project: Project, by: User, *, tasks: int) -> None:
    plan = tuple(
        PlanTask(key=str(n), day=n, week=1, title="Do", because="so") for n in range(1, tasks + 1)
    )
    state = plan_state(project)
    version = state.version if state else 0
    start = dt.date(2026, 12, 1)
    plan_generate(project=project, by=by, start=start, tasks=plan, expected=version)


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def _url(project: Project) -> str:
    return reverse("assessment:overview", args=[project.pk])
