"""Times and shares as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.definition.quantities import (
    format_duration,
    format_share,
    parse_duration,
    parse_share,
    three_times,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120ms", 0.12), ("5s", 5.0), ("2h", 7200.0), ("3d", 259200.0), ("1h30m", 5400.0), ("0", 0.0)],
)
def test_a_duration_is_a_number_with_a_unit(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("5", "needs a unit"),
        ("-5s", "not be negative"),
        ("soon", "such as 120ms"),
        ("9999999d", "100 years"),
    ],
)
def test_a_bad_duration_names_the_mend(text: str, mend: str) -> None:
    with pytest.raises(ValueError, match=mend):
        parse_duration(text)


@given(st.floats(min_value=0, max_value=1e9, allow_subnormal=False))
def test_a_written_duration_reads_back_to_the_last_digit(seconds: float) -> None:
    assert parse_duration(format_duration(seconds)) == seconds


def test_a_duration_is_written_in_its_largest_fitting_unit() -> None:
    assert [format_duration(s) for s in (0.12, 90, 5400, 259200)] == ["120ms", "1.5m", "1.5h", "3d"]


@pytest.mark.parametrize(("text", "share"), [("1%", 0.01), ("0.01", 0.01), ("100 %", 1.0)])
def test_a_share_is_a_per_cent_or_a_fraction(text: str, share: float) -> None:
    assert parse_share(text) == share


@pytest.mark.parametrize("text", ["101%", "1.5", "-1%", "many"])
def test_a_share_outside_0_and_1_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        parse_share(text)


@given(st.floats(min_value=0, max_value=1, allow_subnormal=False))
def test_a_written_share_reads_back_to_the_last_digit(share: float) -> None:
    assert parse_share(format_share(share)) == share


def test_three_times_a_length_can_be_read() -> None:
    assert format_duration(three_times(0.1)) == "300ms"
