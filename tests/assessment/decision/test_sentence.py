"""The sentence that a sponsor can quote."""

from __future__ import annotations

import pytest

from assessment.decision.sentence import percent_of_draws


@pytest.mark.parametrize(
    ("firsts", "words"),
    [
        (0, "0 %"),
        (1, "under 1 %"),
        (99, "under 1 %"),
        (100, "1 %"),
        (8712, "87 %"),
        (9900, "99 %"),
        (9901, "over 99 %"),
        (9999, "over 99 %"),
        (10_000, "100 %"),
    ],
)
def test_a_share_of_draws_is_never_rounded_to_all_or_nothing(firsts: int, words: str) -> None:
    assert percent_of_draws(firsts, 10_000) == words
