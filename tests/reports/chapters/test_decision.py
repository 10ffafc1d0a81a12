"""The scorecard."""

from __future__ import annotations

from reports.chapters.decision import decision_chapter
from tests.reports.builders import content, question, verdict


def test_a_suggested_answer_is_never_passed_off_as_stated() -> None:
    unstated = verdict(questions=(question("scale", "Scale", stated=False, reason=""),))
    chapter = decision_chapter(content(verdict=unstated))

    assert chapter.scorecard.rows[0][1].text == "4 (suggested)"


def test_the_scorecard_adds_up_to_the_scores() -> None:
    *questions, total = decision_chapter(content()).scorecard.rows

    for column in range(3, 6):
        parts = [float(row[column].text) for row in questions]
        assert sum(parts) == float(total[column].text)


def test_a_close_call_says_so() -> None:
    assert "close call" in decision_chapter(content(verdict=verdict(close_call=True))).margin


def test_what_the_map_adds_to_hybrid_stands_openly() -> None:
    fitted = decision_chapter(content()).fitted

    assert "the suitability table alone gives it 72.0" in fitted
    assert "it has 74.0" in fitted
