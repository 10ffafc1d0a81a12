"""The pages of known cases and of the guide's rules."""

from __future__ import annotations

from django.urls import reverse

from projects.models import Project, User
from tests.cast import ClientOf


def test_the_nearest_cases_stand_with_their_sources(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(_url("cases", mapped))

    beside = response.context["beside"]
    assert all(one.case.sources[0].title in response.text for one in beside.near)
    assert response.context["agreed_count"] <= response.context["judged_count"]


def test_a_case_on_which_podium_says_otherwise_stands_first(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    rows = client_of(owner).get(_url("cases", mapped)).context["rows"]

    agree = [bool(row.judgement and row.judgement.agrees) for row in rows]
    assert agree == sorted(agree)


def test_cases_can_be_shown_by_choice(mapped: Project, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).get(_url("cases", mapped), {"chose": "hybrid"})

    assert {row.case.chose.value for row in response.context["rows"]} == {"hybrid"}


def test_an_unknown_choice_shows_all(mapped: Project, owner: User, client_of: ClientOf) -> None:
    response = client_of(owner).get(_url("cases", mapped), {"chose": "none"})

    assert len(response.context["rows"]) == response.context["count"]


def test_without_a_map_all_cases_still_stand(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(_url("cases", project))

    assert "Nothing to compare without a map" in response.text
    assert "Zalando" in response.text


def test_every_rule_of_the_guide_says_whether_it_holds(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(_url("guide", mapped))

    assert response.context["held_count"] == len(response.context["rows"])


def _url(page: str, project: Project) -> str:
    return reverse(f"assessment:{page}", args=[project.pk])
