"""All cost figures together, with their tools."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.decision.assessment import Assessment, Context
from assessment.decision.costs.at_hand import is_managed, tools_at_hand
from assessment.decision.costs.figures import CostFigures, cost_figures
from assessment.decision.tools.prices import load_prices
from tests.assessment.decision.costs.cases import CUT, plain_figures, project
from workflows.definition.model import OrchestrationModel

CENTRALIZED, CHOREOGRAPHY, HYBRID = (
    OrchestrationModel.CENTRALIZED,
    OrchestrationModel.CHOREOGRAPHY,
    OrchestrationModel.HYBRID,
)


def figures(context: Context | None = None) -> CostFigures:
    if context is None:
        return plain_figures()
    return cost_figures(project(context=context), boundary=CUT, recommended=HYBRID)


def test_a_combination_holds_what_its_model_needs() -> None:
    needed = {CENTRALIZED: (True, False), CHOREOGRAPHY: (False, True), HYBRID: (True, True)}

    found = {
        (one.model, (one.orchestrator is not None, one.broker is not None))
        for one in figures().combinations
    }

    assert found == set(needed.items())


def test_the_cheapest_combination_of_a_model_stands_first() -> None:
    middles = [one.total.likely for one in figures().combinations if one.model is HYBRID]

    assert middles == sorted(middles)


def test_tools_are_part_of_the_whole() -> None:
    assert all(one.tools.likely < one.total.likely for one in figures().combinations)


def test_the_shortlist_has_the_best_of_each_model() -> None:
    short = figures().shortlist(2)

    assert [one.model for one in short].count(HYBRID) == 2
    assert short[0].model is CENTRALIZED


def test_tools_of_another_cloud_are_not_at_hand() -> None:
    found = figures(Context(cloud="aws")).combinations

    assert "Logic Apps" not in {one.orchestrator.short for one in found if one.orchestrator}


def test_a_licence_on_request_is_told() -> None:
    found = [one for one in figures().combinations if "Camunda" in one.name]

    assert found
    assert all("price is on request" in one.note for one in found)


def test_the_break_even_asks_beyond_the_wish_for_managed_tools() -> None:
    wish = figures(Context(cloud="aws", hosting="managed"))

    tools = [one for c in wish.combinations for one in (c.orchestrator, c.broker) if one]
    assert all(is_managed(tool) for tool in tools)
    assert wish.break_evens


def test_only_tools_with_a_price_are_at_hand() -> None:
    prices = load_prices()

    found = tools_at_hand(project(), HYBRID, boundary=CUT, prices=prices)

    assert found.tools
    for tool in found.tools:
        assert prices.of(tool.id) if is_managed(tool) else tool.id in prices.footprints


@pytest.mark.parametrize("assessment", [project(), replace(project(), context=Context())])
def test_without_a_recommendation_the_break_even_is_the_cheapest_models(
    assessment: Assessment,
) -> None:
    found = cost_figures(assessment)

    assert {one.model for one in found.break_evens} == {found.estimate.cheapest.model}
