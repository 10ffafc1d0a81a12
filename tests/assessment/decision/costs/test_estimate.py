"""Three years, 10,000 draws, the same every time."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import Context
from assessment.decision.costs.costs_json import costs_json
from assessment.decision.costs.estimate import cost_case
from assessment.decision.costs.formula import CostKind
from assessment.decision.costs.loading import load_costs
from tests.assessment.decision.costs.cases import (
    UNCUT,
    counted,
    estimated,
    guide_team,
    plain,
    project,
    with_volume,
)
from tests.assessment.decision.maps import assessed, line
from workflows.definition.model import OrchestrationModel

CENTRALIZED, CHOREOGRAPHY, HYBRID = (
    OrchestrationModel.CENTRALIZED,
    OrchestrationModel.CHOREOGRAPHY,
    OrchestrationModel.HYBRID,
)


def test_the_same_input_gives_the_same_bytes() -> None:
    one, other = (json.dumps(costs_json(estimated(project()))) for _ in range(2))

    assert one == other


def test_every_range_rises() -> None:
    for one in plain().models:
        for spread in (one.total, *one.years, *one.kinds.values()):
            assert spread.low <= spread.likely <= spread.high


def test_the_shares_of_the_cheapest_sum_to_one_and_stand_in_order() -> None:
    shares = [one.cheapest for one in plain().models]

    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("model", OrchestrationModel)
def test_more_volume_never_costs_less(model: OrchestrationModel) -> None:
    few, many = (estimated(with_volume(n, n)).by_model[model].total for n in (100, 100_000))

    assert all(a <= b for a, b in zip(few.values, many.values, strict=True))


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([one.code for one in load_costs().currencies if one.code != "USD"]))
def test_another_currency_scales_every_figure(code: str) -> None:
    rate = load_costs().currency_by_code[code].rate.likely
    dollars = estimated(project("USD"))
    other = estimated(project(code, exchange_rate=(rate, rate, rate)))

    for one in dollars.models:
        scaled = other.by_model[one.model]
        assert scaled.total.likely == pytest.approx(one.total.likely * rate)
        assert scaled.cheapest == one.cheapest


def test_a_hybrid_without_a_cut_costs_the_same_in_every_draw() -> None:
    found = estimated(project(), boundary=UNCUT).by_model

    assert found[HYBRID].total == found[CENTRALIZED].total
    assert found[HYBRID].extra.values == (0, 0, 0)
    assert found[HYBRID].same_as is CENTRALIZED


def test_differences_are_paired() -> None:
    found = estimated(project(engineer_hour=(10, 100, 1000)))
    one = found.by_model[CHOREOGRAPHY]

    unpaired = one.total.high - found.cheapest.total.low
    assert one.extra.high - one.extra.low < unpaired


def test_the_guides_team_sees_what_a_hybrid_saves() -> None:
    found = estimated(project(context=guide_team()), recommended=HYBRID)

    lost = {one.model: one.kinds[CostKind.DEBUGGING].likely for one in found.models}
    assert lost[HYBRID] < lost[CHOREOGRAPHY] / 2
    assert found.by_model[HYBRID].total.likely < found.by_model[CHOREOGRAPHY].total.likely
    assert "30 % of the engineers' time under choreography" in found.debugging
    assert "under hybrid it would take about 10 %" in found.debugging


def test_failures_that_were_counted_cost() -> None:
    costs = [estimated(project(), experiment=counted(bad)).by_model[CHOREOGRAPHY] for bad in (0, 5)]

    assert costs[0].kinds[CostKind.FAILURES].values == (0, 0, 0)
    assert costs[1].kinds[CostKind.FAILURES].low > 0


def test_a_map_without_steps_costs_little_and_raises_nothing() -> None:
    found = estimated(assessed(line()))

    assert found.by_model[HYBRID].kinds[CostKind.BUILD].values == (0, 0, 0)


def test_the_boundary_is_worked_out_where_it_is_not_given() -> None:
    case = cost_case(project())

    assert case.shapes[HYBRID].steps == 4


def test_years_hold_what_the_three_years_sum_up() -> None:
    found = estimated(project(context=Context(current_model="hybrid")))

    one = found.cheapest
    assert sum(year.low for year in one.years) <= one.total.likely
    assert sum(year.high for year in one.years) >= one.total.likely


def test_an_estimate_says_when_nothing_was_measured() -> None:
    assert "No experiment" in plain().caveat
    assert estimated(project(), experiment=counted(0)).caveat == ""
