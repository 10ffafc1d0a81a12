"""From which volume it pays to run a tool oneself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.costs.break_even import FARTHEST, Curve, break_even, crossing, curve
from assessment.decision.costs.estimate import cost_case
from assessment.decision.tools.prices import load_prices
from assessment.decision.tools.toolbox import load_toolbox
from tests.assessment.decision.costs.cases import CUT, project
from workflows.definition.model import OrchestrationModel

PRICES = load_prices()
TOOLS = load_toolbox().by_id
CASE = cost_case(project(), boundary=CUT)
HYBRID = OrchestrationModel.HYBRID


def straight(base: float, slope: float) -> Curve:
    return Curve(lambda volume: base + slope * volume, ())


@settings(max_examples=80, deadline=None)
@given(st.floats(1, 1e5), st.floats(0.001, 10), st.floats(0.001, 10))
def test_of_two_straight_lines_it_has_the_closed_form(
    base: float, steep: float, flat: float
) -> None:
    found = crossing(straight(0, steep), straight(base, flat))

    if steep > flat * (1 + 1e-6):
        assert found.volume == pytest.approx(base / (steep - flat))
    if steep < flat * (1 - 1e-6):
        assert found.volume is None
    assert found.first_is_lower


def test_it_does_not_matter_which_comes_first() -> None:
    one, other = straight(0, 2), straight(100, 1)

    assert crossing(one, other).volume == crossing(other, one).volume == pytest.approx(100)
    assert not crossing(other, one).first_is_lower


def test_a_bend_is_taken_into_account() -> None:
    bent = Curve(lambda volume: max(0.0, volume - 50) * 2, (50.0,))

    assert crossing(bent, straight(20, 0)).volume == pytest.approx(60)


def test_equal_curves_never_cross() -> None:
    assert crossing(straight(5, 1), straight(5, 1)).volume is None


@pytest.mark.parametrize(
    ("managed", "self_run"),
    [
        ("step-functions-standard", "temporal-self-hosted"),
        ("temporal-cloud", "conductor"),
        ("google-workflows", "dapr-workflow"),
        ("eventbridge", "kafka"),
        ("confluent-cloud", "nats-jetstream"),
        ("service-bus", "rabbitmq"),
    ],
)
def test_the_volume_is_what_brute_force_finds(managed: str, self_run: str) -> None:
    values = {one.input.id: np.array([one.range.likely]) for one in CASE.inputs}
    world = CASE.worlds(values)[HYBRID]
    one, other = (curve(TOOLS[tool], PRICES, world, peak=2) for tool in (managed, self_run))

    found = crossing(one, other)

    grid = np.geomspace(1, 1e8, 4_000)
    lower = np.array([one.cost(volume) < other.cost(volume) for volume in grid])
    turned = np.flatnonzero(lower != lower[0])
    if found.volume is None or found.volume > grid[-1]:
        assert not turned.size
    else:
        assert grid[turned[0] - 1] <= found.volume <= grid[turned[0]]
    assert found.first_is_lower == lower[0]


def test_the_sentence_says_where_the_project_stands() -> None:
    found = break_even(
        TOOLS["step-functions-standard"],
        TOOLS["temporal-self-hosted"],
        case=CASE,
        model=HYBRID,
        prices=PRICES,
        peak=2,
        expected=2000,
    )

    assert found.volume is not None
    assert found.volume < FARTHEST
    assert "Step Functions costs less than Temporal up to" in found.sentence
    assert "the 2,000 expected in two years are below" in found.sentence


def test_dear_hours_put_it_further_out() -> None:
    found = break_even(
        TOOLS["step-functions-standard"],
        TOOLS["temporal-self-hosted"],
        case=CASE,
        model=HYBRID,
        prices=PRICES,
        peak=2,
        expected=2000,
    )

    assert found.with_cheap_hours is not None
    assert found.with_dear_hours is not None
    assert found.volume is not None
    assert found.with_cheap_hours < found.volume < found.with_dear_hours


def test_one_that_never_pays_is_told() -> None:
    found = break_even(
        TOOLS["step-functions-express"],
        TOOLS["dapr-workflow"],
        case=CASE,
        model=HYBRID,
        prices=PRICES,
        peak=2,
        expected=2000,
    )

    assert found.volume is None
    assert "at every volume: there is no break-even" in found.sentence
