"""workflows/selectors/scenarios.py"""

from __future__ import annotations

import pytest

from projects.models import Project
from workflows.sandbox.scenario import Scenario
from workflows.selectors import scenarios
from workflows.selectors.scenarios import propose_scenarios_from, proposed_scenario


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test proposes ends with it."""
    monkeypatch.setattr(scenarios, "_sources", list(scenarios._sources))


def test_the_source_that_was_handed_in_proposes(project: Project) -> None:
    propose_scenarios_from(lambda project: Scenario(cases=7))

    assert proposed_scenario(project) == Scenario(cases=7)


def test_the_last_source_wins(project: Project) -> None:
    propose_scenarios_from(lambda project: Scenario(cases=7))
    propose_scenarios_from(lambda project: Scenario(cases=8))

    assert proposed_scenario(project).cases == 8
