"""The questions with the facts behind them."""

from __future__ import annotations

from dataclasses import replace

from assessment.decision.assessment import Answer, SeenFacts
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.verdict import Evidence
from reports.chapters.evidence import AnswerText, answers
from reports.chapters.table import Cell
from tests.reports.builders import assessment, content, question, verdict

KNOWLEDGE = load_knowledge()


def test_an_answer_stands_with_its_meaning_and_reason() -> None:
    answer = _first()

    assert answer.answer == "4 of 5"
    assert answer.meaning == "Most steps need the result at once."
    assert answer.reason == "The bank insists."


def test_both_ranges_are_told() -> None:
    assert _first().suggested == (
        "Stated by the team: 4, between 3 and 5. The facts suggest 3, between 2 and 4."
    )


def test_a_suggested_answer_is_never_passed_off_as_stated() -> None:
    answer = _first(stated=False, reason="")

    assert answer.suggested.startswith("Suggested: 4")
    assert "Nobody has answered this yet" in answer.reason


def test_a_fact_has_its_pull_its_place_and_its_source() -> None:
    fact = Evidence(
        text="one team runs events",
        fact="context.event_experience",
        pull=-0.5,
        why="What teams have run they can run.",
        source="guide, Pitfall 3",
    )

    row = _rows(fact)[0]

    assert [cell.text for cell in row] == [
        "one team runs events",
        "−0.5",
        "context: experience with events",
        "guide, Pitfall 3",
    ]
    assert row[0].detail == "What teams have run they can run."


def test_a_fact_that_moves_nothing_says_so() -> None:
    row = _rows(Evidence(text="6 steps", fact="map", pull=0.0))[0]

    assert [cell.text for cell in row[1:3]] == ["none", "workflow map"]


def test_an_answer_whose_facts_have_changed_is_marked() -> None:
    seen = SeenFacts(suggested=5, facts={})
    stated = Answer(question="consistency", value=4, seen=seen)
    given = content(assessment=assessment(answers={"consistency": stated}))

    changed = answers(given, knowledge=KNOWLEDGE)[0].stale

    assert changed == "The facts have changed since: the suggestion moved from 5 to 3."


def test_an_answer_whose_facts_stand_is_not() -> None:
    assert _first().stale == ""


def test_without_facts_there_is_no_table() -> None:
    bare = replace(question("scale", "Scale").suggestion, evidence=())

    assert _first(suggestion=bare).facts is None


def _first(**changes: object) -> AnswerText:
    asked = (question("consistency", "Consistency", **changes),)
    return answers(content(verdict=verdict(questions=asked)), knowledge=KNOWLEDGE)[0]


def _rows(fact: Evidence) -> tuple[tuple[Cell, ...], ...]:
    suggestion = replace(question("scale", "Scale").suggestion, evidence=(fact,))
    facts = _first(suggestion=suggestion).facts
    assert facts is not None
    return facts.rows
