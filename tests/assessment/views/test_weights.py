"""The weights page: three methods, each with its own memory."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.weights.pairwise import pairs
from assessment.models import WeightSet
from assessment.services.weights import weights_save
from projects.models import Project, User
from tests.cast import ClientOf

QUESTIONS = load_knowledge().question_ids
FIRST, SECOND = QUESTIONS[:2]


def test_weights_that_miss_a_hundred_keep_what_was_typed(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(_url(mapped), _points(61, 10, 10, 10, 10))

    assert "take 1 away" in response.text
    assert 'value="61"' in response.text
    assert not WeightSet.objects.exists()


@pytest.mark.parametrize("typed", ["NaN", "inf", "-1", "", "1e400"])
def test_what_is_no_number_keeps_what_was_typed(
    mapped: Project, architect: User, client_of: ClientOf, typed: str
) -> None:
    data = _points(61, 10, 10, 10, 10) | {SECOND: typed}

    response = client_of(architect).post(_url(mapped), data)

    assert response.context["form"].errors[SECOND]
    assert 'value="61"' in response.text


def test_weights_of_a_hundred_are_stored(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client_of(architect).post(_url(mapped), _points(60, 10, 10, 10, 10))

    assert WeightSet.objects.get().points[FIRST] == 60


def test_the_equal_button_shares_them_out(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client_of(architect).post(_url(mapped), _points(61, 0, 0, 0, 0) | {"equal": "on"})

    assert set(WeightSet.objects.get().points.values()) == {20}


def test_stale_weights_show_both(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    points = dict.fromkeys(QUESTIONS, 20.0)
    weights_save(project=mapped, by=owner, points=points, expected=0)

    response = client_of(architect).post(_url(mapped), _points(60, 10, 10, 10, 10))

    assert response.status_code == 409
    assert "Olive saved here: 20." in response.text


def test_an_order_is_stored(mapped: Project, architect: User, client_of: ClientOf) -> None:
    client_of(architect).post(_url(mapped), _order(*QUESTIONS[::-1]))

    assert WeightSet.objects.get().ranking == [[question] for question in QUESTIONS[::-1]]


def test_an_arrow_moves_without_saving(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    data = _order(*QUESTIONS) | {"move": f"down:{FIRST}"}

    response = client_of(architect).post(_url(mapped), data)

    assert [row.question for row in response.context["form"].rows][:2] == [SECOND, FIRST]
    assert not WeightSet.objects.exists()


def test_a_stale_order_tells_the_other_one(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    stored = Weighting(method=WeightingMethod.RANKING, ranking=(QUESTIONS,))
    weights_save(project=mapped, by=owner, points={}, weighting=stored, expected=0)

    response = client_of(architect).post(_url(mapped), _order(*QUESTIONS))

    assert response.status_code == 409
    assert "Olive saved here: Consistency = Team autonomy" in response.text


def test_judgements_are_stored_with_what_to_look_at_again(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    client.post(_url(mapped), _judged({(FIRST, SECOND): "9"}))

    page = client.get(_url(mapped)).text

    assert "Look again at" in page
    assert "you said 9, the other judgements say 1." in page


def test_a_stale_judgement_tells_the_other_one(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    stored = Weighting(
        method=WeightingMethod.PAIRWISE, pairwise=dict.fromkeys(pairs(QUESTIONS), 1.0)
    )
    weights_save(project=mapped, by=owner, points={}, weighting=stored, expected=0)

    response = client_of(architect).post(_url(mapped), _judged({(FIRST, SECOND): "9"}))

    assert response.status_code == 409
    assert "Olive saved here: is as important as." in response.text


def test_looking_at_another_method_keeps_what_was_typed(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    switched = client.post(_url(mapped), _points(61, 1, 1, 1, 1) | {"switch": "ranking"})

    assert client.get(switched["Location"]).context["method"] == "ranking"
    back = client.get(_url(mapped) + "?method=points")

    assert 'value="61"' in back.text
    assert "It is not saved yet." in back.text


def test_a_draft_is_its_writers_alone(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    client_of(architect).post(_url(mapped), _points(61, 1, 1, 1, 1) | {"switch": "ranking"})

    assert 'value="61"' not in client_of(owner).get(_url(mapped) + "?method=points").text


def test_a_draft_does_not_hide_that_somebody_saved_meanwhile(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)
    client.post(_url(mapped), _points(60, 10, 10, 10, 10) | {"switch": "ranking"})
    weights_save(project=mapped, by=owner, points=dict.fromkeys(QUESTIONS, 20.0), expected=0)

    version = client.get(_url(mapped) + "?method=points").context["form"]["version"].value()

    assert _save(client, mapped, version) == 409


def test_a_saved_draft_is_forgotten(mapped: Project, architect: User, client_of: ClientOf) -> None:
    client = client_of(architect)
    client.post(_url(mapped), _points(61, 1, 1, 1, 1) | {"switch": "ranking"})
    client.post(_url(mapped), _points(60, 10, 10, 10, 10))

    assert not client.get(_url(mapped) + "?method=points").context["is_draft"]


def test_an_unknown_method_shows_the_one_that_counts(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    page = client_of(architect).get(_url(mapped) + "?method=dice")

    assert page.context["method"] == "points"


def test_switching_to_an_unknown_method_leads_back_to_points(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    data = _points(60, 10, 10, 10, 10) | {"switch": "dice\r\nX: 1"}

    response = client_of(architect).post(_url(mapped), data)

    assert response["Location"] == _url(mapped) + "?method=points"


def test_weights_of_a_round_say_where_they_come_from(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    group = Weighting(method=WeightingMethod.GROUP, spread=12)
    points = dict.fromkeys(QUESTIONS, 20.0)
    weights_save(project=mapped, by=owner, points=points, weighting=group, expected=0)

    assert "These come from a round." in client_of(owner).get(_url(mapped)).text


def test_the_methods_stand_side_by_side(mapped: Project, owner: User, client_of: ClientOf) -> None:
    order = Weighting(method=WeightingMethod.RANKING, ranking=(QUESTIONS,))
    weights_save(project=mapped, by=owner, points={}, weighting=order, expected=0)

    response = client_of(owner).get(reverse("assessment:weights-compare", args=[mapped.pk]))

    assert [line.label for line in response.context["lines"]] == ["All alike", "Order"]
    assert "Whichever method counts" in response.text


def _save(client: Client, project: Project, version: object) -> int:
    data = _points(60, 10, 10, 10, 10) | {"version": str(version)}
    return client.post(_url(project), data).status_code


def _points(*points: int) -> dict[str, str]:
    typed = {question: str(p) for question, p in zip(QUESTIONS, points, strict=True)}
    return typed | {"version": "0", "method": "points"}


def _order(*order: str) -> dict[str, object]:
    return {"version": "0", "method": "ranking", "order": list(order)}


def _judged(other: dict[tuple[str, str], str]) -> dict[str, str]:
    judged = {"--".join(pair): other.get(pair, "1") for pair in pairs(QUESTIONS)}
    return judged | {"version": "0", "method": "pairwise"}


def _url(project: Project) -> str:
    return reverse("assessment:weights", args=[project.pk])
