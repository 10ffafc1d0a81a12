"""When a round stands where."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment.decision.assessment import WeightingMethod
from assessment.models import BallotRow, Round, RoundState

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
EARLIER, LATER = NOW - dt.timedelta(hours=1), NOW + dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, RoundState.OPEN),
        ({"closes_at": LATER}, RoundState.OPEN),
        ({"closes_at": NOW}, RoundState.CLOSED),
        ({"closes_at": EARLIER}, RoundState.CLOSED),
        ({"closed_at": EARLIER, "closes_at": LATER}, RoundState.CLOSED),
        ({"withdrawn_at": EARLIER, "closes_at": EARLIER}, RoundState.WITHDRAWN),
    ],
)
def test_a_round_past_its_time_is_closed_click_or_no_click(
    fields: dict[str, dt.datetime], state: RoundState
) -> None:
    assert Round(number=1, **fields).state(NOW) is state


def test_it_ended_at_whatever_came_first() -> None:
    assert Round(closed_at=EARLIER, closes_at=LATER).ended_at == EARLIER


@pytest.mark.parametrize(
    ("stated", "method"),
    [
        ({"points": {"a": 100}}, WeightingMethod.POINTS),
        ({"ranking": [["a"], ["b"]]}, WeightingMethod.RANKING),
        ({"pairwise": [["a", "b", 3]]}, WeightingMethod.PAIRWISE),
    ],
)
def test_a_ballot_knows_how_it_was_weighed(
    stated: dict[str, object], method: WeightingMethod
) -> None:
    row = BallotRow(weighting=stated)

    assert row.to_weighting().method is method
    assert sum(row.to_points(("a", "b")).values()) == pytest.approx(100)
