"""Figures as a reader wants them."""

from __future__ import annotations

import datetime as dt

import pytest

from reports import figures

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("part", "text"),
    [(0, "0 %"), (1, "100 %"), (0.5, "50 %"), (0.994, "99.4 %"), (0.0, "0 %")],
)
def test_a_share_is_in_per_cent(part: float, text: str) -> None:
    assert figures.share(part).replace(NO_BREAK, " ") == text


def test_a_share_that_is_not_quite_none_never_reads_as_none() -> None:
    assert figures.share(0.0001).replace(NO_BREAK, " ") == "< 0.1 %"


def test_a_share_that_is_not_quite_all_never_reads_as_all() -> None:
    assert figures.share(0.9999).replace(NO_BREAK, " ") == "> 99.9 %"


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (0.12, "120 ms"),
        (1.5, "1.5 s"),
        (90, "1.5 min"),
        (7200, "2 h"),
        (259_200, "3 d"),
        (None, "—"),
    ],
)
def test_a_time_takes_its_natural_unit(duration: float | None, text: str) -> None:
    assert figures.seconds(duration).replace(NO_BREAK, " ") == text


def test_large_counts_have_their_thousands_separated() -> None:
    assert figures.count(12_500.4) == "12,500"


def test_a_small_count_keeps_its_fraction() -> None:
    assert figures.count(9.5) == "9.5"


def test_a_stated_share_is_not_rounded() -> None:
    assert figures.short_share(0.0025).replace(NO_BREAK, " ") == "0.25 %"


def test_scores_always_have_one_decimal() -> None:
    assert [figures.score(value) for value in (57.0, 78.25)] == ["57.0", "78.2"]


def test_a_date_is_written_out() -> None:
    assert figures.day(dt.date(2026, 11, 3)).replace(NO_BREAK, " ") == "3 November 2026"


def test_a_hash_shows_its_first_eight_digits_in_two_groups() -> None:
    assert figures.hash_groups("8f3c21aa" + "0" * 56) == "8f3c 21aa"
