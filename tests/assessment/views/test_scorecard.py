"""The scorecard page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.models import Project, User
from tests.cast import ClientOf
from workflows.definition.model import OrchestrationModel


def test_it_quotes_the_sentence_first(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(_url(mapped))

    assert page.context["verdict"].sentence in page.text


def test_the_table_adds_up_to_the_scores(mapped: Project, owner: User, client_of: ClientOf) -> None:
    context = client_of(owner).get(_url(mapped)).context

    columns = zip(*(row["points"] for row in context["rows"]), strict=True)
    sums = [sum(column) for column in columns]
    assert sums == pytest.approx(list(context["verdict"].scores.values()))


def test_every_model_has_its_bar(mapped: Project, owner: User, client_of: ClientOf) -> None:
    figure = client_of(owner).get(_url(mapped)).context["figure"]

    assert set(figure["data"][0]["y"]) == {model.capitalize() for model in OrchestrationModel}


def test_it_says_what_to_do_next(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(_url(mapped)).text

    assert reverse("assessment:context", args=[mapped.pk]) in page


def test_without_a_map_it_offers_one(project: Project, owner: User, client_of: ClientOf) -> None:
    assert "No scorecard without a map" in client_of(owner).get(_url(project)).text


def _url(project: Project) -> str:
    return reverse("assessment:scorecard", args=[project.pk])
