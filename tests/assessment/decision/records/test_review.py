"""The review date: within a year, and after the decision."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment.decision.records.review import latest_review, review_problem

DECIDED = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("decided", "latest"),
    [
        ("2026-11-23", "2027-11-23"),
        ("2028-02-29", "2029-02-28"),
        ("2027-02-28", "2028-02-28"),
        ("9999-06-01", "9999-12-31"),
    ],
)
def test_the_latest_review_is_the_same_day_of_the_next_year(decided: str, latest: str) -> None:
    assert latest_review(dt.date.fromisoformat(decided)).isoformat() == latest


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_day_within_the_year_is_fine(days: int) -> None:
    assert review_problem(DECIDED + dt.timedelta(days=days), DECIDED) == ""


def test_a_day_after_a_year_names_the_latest() -> None:
    assert "choose 2027-11-23 or an earlier day" in review_problem(dt.date(2027, 11, 24), DECIDED)


@pytest.mark.parametrize("days", [0, -1])
def test_a_review_comes_after_the_decision(days: int) -> None:
    assert "comes after the decision" in review_problem(DECIDED + dt.timedelta(days=days), DECIDED)
