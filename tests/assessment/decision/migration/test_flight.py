"""What becomes of cases that are under way."""

from __future__ import annotations

import pytest

from assessment.decision.migration.flight import flight_of, longest_case
from assessment.decision.migration.knowledge import load_migration
from assessment.decision.migration.parts import Flight
from tests.assessment.decision.maps import line, step
from tests.assessment.decision.migration.paths import ways_of

DAY = 86_400.0


def test_the_sla_says_how_long_a_case_takes() -> None:
    assert longest_case(ways_of(line(step("a"), sla=600.0)))[0] == 600


def test_deadlines_longer_than_the_sla_count() -> None:
    longest, basis = longest_case(ways_of(line(step("a", deadline=2 * DAY), sla=600.0)))

    assert longest == 2 * DAY
    assert "longer than the SLA" in basis


def test_without_sla_and_deadline_nobody_knows() -> None:
    assert longest_case(ways_of(line(step("a"))))[0] is None


@pytest.mark.parametrize(
    ("sla", "policy"),
    [(600.0, "finish"), (10 * DAY, "side by side"), (90 * DAY, "move"), (None, "measure")],
)
def test_the_length_of_a_case_decides(sla: float | None, policy: str) -> None:
    assert _flight("centralized", sla).policy == policy


def test_cases_under_way_follow_from_volume_and_length() -> None:
    flight = _flight("centralized", 2 * 3600.0, cases_now=50.0)

    assert flight.about == 100
    assert "at most 100 cases" in flight.sentence


def test_without_a_stated_volume_no_number_is_invented() -> None:
    assert _flight("centralized", 600.0).about is None


def test_a_process_that_does_not_run_has_no_cases_in_flight() -> None:
    assert _flight("none", 600.0, cases_now=50.0).about == 0


def test_events_that_were_published_cannot_be_moved() -> None:
    assert "by hand" in _flight("choreography", 90 * DAY).sentence


def _flight(current: str, sla: float | None, **context: object) -> Flight:
    return flight_of(ways_of(line(step("a"), sla=sla), **context), current, load_migration())
