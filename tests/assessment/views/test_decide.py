"""The questions."""

from __future__ import annotations

from django.urls import reverse

from assessment.decision.assessment import Answer
from assessment.decision.knowledge_loading import load_knowledge
from assessment.models import AnswerRow
from assessment.services.decide import answer_save
from projects.models import Project, User
from tests.cast import ClientOf

QUESTIONS = load_knowledge().question_ids
FIRST, SECOND, LAST = QUESTIONS[0], QUESTIONS[1], QUESTIONS[-1]


def test_the_suggested_answer_comes_with_its_facts_linked(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_question(mapped, "consistency")).text

    assert "1 of 2 steps" in page
    assert reverse("workflows:matrix", args=[mapped.pk]) in page


def test_an_open_question_offers_the_suggested_answer(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_question(mapped, FIRST))

    assert page.context["form"]["value"].value() == page.context["suggestion"].value


def test_answering_leads_to_the_next_question(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    response = client_of(contributor).post(_question(mapped, FIRST), _answer(4))

    assert response["Location"] == _question(mapped, SECOND)
    assert AnswerRow.objects.get().value == 4


def test_the_last_answer_leads_to_the_scorecard(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    response = client_of(contributor).post(_question(mapped, LAST), _answer(4))

    assert response["Location"] == reverse("assessment:scorecard", args=[mapped.pk])


def test_an_answer_far_from_the_suggestion_asks_why(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    client = client_of(contributor)
    suggested = client.get(_question(mapped, FIRST)).context["suggestion"].value
    far = 1 if suggested > 2 else 5

    response = client.post(_question(mapped, FIRST), _answer(far, reason=""))

    assert "Say in a sentence what the facts do not show." in response.text
    assert not AnswerRow.objects.exists()


def test_a_stale_answer_shows_both(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    stored = Answer(question=FIRST, value=3, reason="As Olive says")
    answer_save(project=mapped, by=owner, answer=stored, title="Consistency", expected=0)

    response = client_of(contributor).post(_question(mapped, FIRST), _answer(4, reason="Mine"))

    assert response.status_code == 409
    assert "Olive saved here: As Olive says." in response.text
    assert "Mine" in response.text


def test_a_double_click_answers_once(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    client = client_of(contributor)

    for _ in range(2):
        assert client.post(_question(mapped, FIRST), _answer(4)).status_code == 302

    assert AnswerRow.objects.get().version == 1


def test_an_unknown_question_is_not_found(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).get(_question(mapped, "meaning-of-life")).status_code == 404


def test_a_question_without_a_map_says_what_is_missing(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(_question(project, FIRST))

    assert response.status_code == 409
    assert "no workflow map yet" in response.text


def _answer(value: int, reason: str = "Because") -> dict[str, str]:
    return {"version": "0", "value": str(value), "reason": reason}


def _question(project: Project, slug: str) -> str:
    return reverse("assessment:question", args=[project.pk, slug])
