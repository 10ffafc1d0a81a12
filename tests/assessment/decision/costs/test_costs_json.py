"""The costs in verdict.json."""

from __future__ import annotations

import json

from assessment.decision.costs.costs_json import costs_json
from tests.assessment.decision.costs.cases import estimated, plain, project


def test_money_is_whole_and_shares_have_six_places() -> None:
    found = costs_json(plain())

    for model in found["models"].values():
        assert all(isinstance(value, int) for value in model["three_years"])
        assert model["cheapest"] == round(model["cheapest"], 6)


def test_models_stand_in_the_order_of_the_estimate() -> None:
    estimate = plain()

    assert list(costs_json(estimate)["models"]) == [one.model.value for one in estimate.models]


def test_it_says_what_was_stated() -> None:
    found = costs_json(estimated(project("CHF", engineer_hour=(80, 100, 130))))

    assert found["currency"] == "CHF"
    assert found["inputs"]["engineer-hour"] == {
        "range": [80, 100, 130],
        "unit": "CHF an hour",
        "origin": "stated",
    }


def test_it_is_plain_data() -> None:
    found = costs_json(plain())

    assert json.loads(json.dumps(found)) == found
