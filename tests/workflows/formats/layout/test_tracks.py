"""workflows/formats/layout/tracks.py"""

from __future__ import annotations

from workflows.formats.layout.tracks import Net, assign_tracks


def test_pieces_apart_share_a_track() -> None:
    assert assign_tracks([Net([0], [50]), Net([100], [150])]) == 1


def test_pieces_beside_each_other_do_not() -> None:
    assert assign_tracks([Net([0], [50]), Net([20], [70])]) == 2


def test_two_that_go_down_do_not_cross() -> None:
    upper, lower = Net([0], [50]), Net([20], [70])

    assign_tracks([upper, lower])

    assert upper.track > lower.track


def test_level_pieces_do_not_lie_upon_each_other() -> None:
    first, second = Net([40], [0]), Net([80], [40])

    assign_tracks([first, second])

    assert first.track < second.track
