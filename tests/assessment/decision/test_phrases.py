"""Phrases that sentences share."""

from __future__ import annotations

import pytest

from assessment.decision.phrases import count, figure, listed, points


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 teams"), (1, "1 team"), (2, "2 teams"), (1200, "1,200 teams")]
)
def test_a_noun_agrees_with_its_number(number: int, said: str) -> None:
    assert count(number, "team") == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", ""),
        ("a", "a"),
        ("ab", "a and b"),
        ("abc", "a, b and c"),
        ("abcde", "a, b, c, d and e"),
        ("abcdefg", "a, b, c, d and 3 more"),
    ],
)
def test_names_are_listed_as_a_sentence_lists_them(names: str, said: str) -> None:
    assert listed(list(names)) == said


@pytest.mark.parametrize(
    ("value", "said"), [(9.4, "9 points"), (1.2, "1 point"), (0.44, "0.4 points")]
)
def test_a_lead_is_said_in_points(value: float, said: str) -> None:
    assert points(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.1667, "0.17"), (2.5, "2.5"), (133.3, "133"), (4500.0, "4,500")]
)
def test_a_figure_is_no_more_exact_than_it_deserves(value: float, said: str) -> None:
    assert figure(value) == said
