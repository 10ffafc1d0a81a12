"""Words for times, limits and prices."""

from __future__ import annotations

import pytest

from assessment.decision.tools.prices import load_prices
from assessment.decision.tools.words import lasting, limit_words, price_words, prices_of
from tests.assessment.decision.tools.asks import tool


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.5, "0.5 seconds"),
        (300, "5 minutes"),
        (3_600, "1 hour"),
        (129_600, "1.5 days"),
        (31_536_000, "1 year"),
    ],
)
def test_a_time_is_said_in_its_largest_unit(seconds: float, words: str) -> None:
    assert lasting(seconds) == words


def test_limits_are_said_briefly() -> None:
    assert limit_words(tool("step-functions-standard")) == (
        "25,000 events a case",
        "1 year a case",
        "500 a second to begin with",
        "256 KB a payload",
    )


def test_a_cheaper_tier_says_where_it_begins() -> None:
    tier = load_prices().of("service-bus")[-1]

    assert price_words(tier) == "0.5 USD per 1,000,000 requests, from 100,000,000 a month"


def test_the_prices_of_a_tool_leave_its_cheaper_tiers_out() -> None:
    prices, on_request = prices_of(tool("temporal-cloud"), load_prices())

    assert [price.item for price in prices] == ["Business plan", "actions", "retained storage"]
    assert on_request is None
