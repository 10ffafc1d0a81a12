"""The costs in the report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assessment.decision.costs.figures import CostFigures
from reports.chapters.costs import costs_chapter, costs_of, price_tag
from reports.cost_chart import cost_chart
from tests.reports.builders import content
from workflows.definition.model import OrchestrationModel

CENTRALIZED, _, HYBRID = OrchestrationModel


@pytest.fixture(scope="module")
def found() -> CostFigures:
    """The figures of the small order, worked out once."""
    return costs_of(content())


def test_the_price_names_the_recommended_model_and_another(found: CostFigures) -> None:
    tag = price_tag(found, CENTRALIZED)

    assert tag.startswith("Three-year cost ")
    assert ", against " in tag


def test_models_that_cost_the_same_are_said_to(found: CostFigures) -> None:
    first = found.estimate.models[0]
    alike = tuple(replace(one, total=first.total) for one in found.estimate.models)

    assert "under any of the three models" in price_tag(_with(found, models=alike), HYBRID)


def test_a_run_without_protection_is_named_beside_its_price(found: CostFigures) -> None:
    careless = _with(found, caveat="It ran without.", measured=True)

    assert "lacked protection" in price_tag(careless, HYBRID)


def test_a_price_without_a_run_says_so(found: CostFigures) -> None:
    assert "Nothing has been run yet" in price_tag(_with(found, measured=False), HYBRID)


def test_a_careful_run_needs_no_reserve(found: CostFigures) -> None:
    tag = price_tag(_with(found, caveat="", measured=True), CENTRALIZED)

    assert tag.count(".") == 1


def test_the_table_ends_with_all_of_it_and_the_share_of_draws(found: CostFigures) -> None:
    rows = costs_chapter(found).kinds.rows

    assert [row[0].text for row in rows[-2:]] == ["All", "Cheapest in"]
    assert all(len(row) == 4 for row in rows)


def test_defaults_are_counted_and_not_listed(found: CostFigures) -> None:
    chapter = costs_chapter(found)

    assert f"{found.estimate.assumed_count} inputs left at the default" in chapter.rest
    assert chapter.stated is not None
    assert not {"assumed", "measured"} & {row[2].text for row in chapter.stated.rows}


def test_the_chart_is_told_in_words(found: CostFigures) -> None:
    described = costs_chapter(found).described

    assert all(model.value.capitalize() in described for model in OrchestrationModel)


def test_the_same_figures_give_the_same_chart(found: CostFigures) -> None:
    assert cost_chart(found.estimate) == cost_chart(found.estimate)


def test_without_an_experiment_there_are_costs_all_the_same() -> None:
    assert costs_of(content(evidence=None)).estimate.models


def _with(found: CostFigures, **changes: Any) -> CostFigures:
    return replace(found, estimate=replace(found.estimate, **changes))
