"""The five questions: answered, stale, confirmed."""

from __future__ import annotations

from django.urls import reverse

from assessment.decision.assessment import Answer, SeenFacts
from assessment.decision.knowledge_loading import load_knowledge
from assessment.models import AnswerRow
from assessment.services.decide import answer_save
from projects.models import Project, User
from tests.cast import ClientOf
from workflows.models import MapVersion

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
    far = 1 if suggested > 3 else 5

    response = client.post(_question(mapped, FIRST), _answer(far, reason=""))

    assert "Say in a sentence what they do not show." in response.text
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


def test_an_answer_taken_back_under_an_open_page_keeps_what_was_typed(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    response = client_of(contributor).post(
        _question(mapped, FIRST), _answer(4, reason="Mine", version="5")
    )

    assert response.status_code == 409
    assert "was taken back while you were editing" in response.text
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


def test_an_answer_keeps_its_range_and_what_was_seen(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    typed = _answer(3, sure="own", low="2", high="5")

    client_of(contributor).post(_question(mapped, FIRST), typed)

    row = AnswerRow.objects.get()
    assert (row.low, row.high) == (2, 5)
    assert row.seen
    assert row.seen["facts"]["immediate-share"].startswith("1 of 2 steps needs immediate")


def test_a_range_without_the_answer_keeps_what_was_typed(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    typed = _answer(3, sure="own", low="4", high="5")

    page = client_of(contributor).post(_question(mapped, FIRST), typed)

    assert "From 4 to 5 does not hold your answer 3" in page.text
    assert "Because" in page.text
    assert not AnswerRow.objects.exists()


def test_facts_that_changed_under_an_open_page_are_shown_before_it_is_saved(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    client = client_of(contributor)

    page = client.post(_question(mapped, FIRST), _answer(3, facts="0123456789abcdef"))
    assert "changed while you had the page open" in page.text
    assert not AnswerRow.objects.exists()

    client.post(_question(mapped, FIRST), _answer(3, facts=page.context["facts"]))
    assert AnswerRow.objects.get().value == 3


def test_a_changed_fact_is_told_with_its_difference(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    _answered_on_other_facts(mapped, owner)
    client = client_of(contributor)

    for url in (_question(mapped, FIRST), reverse("assessment:questions", args=[mapped.pk])):
        page = client.get(url).text
        assert "4 of 7 steps needs immediate consistency" in page
        assert "the suggestion" in page


def test_a_stale_answer_is_confirmed_with_one_button(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    _answered_on_other_facts(mapped, owner)
    client = client_of(contributor)
    facts = client.get(_question(mapped, FIRST)).context["facts"]

    client.post(_confirm(mapped, FIRST), {"version": "1", "facts": facts})

    assert client.get(_question(mapped, FIRST)).context["stale"] is None
    assert AnswerRow.objects.get().value == 3


def test_facts_that_changed_once_more_are_not_confirmed_unseen(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    _answered_on_other_facts(mapped, owner)
    sent = {"version": "1", "facts": "0123456789abcdef"}

    page = client_of(contributor).post(_confirm(mapped, FIRST), sent, follow=True)

    assert "The facts have changed once more" in page.text
    assert page.context["stale"]


def test_an_answer_that_is_gone_is_not_confirmed(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    sent = {"version": "1", "facts": "0123456789abcdef"}

    page = client_of(contributor).post(_confirm(mapped, FIRST), sent, follow=True)

    assert "Nobody answers this question any more" in page.text


def test_somebody_who_answered_anew_is_not_confirmed_over(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    _answered_on_other_facts(mapped, owner)
    client = client_of(contributor)
    facts = client.get(_question(mapped, FIRST)).context["facts"]

    page = client.post(_confirm(mapped, FIRST), {"version": "7", "facts": facts}, follow=True)

    assert "Olive was quicker" in page.text


def test_a_map_deleted_under_an_open_page_says_what_is_missing(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    client = client_of(contributor)
    page = client.get(_question(mapped, FIRST))
    MapVersion.objects.all().delete()

    typed = _answer(3, facts=page.context["facts"])
    response = client.post(_question(mapped, FIRST), typed, follow=True)

    assert "no workflow map yet" in response.text


def _answered_on_other_facts(project: Project, owner: User) -> None:
    seen = SeenFacts(
        suggested=2, facts={"immediate-share": "4 of 7 steps needs immediate consistency"}
    )
    answer = Answer(question=FIRST, value=3, reason="As Olive says", seen=seen)
    answer_save(project=project, by=owner, answer=answer, title="Consistency", expected=0)


def _answer(value: int, reason: str = "Because", **more: str) -> dict[str, str]:
    return {"version": "0", "value": str(value), "reason": reason} | more


def _question(project: Project, slug: str) -> str:
    return reverse("assessment:question", args=[project.pk, slug])


def _confirm(project: Project, slug: str) -> str:
    return reverse("assessment:question-confirm", args=[project.pk, slug])
