"""workflows/formats/layout/messages.py"""

from __future__ import annotations

from itertools import pairwise

from workflows.formats.layout import Bounds, Link
from workflows.formats.layout.messages import route_messages

FRAMES = {"us": Bounds(0, 0, 600, 200), "bank": Bounds(0, 260, 600, 60)}
PAY = Bounds(200, 60, 100, 80)


def test_a_message_to_a_pool_runs_straight_down() -> None:
    ways = route_messages([Link("m", "pay", "bank")], FRAMES, {"pay": PAY})

    assert ways["m"] == ((250, 140), (250, 260))


def test_it_runs_beside_what_stands_below() -> None:
    below = Bounds(150, 150, 130, 40)

    ways = route_messages([Link("m", "pay", "bank")], FRAMES, {"pay": PAY, "x": below})

    assert not any(150 < x < 280 and 150 < y < 190 for x, y in ways["m"])


def test_two_messages_of_one_box_do_not_lie_upon_each_other() -> None:
    links = [Link("m", "pay", "bank"), Link("n", "bank", "pay")]

    ways = route_messages(links, FRAMES, {"pay": PAY})

    assert ways["m"][0][0] != ways["n"][0][0]


def test_a_message_between_boxes_is_square() -> None:
    placed = {"pay": PAY, "book": Bounds(400, 270, 100, 40)}

    (way,) = route_messages([Link("m", "pay", "book")], FRAMES, placed).values()

    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(way))


def test_an_end_that_is_not_drawn_leaves_the_message_out() -> None:
    assert route_messages([Link("m", "pay", "gone")], FRAMES, {"pay": PAY}) == {}
