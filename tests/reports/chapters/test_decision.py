"""Answers, scorecard, what would change it, the boundary."""

from __future__ import annotations

from reports.chapters.decision import decision_chapter
from tests.reports.builders import boundary, content, placement, question, verdict
from workflows.definition.model import Side


def test_an_answer_stands_with_its_meaning_reason_and_evidence() -> None:
    answer = decision_chapter(content()).answers[0]

    assert answer.answer == "4 of 5"
    assert answer.reason == "The bank insists."
    assert answer.suggested == "Suggested: 3, between 2 and 4"
    assert answer.evidence == ("1 of 3 steps is immediate (up by 0.5)",)


def test_a_suggested_answer_is_never_passed_off_as_stated() -> None:
    unstated = verdict(questions=(question("scale", "Scale", stated=False, reason=""),))
    chapter = decision_chapter(content(verdict=unstated))

    assert "Nobody has answered this yet" in chapter.answers[0].reason
    assert chapter.scorecard.rows[0][1].text == "4 (suggested)"


def test_the_scorecard_adds_up_to_the_scores() -> None:
    *questions, total = decision_chapter(content()).scorecard.rows

    for column in range(3, 6):
        parts = [float(row[column].text) for row in questions]
        assert sum(parts) == float(total[column].text)


def test_a_close_call_says_so() -> None:
    assert "close call" in decision_chapter(content(verdict=verdict(close_call=True))).margin


def test_a_side_that_the_team_chose_names_what_was_suggested() -> None:
    moved = placement(
        "notify", "Notify", Side.ORCHESTRATED, suggested=Side.EVENT_DRIVEN, overridden=True
    )
    chapter = decision_chapter(content(verdict=verdict(plan=boundary(moved))))

    assert chapter.boundary is not None
    assert chapter.boundary.rows[0][1].text == (
        "orchestrated (the team’s choice; suggested: event-driven)"
    )


def test_nothing_that_changes_it_is_no_table() -> None:
    assert decision_chapter(content(verdict=verdict(flips=()))).flips is None
