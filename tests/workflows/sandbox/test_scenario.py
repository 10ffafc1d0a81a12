"""What keeps a scenario from running is said all at once, with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workflows.engine.maps import chain, step
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.scenario import MAX_CASES, Fault, FaultKind, Scenario, problems

MAP = chain(step("pay"), step("ship"))


def told(scenario: Scenario) -> list[str]:
    return [str(problem) for problem in problems(scenario, MAP)]


def test_the_default_scenario_can_run() -> None:
    assert told(Scenario()) == []


@pytest.mark.parametrize("cases", [1, MAX_CASES])
def test_the_ends_of_the_range_can_run(cases: int) -> None:
    assert told(Scenario(cases=cases)) == []


@pytest.mark.parametrize("cases", [0, -3, MAX_CASES + 1])
def test_a_number_of_cases_out_of_range_is_told(cases: int) -> None:
    assert told(Scenario(cases=cases)) == [
        f"scenario: cases: must be from 1 to 100,000, got {cases:,}"
    ]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_out_of_range_names_its_fault(share: float) -> None:
    fault = Fault(kind=FaultKind.MESSAGE_LOST, share=share)

    [message] = told(Scenario(faults=(fault,)))
    assert message.startswith("scenario: fault 1 (message-lost): share must be from 0 to 1")


def test_an_unknown_step_is_told_with_the_known_ones() -> None:
    fault = Fault(kind=FaultKind.STEP_ERROR, share=0.1, step="pya")

    assert told(Scenario(faults=(fault,))) == [
        "scenario: fault 1 (step-error): the map has no step 'pya'; its steps are pay, ship"
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


def test_all_problems_are_told_at_once() -> None:
    wrong = Scenario(cases=0, models=(), cases_per_hour=-1.0)

    assert len(told(replace(wrong, boundary={"pack": Side.ORCHESTRATED}))) == 4
