"""Costs in words."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Context
from assessment.decision.costs.inputs import Range
from assessment.decision.costs.wording import (
    caveat,
    debugging_sentence,
    money,
    money_range,
    rounded,
    share,
)
from tests.assessment.decision.costs.cases import (
    UNCUT,
    counted,
    estimated,
    plain,
    project,
)
from workflows.sandbox.scenario import Scenario


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0, "0"), (0.4, "0"), (7, "7"), (123, "120"), (314_159, "310,000"), (-987_654, "-990,000")],
)
def test_an_amount_has_two_digits_that_mean_something(amount: float, shown: str) -> None:
    assert money(amount) == shown


def test_more_digits_on_demand() -> None:
    assert rounded(314_159, 3) == 314_000


def test_a_range_names_both_ends_and_the_currency() -> None:
    assert money_range(Range(311_000, 350_000, 424_000), "EUR") == "310,000 to 420,000 EUR"


def test_a_narrow_range_is_about_one_amount() -> None:
    assert money_range(Range(311_000, 312_000, 314_000), "CHF") == "about 310,000 CHF"


def test_nothing_is_nothing() -> None:
    assert money_range(Range(0, 0, 0), "EUR") == "0 EUR"


@pytest.mark.parametrize(
    ("part", "shown"),
    [(0, "0 %"), (0.004, "under 1 %"), (0.64, "64 %"), (0.998, "over 99 %"), (1, "100 %")],
)
def test_a_share_never_hides_a_rest(part: float, shown: str) -> None:
    assert share(part) == shown


def test_the_sentence_names_every_model_and_who_is_cheapest() -> None:
    sentence = plain().sentence

    assert sentence.startswith("Over three years centralized costs ")
    assert " EUR, " in sentence
    assert "choreography" in sentence
    assert "hybrid" in sentence
    assert "cheapest in" in sentence


def test_a_hybrid_without_a_cut_is_named_with_its_side() -> None:
    sentence = estimated(project(), boundary=UNCUT).sentence

    assert "centralized, and hybrid with it, costs" in sentence


def test_a_close_race_has_no_winner() -> None:
    shares = {
        f"debugging-share-{model}": (0.0, 0.45, 0.9)
        for model in ("centralized", "choreography", "hybrid")
    }

    assert "none is clearly the cheapest" in estimated(project(inputs=shares)).sentence


def test_no_debugging_sentence_without_a_stated_share() -> None:
    found = plain()

    context = Context(current_model="choreography")
    assert debugging_sentence(context, found.models, found.inputs, "EUR") == ""


def test_events_without_protection_are_told() -> None:
    text = caveat(Scenario(outbox=False, inbox=False), counted(0))

    assert "without outbox and inbox" in text
    assert caveat(Scenario(), counted(0)) == ""
