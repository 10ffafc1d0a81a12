"""The printed tornado."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.robustness import TornadoBar
from reports.tornado import tornado_chart
from tests.reports.builders import verdict


def test_the_same_figures_give_the_same_bytes() -> None:
    assert tornado_chart(verdict()) == tornado_chart(verdict())


def test_both_ends_stand_in_figures() -> None:
    svg = tornado_chart(verdict())

    assert ">12.0<" in svg
    assert ">−2.0<" in svg


def test_ends_on_one_side_of_the_lead_are_both_told() -> None:
    bar = TornadoBar(
        what="weight", question="autonomy", low=7, high=25, lead_at_low=8.2, lead_at_high=8.4
    )
    narrow = verdict(robustness=replace(verdict().robustness, tornado=(bar,)))

    svg = tornado_chart(narrow)

    assert ">8.2<" in svg
    assert ">8.4<" in svg


def test_it_carries_no_date_and_no_pattern() -> None:
    svg = tornado_chart(verdict())

    assert "<dc:date>" not in svg
    assert "<pattern" not in svg
