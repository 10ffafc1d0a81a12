"""The robustness page."""

from __future__ import annotations

from django.urls import reverse

from assessment.decision.assessment import Answer
from assessment.services.decide import answer_save
from projects.models import Project, User
from tests.cast import ClientOf


def _url(project: Project) -> str:
    return reverse("assessment:robustness", args=[project.pk])


def test_it_says_in_how_many_draws_the_leader_comes_first(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(_url(mapped))

    found = page.context["verdict"].robustness
    assert sum(row["firsts"] for row in page.context["models"]) == found.draws
    assert "of 10,000 draws" in page.content.decode()


def test_the_page_and_the_scorecard_quote_the_same_share(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    share = client.get(_url(mapped)).context["share"]

    card = client.get(reverse("assessment:scorecard", args=[mapped.pk])).content.decode()
    assert f"first in {share} of 10,000 draws" in card


def test_the_figures_drawn_are_those_of_the_table(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    context = client_of(owner).get(_url(mapped)).context

    drawn = [data["customdata"] for data in context["tornado"]["data"]]
    listed = [[round(bar[end], 1) for bar in context["bars"]] for end in _ENDS]
    assert drawn == listed


_ENDS = ("lead_at_low", "lead_at_high")


def test_a_stated_range_is_what_is_varied(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    sure = Answer(question="scale", value=2, low=2, high=2)
    answer_save(project=mapped, by=owner, answer=sure, title="Scale", expected=0)

    page = client_of(owner).get(_url(mapped))

    scale = next(q for q in page.context["verdict"].questions if q.question == "scale")
    assert (scale.low, scale.high) == (2, 2)
    assert "certain" in page.content.decode()


def test_without_a_map_it_leads_to_one(project: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(_url(project)).content.decode()

    assert "Nothing to test yet" in page
    assert reverse("workflows:map", args=[project.pk]) in page
