"""Reading the weights."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from assessment.decision.assessment import Weighting, WeightingMethod
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.weights.pairwise import pairs
from assessment.file.write import write_assessment
from assessment.selectors.verdicts import assessment_for
from assessment.selectors.weights import weighed
from assessment.services.files import project_import
from assessment.services.weights import weights_save
from projects.models import Project, User

QUESTIONS = load_knowledge().question_ids
ORDER = Weighting(method=WeightingMethod.RANKING, ranking=(QUESTIONS[::-1],))
PAIRS = Weighting(method=WeightingMethod.PAIRWISE, pairwise=dict.fromkeys(pairs(QUESTIONS), 1 / 3))
GROUP = Weighting(method=WeightingMethod.GROUP, spread=7.5)


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


@pytest.mark.parametrize("weighting", [ORDER, PAIRS, GROUP])
def test_a_project_exported_and_imported_weighs_the_same(
    mapped: Project, owner: User, weighting: Weighting
) -> None:
    points = dict.fromkeys(QUESTIONS, 20.0)
    weights_save(project=mapped, by=owner, points=points, weighting=weighting, expected=0)
    before = assessment_for(mapped)
    assert before is not None

    content = write_assessment(before)
    after = assessment_for(project_import(by=owner, name="again.yaml", content=content).project)

    assert after is not None
    assert (after.weighting, after.weights) == (before.weighting, before.weights)
