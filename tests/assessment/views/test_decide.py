"""The weights."""

from __future__ import annotations

from django.urls import reverse

from assessment.decision.knowledge_loading import load_knowledge
from assessment.models import WeightSet
from assessment.services.decide import weights_save
from projects.models import Project, User
from tests.cast import ClientOf

QUESTIONS = load_knowledge().question_ids
FIRST = QUESTIONS[0]


def test_weights_that_miss_a_hundred_keep_what_was_typed(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(_weights(mapped), _points(61, 10, 10, 10, 10))

    assert "take 1 away" in response.text
    assert 'value="61"' in response.text
    assert not WeightSet.objects.exists()


def test_weights_of_a_hundred_are_stored(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client_of(architect).post(_weights(mapped), _points(60, 10, 10, 10, 10))

    assert WeightSet.objects.get().points[FIRST] == 60


def test_the_equal_button_shares_them_out(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client_of(architect).post(_weights(mapped), _points(61, 0, 0, 0, 0) | {"equal": "on"})

    assert set(WeightSet.objects.get().points.values()) == {20}


def test_stale_weights_show_both(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    points = dict.fromkeys(QUESTIONS, 20.0)
    weights_save(project=mapped, by=owner, points=points, expected=0)

    response = client_of(architect).post(_weights(mapped), _points(60, 10, 10, 10, 10))

    assert response.status_code == 409
    assert "Olive saved here: 20." in response.text


def _points(*points: int) -> dict[str, str]:
    typed = {question: str(p) for question, p in zip(QUESTIONS, points, strict=True)}
    return typed | {"version": "0"}


def _weights(project: Project) -> str:
    return reverse("assessment:weights", args=[project.pk])
