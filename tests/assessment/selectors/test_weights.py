"""Reading the weights."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.selectors.verdicts import assessment_for
from assessment.selectors.weights import weighed
from assessment.services.weights import weights_save
from projects.models import Project, User

QUESTIONS = load_knowledge().question_ids
ORDER = Weighting(method=WeightingMethod.RANKING, ranking=(QUESTIONS[::-1],))


def test_weights_are_empty_until_somebody_weighs(project: Project) -> None:
    assert weighed(project) == ({}, Weighting())


def test_an_order_is_turned_into_points(
    project: Project, owner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    weights_save(project=project, by=owner, points={}, weighting=ORDER, expected=0)

    with django_assert_num_queries(1):
        found = weighed(project)

    assert found.points == pytest.approx(dict.fromkeys(QUESTIONS, 20))
    assert found.weighting == ORDER


def test_the_assessment_says_how_the_weights_were_found(mapped: Project, owner: User) -> None:
    weights_save(project=mapped, by=owner, points={}, weighting=ORDER, expected=0)

    assessment = assessment_for(mapped)

    assert assessment is not None
    assert assessment.weighting == ORDER
    assert assessment.weights[QUESTIONS[0]] == pytest.approx(20)
