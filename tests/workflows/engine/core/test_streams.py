"""Draws are functions of seed, purpose, case and occasion, the same everywhere."""

from __future__ import annotations

from workflows.engine.core.streams import (
    FULL,
    Purpose,
    draw,
    key_of,
    stream_of,
    threshold_of,
)

# Recorded once; a change of either number changes every experiment ever run.
PATH_7 = 9_870_332_257_733_594_419
DRAW_3 = 12_949_150_990_951_624_000


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert stream_of(7, Purpose.PATH) == PATH_7
    assert draw(PATH_7, 3, key_of(2, 1)) == DRAW_3


def test_streams_of_two_purposes_share_nothing() -> None:
    path, values = stream_of(7, Purpose.PATH), stream_of(7, Purpose.VALUE)
    both = [draw(path, n, 0) < FULL // 2 and draw(values, n, 0) < FULL // 2 for n in range(4_000)]

    assert 0.22 < sum(both) / len(both) < 0.28


def test_draws_spread_evenly_over_neighbouring_cases() -> None:
    stream = stream_of(1, Purpose.SERVICE)
    slots = [draw(stream, n, key_of(4, 1)) * 16 // FULL for n in range(16_000)]

    assert all(850 < slots.count(slot) < 1_150 for slot in range(16))


def test_keys_tell_attempts_visits_nodes_and_kinds_apart() -> None:
    keys = {
        key_of(n, v, a, k) for n in range(9) for v in range(9) for a in range(9) for k in range(9)
    }

    assert len(keys) == 9**4


def test_a_share_of_one_always_strikes_and_of_zero_never() -> None:
    assert threshold_of(1.0) > draw(1, 1, 1)
    assert threshold_of(0.0) == 0
