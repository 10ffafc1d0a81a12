"""What a tool costs a month."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.costs.estimate import cost_case
from assessment.decision.costs.formula import World
from assessment.decision.costs.tool_costs import (
    charged,
    hours,
    kept_years_on_average,
    machine_charge,
    tool_charge,
    usage_at,
)
from assessment.decision.tools.prices import Driver, charge, load_prices
from assessment.decision.tools.toolbox import Hosting, Role, load_toolbox
from tests.assessment.decision.costs.cases import CUT, project
from workflows.definition.model import OrchestrationModel

PRICES = load_prices()
TOOLS = load_toolbox().by_id
LISTED = sorted({price.tool for price in PRICES.prices} - {"machines"})


def world() -> World:
    case = cost_case(project(), boundary=CUT)
    values = {one.input.id: np.array([one.range.likely]) for one in case.inputs}
    return World(values, OrchestrationModel.HYBRID, case.shapes[OrchestrationModel.HYBRID], "")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LISTED), st.lists(st.floats(0, 1e10), min_size=8, max_size=8))
def test_a_bill_for_many_draws_is_the_bill_of_each(tool: str, amounts: list[float]) -> None:
    usage = dict(zip(Driver, amounts, strict=True)) | {Driver.MONTH: 1.0}
    arrays = {driver: np.array([amount]) for driver, amount in usage.items()}

    found = charged(PRICES.of(tool), arrays)

    assert found[0] == pytest.approx(charge(PRICES.of(tool), usage))


def test_a_broker_carries_events_and_an_orchestrator_commands() -> None:
    one = world()
    kept = kept_years_on_average(one)

    both = [
        usage_at(one, role, np.array([100.0]), peak=1, kept_years=kept).drivers for role in Role
    ]

    messages = sum(float(usage[Driver.MESSAGE][0]) for usage in both)
    cases = float(both[0][Driver.CASE][0])
    assert messages == pytest.approx(cases * float(one("messages")[0]))
    assert float(both[1][Driver.STEP][0]) == 0


def test_a_cluster_grows_once_it_is_outgrown() -> None:
    one, tool = world(), TOOLS["kafka"]
    kept = kept_years_on_average(one)

    def cost(volume: float) -> float:
        usage = usage_at(one, Role.BROKER, np.array([volume]), peak=1, kept_years=kept)
        return float(machine_charge(tool, PRICES, one, usage)[0])

    assert cost(1) == pytest.approx(cost(2), rel=1e-3)
    assert cost(20_000_000) > 1.9 * cost(10_000_000)


@pytest.mark.parametrize("tool", ["kafka", "eventbridge", "step-functions-standard", "conductor"])
def test_more_volume_never_makes_a_tool_cheaper(tool: str) -> None:
    one, found = world(), TOOLS[tool]
    kept = kept_years_on_average(one)

    costs = [
        float(
            tool_charge(
                found,
                PRICES,
                one,
                usage_at(one, found.role, np.array([volume]), peak=2, kept_years=kept),
            )[0]
        )
        for volume in (0, 1, 100, 10_000, 1_000_000)
    ]

    assert costs == sorted(costs)


def test_running_a_tool_takes_more_hours_than_looking_after_one() -> None:
    one = world()
    took = {tool.hosting: float(hours(tool, one)[0]) for tool in TOOLS.values()}

    assert took[Hosting.SELF_RUN] > took[Hosting.MANAGED]
