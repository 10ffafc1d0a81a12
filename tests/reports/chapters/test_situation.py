"""Where the team stands."""

from __future__ import annotations

from assessment.decision.assessment import Context, Perspective, SymptomRating
from assessment.decision.knowledge_loading import load_knowledge
from reports.chapters.situation import Situation, situation
from reports.content import ReportContent
from tests.reports.builders import assessment, content


def chapter(told: ReportContent) -> Situation:
    """The chapter in the words of the knowledge base."""
    return situation(told, knowledge=load_knowledge())


def test_facts_stand_in_words_and_not_as_ids() -> None:
    rows = {row[0].text: row[1].text for row in chapter(content()).facts.rows}

    assert rows["Industry"] == "Retail and e-commerce"


def test_what_nobody_stated_says_so() -> None:
    silent = chapter(content(assessment=assessment(context=Context())))

    assert {row[1].text for row in silent.facts.rows} == {"not stated"}
    assert silent.teams is None


def test_a_team_is_named_with_what_it_owns() -> None:
    teams = chapter(content()).teams

    assert teams is not None
    assert [cell.text for cell in teams.rows[0]] == ["Payments", "6", "Bank"]


def test_the_three_perspectives_stand_side_by_side_with_their_notes() -> None:
    symptoms = chapter(content()).symptoms

    assert symptoms is not None
    statement, business, _, operations = symptoms.rows[0]
    assert "a message got lost" in statement.text
    assert (business.text, operations.text) == ("—", "badly")
    assert operations.detail == "Twice in October."


def test_a_symptom_that_the_knowledge_base_dropped_is_still_printed() -> None:
    old = SymptomRating(symptom="retired", perspective=Perspective.BUSINESS, severity=1)
    symptoms = chapter(content(assessment=assessment(symptoms=(old,)))).symptoms

    assert symptoms is not None
    assert symptoms.rows[0][0].text == "retired"
