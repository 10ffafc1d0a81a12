"""workflows/formats/layout/inserting.py"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.formats.layout.graphs import graphs
from workflows.formats.layout import Bounds, Graph, draw
from workflows.formats.layout.inserting import place_after, place_between, square_way

A, B = Bounds(0, 0, 100, 80), Bounds(400, 0, 100, 80)
SIZE = (100.0, 80.0)


def test_behind_a_box_is_right_of_it_on_its_line() -> None:
    assert place_after([A], A, SIZE) == Bounds(150, 0, 100, 80)


def test_where_something_stands_already_the_next_free_row_is_taken() -> None:
    place = place_after([A, Bounds(150, 0, 100, 80)], A, SIZE)

    assert place.x == 150
    assert place.y >= 90


def test_between_two_boxes_with_room_is_the_middle() -> None:
    assert place_between([A, B], A, B, SIZE) == Bounds(200, 0, 100, 80)


def test_between_two_boxes_without_room_is_behind_the_first() -> None:
    near = Bounds(150, 0, 100, 80)

    place = place_between([A, near], A, near, SIZE)

    assert not place.meets(near)


def test_a_lane_with_room_holds_what_is_new() -> None:
    lane = Bounds(-50, -20, 600, 200)

    place = place_after([A, Bounds(150, 0, 100, 80)], A, SIZE, lane)

    assert lane.y <= place.y
    assert place.bottom <= lane.bottom


def test_a_flow_on_one_line_has_two_points() -> None:
    assert square_way(A, B) == ((100, 40), (400, 40))


def test_a_flow_goes_round_what_stands_in_between() -> None:
    way = square_way(A, B, [A, B, Bounds(200, 0, 100, 80)])

    assert len(way) > 2
    assert all(not (200 < x < 300 and 0 < y < 80) for x, y in way)


def test_a_flow_back_runs_below_or_above() -> None:
    assert len(square_way(B, A)) == 4


@given(graphs(depth=0), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_drawn_something_new_overlaps_nothing(
    graph: Graph, data: st.DataObject
) -> None:
    taken = list(draw(graph).bounds.values())
    anchor = data.draw(st.sampled_from(taken))

    place = place_after(taken, anchor, SIZE)

    assert not any(place.meets(other) for other in taken)


@given(graphs(depth=0), st.data())
@settings(max_examples=60, deadline=None)
def test_a_new_flow_is_square_and_ends_at_its_boxes(graph: Graph, data: st.DataObject) -> None:
    taken = list(draw(graph).bounds.values())
    source, target = (data.draw(st.sampled_from(taken)) for _ in range(2))

    way = square_way(source, target, taken)

    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(way))
    assert source.meets(Bounds(*way[0], 0, 0), 0.1)
    assert target.meets(Bounds(*way[-1], 0, 0), 0.1)
