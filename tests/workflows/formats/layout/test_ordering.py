"""workflows/formats/layout/ordering.py"""

from __future__ import annotations

from workflows.formats.layout.ordering import order_of


def test_what_is_well_ordered_stays() -> None:
    assert order_of(3, [(0, 1), (1, 2)]) == [0, 1, 2]


def test_those_that_talk_come_near_each_other() -> None:
    assert order_of(3, [(0, 2), (0, 2), (2, 1)]) == [0, 2, 1]


def test_very_many_are_left_as_they_are() -> None:
    assert order_of(100, [(0, 99)]) == list(range(100))
