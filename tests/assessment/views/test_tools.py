"""The page of the tools."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import ContextFacts
from projects.models import Project, User
from tests.cast import ClientOf


@pytest.fixture
def page(owner: User, client_of: ClientOf) -> Client:
    """Olive at her desk."""
    return client_of(owner)


def test_it_quotes_the_sentence_first(mapped: Project, page: Client) -> None:
    answer = page.get(_url(mapped))

    assert answer.context["advice"].sentence in answer.text


def test_each_model_can_be_asked(mapped: Project, page: Client) -> None:
    answer = page.get(_url(mapped), {"model": "choreography"})

    assert "For choreography:" in answer.text
    assert "AWS Step Functions" not in answer.text


def test_a_filter_hides_the_other_role(mapped: Project, page: Client) -> None:
    answer = page.get(_url(mapped), {"model": "hybrid", "role": "broker"})

    assert {line.rating.tool.role for line in answer.context["lines"]} == {"broker"}


def test_a_filter_that_is_not_offered_is_told_and_shows_all(mapped: Project, page: Client) -> None:
    answer = page.get(_url(mapped), {"role": "wizard"})

    assert answer.status_code == 200
    assert "That is not offered, so all are shown." in answer.text


def test_a_filter_that_leaves_nothing_says_so(mapped: Project, page: Client) -> None:
    answer = page.get(_url(mapped), {"model": "centralized", "role": "broker"})

    assert "No tool of this kind is left" in answer.text


def test_every_fact_shows_its_page_and_date(mapped: Project, page: Client) -> None:
    text = page.get(_url(mapped), {"model": "hybrid"}).text

    assert "https://docs.temporal.io/cloud/limits" in text
    assert "13 Mar 2026" in text


def test_what_nobody_has_said_leads_to_where_it_is_said(mapped: Project, page: Client) -> None:
    text = page.get(_url(mapped), {"model": "hybrid"}).text

    assert "Nobody has said which cloud" in text
    assert f"{reverse('assessment:context', args=[mapped.pk])}#field-cloud" in text


def test_what_rules_a_tool_out_is_a_sentence(mapped: Project, page: Client) -> None:
    ContextFacts.objects.update_or_create(project=mapped, defaults={"cloud": "azure"})

    text = page.get(_url(mapped), {"model": "hybrid"}).text

    assert "EventBridge runs only on AWS; you run on Azure." in text


def test_without_a_map_it_offers_one(project: Project, page: Client) -> None:
    assert "No tools without a map" in page.get(_url(project)).text


def _url(project: Project) -> str:
    return reverse("assessment:tools", args=[project.pk])
