"""Rounds: who may open, end and adopt them, and what their pages show when."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessment.decision.assessment import Answer
from assessment.models import AnswerRow, Round, WeightSet
from assessment.services.decide import answer_save
from assessment.services.rounds import round_close
from projects.models import Membership, Project, User
from tests.assessment.rounds import QUESTIONS, answered, end, opened
from tests.cast import ClientOf

FORM = {"token": "form-1", "method": "ranking", "roles": ["owner", "contributor"], "remind": "0"}


def test_an_empty_page_says_what_rounds_are_for(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(reverse("assessment:rounds", args=[mapped.pk])).text

    assert "Nobody was asked yet" in page
    assert reverse("assessment:round-new", args=[mapped.pk]) in page


def test_opening_a_round_asks_the_chosen_roles(
    mapped: Project, owner: User, contributor: User, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(reverse("assessment:round-new", args=[mapped.pk]), FORM)

    assert response["Location"] == _url("round", mapped, 1)
    invited = Round.objects.get().invitees.values_list("name", flat=True)
    assert set(invited) == {"Olive", "Connie"}


def test_a_round_that_asks_nobody_keeps_the_form(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    data = FORM | {"roles": []}

    response = client_of(owner).post(reverse("assessment:round-new", args=[mapped.pk]), data)

    assert response.status_code == 422
    assert "Nobody would be asked" in response.text


@pytest.mark.parametrize("lost", [{"token": ""}, {"after": "x"}])
def test_a_round_from_a_broken_page_says_so(
    mapped: Project, owner: User, client_of: ClientOf, lost: dict[str, str]
) -> None:
    url = reverse("assessment:round-new", args=[mapped.pk])

    assert "This page is out of date" in client_of(owner).post(url, FORM | lost).text


def test_contributors_open_no_round(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    url = reverse("assessment:round-new", args=[mapped.pk])

    assert client_of(contributor).get(url).status_code == 403
    assert client_of(contributor).post(url, FORM).status_code == 403


def test_asking_again_begins_with_the_same_people_and_method(
    mapped: Project, owner: User, contributor: User, architect: User, client_of: ClientOf
) -> None:
    round_close(round=opened(mapped, owner, owner, contributor), by=owner)
    url = reverse("assessment:round-new", args=[mapped.pk])

    form = client_of(owner).get(f"{url}?after=1").context["form"]

    assert form.initial["people"] == [str(owner.pk), str(contributor.pk)]
    assert form.initial["method"] == "points"


def test_a_second_round_follows_the_first(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    first = end(opened(mapped, owner, owner))
    data = FORM | {"token": "form-2", "after": "1"}

    client_of(owner).post(reverse("assessment:round-new", args=[mapped.pk]), data)

    assert Round.objects.get(number=2).follows == first


@pytest.mark.parametrize("after", ["7", "x", "²", "-1", "9" * 20, "9" * 5000])
def test_a_round_after_none_is_a_first_one(
    mapped: Project, owner: User, client_of: ClientOf, after: str
) -> None:
    url = reverse("assessment:round-new", args=[mapped.pk])

    assert client_of(owner).get(url, {"after": after}).context["before"] is None


def test_while_it_is_open_it_shows_who_has_answered_and_never_what(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    round = opened(mapped, owner, owner, contributor)
    answered(round, contributor, 5)

    page = client_of(owner).get(_url("round", mapped, 1)).text

    assert "1 of 2" in page
    assert "Seen it" not in page


@pytest.mark.parametrize(
    "door", ["projects:activity", "assessment:export", "assessment:questions", "assessment:rounds"]
)
def test_no_other_door_shows_a_ballot_of_an_open_round(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf, door: str
) -> None:
    answered(opened(mapped, owner, owner, contributor), contributor, 5)

    page = client_of(owner).get(reverse(door, args=[mapped.pk])).content.decode()

    assert "Seen it" not in page


def test_a_closed_round_shows_who_said_what_and_who_wins(
    mapped: Project, owner: User, contributor: User, stakeholder: User, client_of: ClientOf
) -> None:
    round = opened(mapped, owner, owner, contributor)
    answered(round, owner, 1)
    answered(round, contributor, 5)
    end(round)

    response = client_of(stakeholder).get(_url("round", mapped, 1))

    assert "Connie 5" in response.text
    assert "answered from 1 to 5" in response.context["result"].sentence
    assert "A fact is missing" in response.text


def test_a_round_of_one_stands(mapped: Project, owner: User, client_of: ClientOf) -> None:
    answered(round := opened(mapped, owner, owner), owner, 4)
    end(round)

    assert "One person answered" in client_of(owner).get(_url("round", mapped, 1)).text


def test_a_round_without_ballots_stands(mapped: Project, owner: User, client_of: ClientOf) -> None:
    end(opened(mapped, owner, owner))

    assert "Nobody answered" in client_of(owner).get(_url("round", mapped, 1)).text


def test_a_round_in_a_project_without_a_map_waits_for_it(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    answered(round := opened(project, owner, owner), owner, 4)
    end(round)

    assert "waits for the map" in client_of(owner).get(_url("round", project, 1)).text


def test_the_second_round_tells_how_the_consensus_moved(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    first = opened(mapped, owner, owner, contributor)
    second = None
    for round in (first, second):
        round = round or opened(
            mapped, owner, owner, contributor, token="form-2", follows=end(first)
        )
        answered(round, owner, 1)
        answered(round, contributor, 5)
    end(Round.objects.get(number=2))

    page = client_of(owner).get(_url("round", mapped, 2)).text

    assert "In Round 1 the consensus on the weights was 100 %; now it is 100 %." in page
    assert "Answers changed" in page


def test_somebody_who_left_is_marked(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    opened(mapped, owner, owner, contributor)
    Membership.objects.filter(user=contributor).delete()

    assert "left the project" in client_of(owner).get(_url("round", mapped, 1)).text
    assert client_of(contributor).get(_url("round", mapped, 1)).status_code == 404


def test_closing_shows_the_result(mapped: Project, owner: User, client_of: ClientOf) -> None:
    answered(opened(mapped, owner, owner), owner, 4)
    client = client_of(owner)

    for _ in range(2):
        assert client.post(_url("round-close", mapped, 1)).status_code == 302

    assert client.get(_url("round", mapped, 1)).context["result"] is not None


def test_a_round_called_off_says_so(mapped: Project, owner: User, client_of: ClientOf) -> None:
    answered(opened(mapped, owner, owner), owner, 4)
    client = client_of(owner)

    client.post(_url("round-withdraw", mapped, 1))

    assert "Called off" in client.get(_url("round", mapped, 1)).text


def test_adopting_makes_the_result_the_projects(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    answered(round := opened(mapped, owner, owner), owner, 4)
    end(round)

    for _ in range(2):
        assert _adopt(client_of(owner), mapped) == 302

    assert AnswerRow.objects.filter(value=4).count() == len(QUESTIONS)
    assert WeightSet.objects.get().method == "group"


def test_adopting_over_an_unseen_change_is_told_with_both(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    answered(round := opened(mapped, owner, owner), owner, 4)
    end(round)
    client = client_of(owner)
    seen = _versions(client, mapped)
    mine = Answer(question="scale", value=2, reason="Quicker")
    answer_save(project=mapped, by=contributor, answer=mine, title="Scale", expected=0)

    response = client.post(_url("round-adopt", mapped, 1), seen)

    assert response.status_code == 409
    assert "Connie changed this answer" in response.text
    assert AnswerRow.objects.get().value == 2
    assert client.post(_url("round-adopt", mapped, 1), _versions(client, mapped)).status_code == 302


def test_a_round_without_a_result_is_not_adopted(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    opened(mapped, owner, owner)

    assert _adopt(client_of(owner), mapped) == 404


@pytest.mark.parametrize("door", ["round-close", "round-withdraw", "round-adopt"])
def test_only_who_edits_ends_or_adopts(
    mapped: Project, owner: User, contributor: User, stranger: User, client_of: ClientOf, door: str
) -> None:
    opened(mapped, owner, owner, contributor)

    assert client_of(contributor).post(_url(door, mapped, 1)).status_code == 403
    assert client_of(stranger).post(_url(door, mapped, 1)).status_code == 404
    assert client_of(owner).get(_url(door, mapped, 1)).status_code == 405
    assert client_of().post(_url(door, mapped, 1)).status_code == 302


def test_an_unknown_round_is_not_found(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(_url("round", mapped, 7)).status_code == 404


def _versions(client: Client, project: Project) -> dict[str, object]:
    page = client.get(_url("round", project, 1)).context
    rows = {line["one"].question: line["row"] for line in page["lines"] or ()}
    versions = {f"version-{q}": row.version if row else 0 for q, row in rows.items()}
    return versions | {"version-weights": page["weights_version"]}


def _adopt(client: Client, project: Project) -> int:
    url = _url("round-adopt", project, 1)
    return client.post(url, {"version-weights": "9" * 5000}).status_code


def _url(page: str, project: Project, number: int) -> str:
    return reverse(f"assessment:{page}", args=[project.pk, number])
