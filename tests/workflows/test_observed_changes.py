"""workflows/observed_changes.py"""

from __future__ import annotations

import pytest

from workflows.definition.model import OrchestrationModel
from workflows.definition.observation import observed
from workflows.examples import example
from workflows.observed_changes import ObservedChange, observed_changes
from workflows.sandbox.case_log import case_log
from workflows.sandbox.scenario import Scenario

ORDER = example("online-order").definition


@pytest.fixture(scope="module")
def rows() -> dict[str, ObservedChange]:
    """What a thousand simulated orders say, by key."""
    scenario = Scenario(cases=1000, seed=3)
    log = case_log(ORDER, scenario, OrchestrationModel.CENTRALIZED, cases=1000)
    return {one.key: one for one in observed_changes(ORDER, observed(ORDER, log))}


def test_a_duration_is_written_tail_first(rows: dict[str, ObservedChange]) -> None:
    assert list(rows["duration:charge"].cells) == ["duration_p95", "duration_mean"]


def test_the_ways_out_of_a_decision_add_up(rows: dict[str, ObservedChange]) -> None:
    shares = rows["paths:in-stock"].shares

    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)
    assert set(shares) == {"in-stock-to-charge", "in-stock-to-decline"}


def test_few_observations_are_shown_but_not_proposed(rows: dict[str, ObservedChange]) -> None:
    assert rows["duration:charge"].is_solid
    assert not rows["duration:decline"].is_solid or rows["duration:decline"].count >= 30


def test_what_the_log_says_as_the_map_does_is_no_change() -> None:
    log = case_log(ORDER, Scenario(cases=1), OrchestrationModel.CENTRALIZED, cases=0)

    assert observed_changes(ORDER, observed(ORDER, log)) == ()
