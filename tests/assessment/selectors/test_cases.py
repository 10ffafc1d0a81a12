"""Known cases beside a project."""

from __future__ import annotations

import pytest

from assessment.selectors.cases import (
    cases_beside,
    choice_counts,
    guide_rows,
    known_case_rows,
)
from assessment.selectors.verdicts import verdict_of
from projects.models import Project
from tests.assessment.decision.maps import assessed
from workflows.definition.model import OrchestrationModel


def test_standing_beside_a_verdict_asks_the_database_nothing(
    mapped: Project, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    judged = verdict_of(mapped)
    assert judged is not None

    with django_assert_num_queries(0):  # type: ignore[operator]
        beside = cases_beside(judged)

    assert beside.stated > 0


def test_the_sentence_says_how_many_of_the_nearest_chose_alike(mapped: Project) -> None:
    judged = verdict_of(mapped)
    assert judged is not None
    like = judged._replace(assessment=assessed())

    beside = cases_beside(like)

    assert beside.sentence.startswith(f"The nearest known case is {beside.near[0].case.who}, which")


def test_the_counts_of_choices_are_those_of_the_rows() -> None:
    counts = {one.model: one.count for one in choice_counts()}

    assert set(counts) == set(OrchestrationModel)
    assert all(len(known_case_rows(model)) == number for model, number in counts.items())


def test_every_rule_says_what_must_follow() -> None:
    assert all(row.expects for row in guide_rows())
