"""What keeps a scenario from running is said all at once, with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.engine.maps import chain, step
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.scenario import (
    MAX_CASES,
    Fault,
    FaultKind,
    NewVersion,
    Scenario,
    problems,
)

MAP = chain(step("pay"), step("ship"))


def told(scenario: Scenario) -> list[str]:
    return [str(problem) for problem in problems(scenario, MAP)]


def test_the_default_scenario_can_run() -> None:
    assert told(Scenario()) == []


@pytest.mark.parametrize("cases", [1, MAX_CASES])
def test_the_ends_of_the_range_can_run(cases: int) -> None:
    assert told(Scenario(cases=cases)) == []


@pytest.mark.parametrize("cases", [0, -3, MAX_CASES + 1, 10**9])
def test_a_number_of_cases_out_of_range_is_told(cases: int) -> None:
    assert told(Scenario(cases=cases)) == [
        f"scenario: cases: must be from 1 to 1,000,000, got {cases:,}"
    ]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_out_of_range_names_its_fault(share: float) -> None:
    fault = Fault(kind=FaultKind.MESSAGE_LOST, share=share)

    [message] = told(Scenario(faults=(fault,)))
    assert message.startswith("scenario: fault 1 (message-lost): share must be from 0 to 1")


def test_an_unknown_step_is_told_with_the_nearest() -> None:
    fault = Fault(kind=FaultKind.STEP_ERROR, share=0.1, step="pya")

    assert told(Scenario(faults=(fault,))) == [
        "scenario: fault 1 (step-error): the map has no step 'pya'; did you mean 'pay'?"
    ]


def test_a_negative_downtime_is_told() -> None:
    fault = Fault(kind=FaultKind.ORCHESTRATOR_CRASH, share=0.1, duration=-1.0)

    assert "duration must be 0 s or more" in told(Scenario(faults=(fault,)))[0]


@pytest.mark.parametrize("rate", [0.0, -5.0, float("inf")])
def test_a_rate_that_is_no_rate_is_told(rate: float) -> None:
    assert "cases_per_hour: must be above 0" in told(Scenario(cases_per_hour=rate))[0]


def test_no_model_and_a_model_twice_are_told() -> None:
    twice = (OrchestrationModel.HYBRID, OrchestrationModel.HYBRID)

    assert "at least one" in told(Scenario(models=()))[0]
    assert "twice" in told(Scenario(models=twice))[0]


def test_a_boundary_around_an_unknown_step_is_told() -> None:
    assert "no step 'pack'" in told(Scenario(boundary={"pack": Side.EVENT_DRIVEN}))[0]


@pytest.mark.parametrize("name", ["watchdog", "redrive", "standby"])
@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan")])
def test_a_time_that_is_no_time_is_told_with_its_mend(name: str, seconds: float) -> None:
    (found,) = told(replace(Scenario(), **{name: seconds}))  # type: ignore[arg-type]

    assert found.startswith(f"scenario: {name}: must be longer than 0 s")
    assert found.endswith("leave it out to go without")


@pytest.mark.parametrize("replications", [0, -1, 1_001])
def test_a_number_of_replications_out_of_range_is_told(replications: int) -> None:
    (found,) = told(Scenario(replications=replications))

    assert found.startswith("scenario: replications: must be from 1 to 1,000")


def test_more_cases_than_the_limit_in_all_replications_are_told() -> None:
    (found,) = told(Scenario(cases=600_000, replications=2))

    assert "2 times 600,000 cases are more than 1,000,000" in found


@pytest.mark.parametrize(("cases", "warm_up"), [(100, 100), (100, -1), (10_000, 2_000)])
def test_a_warm_up_that_leaves_no_cases_is_told(cases: int, warm_up: int) -> None:
    (found,) = told(Scenario(cases=cases, warm_up=warm_up))

    assert "so that cases are left" in found


def test_a_new_version_must_know_what_it_maps_to() -> None:
    new = NewVersion(definition=MAP, at=-1.0, mapping={"pay": "charge", "pack": "ship"})

    found = told(Scenario(new_version=new))
    assert found == [
        "scenario: new_version: at must be 0 s or later, got -1",
        "scenario: new_version: has a mapping but does not migrate; say migrate: yes",
        "scenario: new_version: maps 'pay' to 'charge', which the new version does not have",
        "scenario: new_version: maps 'pack', which this map does not have",
    ]


def test_all_problems_are_told_at_once() -> None:
    wrong = Scenario(cases=0, models=(), cases_per_hour=-1.0)

    assert len(told(replace(wrong, boundary={"pack": Side.ORCHESTRATED}))) == 4
