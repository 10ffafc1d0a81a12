"""What the guide says, and what others chose."""

from __future__ import annotations

from pathlib import Path

from assessment.decision.assessment import Context
from assessment.decision.knowledge_loading import load_knowledge
from assessment.file.read import read_assessment
from reports.chapters.known import KnownChapter, known_chapter
from tests.reports.builders import assessment, content
from workflows.definition.model import Definition

EXAMPLE = Path("examples/online-order.yaml")


def test_the_nearest_cases_stand_with_their_choice() -> None:
    cases = _order().cases

    assert cases is not None
    assert 1 <= len(cases.rows) <= 3
    assert all(row[2].model for row in cases.rows)


def test_each_case_says_how_much_was_compared() -> None:
    cases = _order().cases

    assert cases is not None
    assert all("facts compared" in row[3].detail for row in cases.rows)


def test_each_case_has_its_page_among_the_sources() -> None:
    chapter = _order()

    assert chapter.cases is not None
    assert len(chapter.sources) == len(chapter.cases.rows)
    assert all("https://" in source for source in chapter.sources)


def test_a_rule_that_speaks_says_whether_the_verdict_follows_it() -> None:
    rules = _order().rules

    assert rules is not None
    assert {row[3].text for row in rules.rows} <= {"follows it", "goes against it", "neither"}


def test_where_nobody_has_said_anything_nothing_is_compared() -> None:
    empty = Definition(id="x", name="X", participants=(), nodes=(), flows=())
    bare = assessment(definition=empty, context=Context(), symptoms=(), answers={})

    chapter = known_chapter(content(assessment=bare), knowledge=load_knowledge())

    assert chapter.cases is None
    assert chapter.sources == ()


def _order() -> KnownChapter:
    given = read_assessment(EXAMPLE.read_bytes(), source=EXAMPLE.name).assessment
    return known_chapter(content(assessment=given), knowledge=load_knowledge())
