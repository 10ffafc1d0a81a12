"""The formulas: properties that must hold whatever the inputs are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.costs.estimate import cost_case
from assessment.decision.costs.formula import (
    YEARS,
    CostKind,
    World,
    annual_costs,
    cost_without_tools,
    mean_kept_years,
)
from tests.assessment.decision.costs.cases import CUT, project
from workflows.definition.model import OrchestrationModel

HYBRID, CENTRALIZED = OrchestrationModel.HYBRID, OrchestrationModel.CENTRALIZED
CHOREOGRAPHY = OrchestrationModel.CHOREOGRAPHY


def world(
    model: OrchestrationModel = HYBRID,
    today: str = "",
    values: Mapping[str, float] | None = None,
    **more: float,
) -> World:
    """The order at the likeliest values but for those given; in the names of ``more`` hyphens are
    underscores."""
    case = cost_case(project(), boundary=CUT)
    found = {one.input.id: np.array([one.range.likely]) for one in case.inputs}
    stated = {name.replace("_", "-"): value for name, value in more.items()} | dict(values or {})
    found |= {name: np.array([value]) for name, value in stated.items()}
    return World(found, model, case.shapes[model], today)


def cost(one: World, kind: CostKind | None = None) -> float:
    costs = annual_costs(one)
    kinds = [kind] if kind else list(costs)
    return float(sum(year[0] for name in kinds for year in costs[name]))


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(1, 10), st.sampled_from(OrchestrationModel))
def test_more_volume_never_costs_less(
    now: float, expected: float, factor: float, model: OrchestrationModel
) -> None:
    less = cost(world(model, cases_now=now, cases_expected=expected))
    more = cost(world(model, cases_now=now * factor, cases_expected=expected * factor))

    assert more >= less * (1 - 1e-12)


@pytest.mark.parametrize("model", OrchestrationModel)
def test_shares_of_failures_of_nothing_cost_nothing(model: OrchestrationModel) -> None:
    shares = {f"{kind}-share-{model}": 0.0 for kind in ("inconsistent", "stuck", "dead-lettered")}

    assert cost(world(model, values=shares), CostKind.FAILURES) == 0


def test_failures_cost_cases_times_share_times_price() -> None:
    one = world(
        cases_now=10,
        cases_expected=10,
        hours_a_day=10,
        days_a_year=100,
        inconsistent_share_hybrid=0.01,
        stuck_share_hybrid=0,
        dead_lettered_share_hybrid=0,
        inconsistent_cost=20,
        wage_growth=0,
    )

    assert cost(one, CostKind.FAILURES) == pytest.approx(3 * 10_000 * 0.01 * 20)


def test_the_volume_grows_evenly_for_two_years_and_then_stays() -> None:
    one = world(cases_now=100, cases_expected=300)

    assert [float(one.volume(year)[0]) for year in YEARS] == [150, 250, 300]


def test_hybrid_is_operated_like_both_and_centralized_like_one() -> None:
    own = {"workflow-hours": 0.0, "contract-hours": 0.0, "foreign-step-hours": 0.0}
    hours = {"orchestrator-hours": 10.0, "broker-hours": 30.0}
    values = own | hours | {"engineer-hour": 1.0, "wage-growth": 0.0}

    costs = [cost(world(m, values=values), CostKind.OPERATION) for m in OrchestrationModel]

    assert dict(zip(OrchestrationModel, costs, strict=True)) == {
        CENTRALIZED: 360,
        CHOREOGRAPHY: 1080,
        HYBRID: 1440,
    }


def test_todays_model_is_mostly_built() -> None:
    fresh = cost(world(CHOREOGRAPHY), CostKind.BUILD)
    kept = cost(world(CHOREOGRAPHY, today="choreography", kept_share=0.75), CostKind.BUILD)

    assert kept == pytest.approx(fresh / 4)


def test_training_is_paid_in_full_once_and_then_for_those_who_come() -> None:
    costs = annual_costs(world(turnover=0.1, wage_growth=0))[CostKind.TRAINING]

    assert costs[1] == pytest.approx(costs[0] / 10)
    assert costs[2] == pytest.approx(costs[1])


def test_wages_and_prices_grow_apart() -> None:
    costs = annual_costs(world(wage_growth=0.1, price_growth=0, cases_now=1, cases_expected=1))

    assert costs[CostKind.DEBUGGING][1] == pytest.approx(costs[CostKind.DEBUGGING][0] * 1.1)


@settings(max_examples=40, deadline=None)
@given(st.floats(0, 12), st.sampled_from(YEARS))
def test_what_is_kept_is_the_mean_of_a_store_that_fills_up(retention: float, year: int) -> None:
    ages = np.linspace(year - 1, year, 20_001)
    brute = np.minimum(retention, ages).mean()

    assert mean_kept_years(np.array([retention]), year)[0] == pytest.approx(brute, abs=1e-3)


def test_what_tools_replace_is_part_of_the_whole() -> None:
    for model in OrchestrationModel:
        one = world(model)
        assert 0 < cost_without_tools(one)[0] < cost(one)
