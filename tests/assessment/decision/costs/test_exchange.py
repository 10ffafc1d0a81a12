"""From one currency to another."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import StatedCosts
from assessment.decision.costs.exchange import converted, rate_of
from assessment.decision.costs.loading import load_costs

KNOWLEDGE = load_costs()


def test_amounts_change_and_everything_else_stays() -> None:
    stated = StatedCosts(
        currency="USD",
        inputs={"engineer-hour": (70, 95, 120), "engineers": (1, 2, 3), "message-price": (1, 1, 2)},
    )

    found = converted(stated, "CHF", KNOWLEDGE)

    rate = KNOWLEDGE.currency_by_code["CHF"].rate.likely
    assert found.currency == "CHF"
    assert found.inputs["engineer-hour"] == pytest.approx((70 * rate, 95 * rate, 120 * rate))
    assert found.inputs["engineers"] == (1.0, 2.0, 3.0)
    assert found.inputs["message-price"] == (1.0, 1.0, 2.0)


def test_there_and_back_is_the_same() -> None:
    stated = StatedCosts(currency="EUR", inputs={"engineer-hour": (70, 95, 120)})

    back = converted(converted(stated, "JPY", KNOWLEDGE), "EUR", KNOWLEDGE)

    assert back.inputs["engineer-hour"] == pytest.approx((70, 95, 120))


def test_a_stated_rate_converts_and_is_gone_with_its_currency() -> None:
    stated = StatedCosts(
        currency="EUR", inputs={"engineer-hour": (50, 50, 50), "exchange-rate": (0.4, 0.5, 0.6)}
    )

    found = converted(stated, "USD", KNOWLEDGE)

    assert found.inputs == {"engineer-hour": (100, 100, 100)}


def test_a_project_without_a_currency_counts_in_euros() -> None:
    assert rate_of(StatedCosts(), KNOWLEDGE) == KNOWLEDGE.currency_by_code["EUR"].rate.likely


def test_an_input_that_no_longer_exists_is_left_behind() -> None:
    stated = StatedCosts(currency="EUR", inputs={"gone": (1, 2, 3)})

    assert converted(stated, "USD", KNOWLEDGE).inputs == {}
