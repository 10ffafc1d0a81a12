"""workflows/formats/layout/lettering.py"""

from __future__ import annotations

from workflows.formats.layout.lettering import label_size, step_size


def test_nothing_takes_no_room() -> None:
    assert label_size("") == (0.0, 0.0)


def test_a_long_name_is_broken_into_lines() -> None:
    one, many = label_size("Paid"), label_size("Paid by card, transfer or voucher")

    assert many[1] > one[1]
    assert many[0] <= 110


def test_a_step_grows_with_its_name() -> None:
    assert step_size("Pay") < step_size("Check whether all of the documents have arrived in time")


def test_a_step_is_wide_enough_for_its_longest_word() -> None:
    assert step_size("RecordTestRunMetric")[0] > 110
