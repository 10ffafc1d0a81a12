"""How far the verdict stands."""

from __future__ import annotations

from dataclasses import replace

from reports.chapters.robustness import robustness_chapter, standing
from tests.reports.builders import content, verdict


def test_the_sentence_tells_the_share_of_draws() -> None:
    assert "first in 87 % of 10,000 draws" in robustness_chapter(content()).sentence


def test_how_far_the_lead_reaches_is_told_with_a_real_minus() -> None:
    assert "leads by −1.5 to 17.0 points" in standing(verdict())


def test_every_model_has_its_share_its_draws_and_its_regret() -> None:
    rows = robustness_chapter(content()).shares.rows

    assert [[cell.text for cell in row] for row in rows] == [
        ["Hybrid", "87 %", "8,700", "0.4"],
        ["Centralized", "13 %", "1,300", "9.2"],
        ["Choreography", "0 %", "0", "27.0"],
    ]


def test_the_smallest_change_names_every_answer_of_it() -> None:
    assert robustness_chapter(content()).smallest.endswith("consistency from 4 to 5.")


def test_a_verdict_that_no_answers_overturn_says_so() -> None:
    firm = verdict(smallest_change=())

    assert "No other answers" in robustness_chapter(content(verdict=firm)).smallest


def test_the_chart_is_told_in_words() -> None:
    described = robustness_chapter(content()).tornado_described

    assert "Consistency, answer 3 to 5: 12.0 to −2.0" in described


def test_break_evens_stand_with_their_winner() -> None:
    flips = robustness_chapter(content()).flips

    assert flips is not None
    assert [cell.text for cell in flips.rows[0]] == [
        "Consistency, the answer",
        "4",
        "5",
        "Centralized",
    ]


def test_nothing_that_changes_it_is_no_table() -> None:
    assert robustness_chapter(content(verdict=verdict(flips=()))).flips is None


def test_without_bars_the_words_say_so() -> None:
    still = verdict(robustness=replace(verdict().robustness, tornado=()))

    described = robustness_chapter(content(verdict=still)).tornado_described

    assert described == "Nothing moves the lead."
