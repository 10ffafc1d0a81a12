"""The migration path of a project."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.decision.migration.parts import PathState
from assessment.models import ContextFacts
from assessment.selectors.migration import grid_of, migration_of, moves_of
from assessment.selectors.verdicts import verdict_of
from projects.models import Project
from tests.assessment.decision.maps import order
from tests.assessment.decision.migration.paths import path_of

pytestmark = pytest.mark.django_db


def test_without_a_map_there_is_no_path(project: Project) -> None:
    assert migration_of(project) is None


def test_the_path_begins_where_the_context_says(mapped: Project) -> None:
    ContextFacts.objects.create(project=mapped, current_model="none")

    found = migration_of(mapped)

    assert found is not None
    assert found.path.current == "none"


def test_it_asks_no_more_of_the_database_than_the_verdict(mapped: Project) -> None:
    with CaptureQueriesContext(connection) as of_verdict:
        verdict_of(mapped)
    with CaptureQueriesContext(connection) as of_path:
        migration_of(mapped)

    assert len(of_path) == len(of_verdict)


def test_steps_that_move_stand_before_those_that_stay() -> None:
    steps = [row.figure.step for row in grid_of(path_of("centralized", "hybrid", order()))]

    assert set(steps[:2]) == {"ship", "notify"}


def test_reasons_that_weigh_nothing_are_left_out() -> None:
    path = path_of("centralized", "hybrid", order())

    lines = [line for wave in path.moving_waves for line in moves_of(path, wave)]

    assert all(why.points >= 0.5 for line in lines for why in line.reasons)
    assert path.state is PathState.PATH
