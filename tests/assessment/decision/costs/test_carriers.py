"""Which inputs carry the range."""

from __future__ import annotations

import pytest
from scipy import stats

from assessment.decision.costs.carriers import carriers
from assessment.decision.costs.draws import drawn
from assessment.decision.costs.estimate import cost_case
from tests.assessment.decision.costs.cases import UNCUT, estimated, plain, project
from workflows.definition.model import OrchestrationModel


def test_the_correlation_is_spearmans() -> None:
    inputs = plain().inputs
    values = drawn(inputs)
    total = values["engineers"] * values["engineer-hour"]

    found = carriers(inputs, total, OrchestrationModel.CENTRALIZED, cost_case(project()).worlds)

    by_id = {one.input.input.id: one.correlation for one in found}
    for name in ("engineers", "engineer-hour", "turnover"):
        expected = stats.spearmanr(values[name], total).statistic
        assert by_id[name] == pytest.approx(expected)


def test_the_widest_swing_stands_first() -> None:
    swings = [one.swing for one in plain().carriers]

    assert swings == sorted(swings, reverse=True)
    assert swings[-1] > 0


def test_a_dear_input_with_a_wide_range_carries_most() -> None:
    first = estimated(project(engineers=(1, 10, 500))).carriers[0]

    assert first.input.input.id == "engineers"
    assert first.correlation > 0.7
    assert first.at_low < first.at_high


def test_an_input_that_is_certain_carries_nothing() -> None:
    found = estimated(project(engineer_hour=(90, 90, 90))).carriers

    assert "engineer-hour" not in [one.input.input.id for one in found]


def test_what_must_be_the_same_is_listed_once() -> None:
    found = [one.input.input.id for one in estimated(project(), boundary=UNCUT).carriers]

    assert "debugging-share-centralized" in found
    assert "debugging-share-hybrid" not in found


def test_it_says_who_is_cheapest_at_either_end() -> None:
    found = estimated(project(debugging_share_centralized=(0.0, 0.02, 0.3)))
    one = next(c for c in found.carriers if c.input.input.id == "debugging-share-centralized")

    assert one.cheapest_at_low != one.cheapest_at_high
