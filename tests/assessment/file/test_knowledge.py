"""The knowledge block of an assessment file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.decision.assessment import Assessment, KnowledgeSet
from assessment.decision.knowledge_sets import knowledge_text
from assessment.decision.verdict import verdict_for
from assessment.file.read import read_assessment
from assessment.file.write import write_assessment
from tests.assessment.decision.maps import answered, assessed, order
from tests.assessment.milestones import shipped
from workflows.definition.findings import DefinitionError

OWN = KnowledgeSet(
    name="Acme",
    suitability=shipped().replace("hybrid = 90", "hybrid = 5"),
    questions=shipped("questions.toml").replace('title = "Scale"', 'title = "Volume"'),
)
HEAD = "podium: 1\nname: Order\nmap: {id: m, nodes: [{id: pay}], flows: []}\n"


def again(assessment: Assessment) -> Assessment:
    return read_assessment(write_assessment(assessment), source="a.yaml").assessment


def problems(block: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read_assessment(f"{HEAD}{block}".encode(), source="a.yaml")
    return [f"{problem.line}: {problem}" for problem in caught.value.problems]


def test_a_knowledge_set_is_read_back_equal() -> None:
    own = KnowledgeSet(
        name="Acme",
        suitability=knowledge_text(OWN.suitability.encode(), ""),
        questions=knowledge_text(OWN.questions.encode(), ""),
    )

    assert again(assessed(order(), knowledge=own)).knowledge == own


def test_what_is_read_back_is_judged_alike() -> None:
    stated = assessed(order(), answers=answered(3, 3, 3, 3, 3), knowledge=OWN)

    assert verdict_for(again(stated)).sentence == verdict_for(stated).sentence
    assert verdict_for(again(stated)).knowledge_version == verdict_for(stated).knowledge_version


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=60))
def test_a_comment_of_any_characters_survives(comment: str) -> None:
    own = KnowledgeSet(suitability=f"#{comment}\n  # {comment} \n{shipped()}")

    assert again(assessed(order(), knowledge=own)).knowledge.suitability == own.suitability


def test_the_shipped_knowledge_is_not_written() -> None:
    assert b"knowledge" not in write_assessment(assessed(order()))


def test_a_wrong_row_is_a_problem_of_the_file() -> None:
    wrong = shipped().replace("hybrid = 60", "hybrid = 600", 1)
    indented = "".join(f"    {line}\n" for line in wrong.splitlines())

    found = problems(f"knowledge:\n  suitability: |\n{indented}")

    assert found == [
        "5: knowledge: suitability suitability.toml: row 1: hybrid must be between 0 and 100, "
        "got 600"
    ]


def test_a_mapping_in_place_of_the_text_is_refused() -> None:
    assert "must be the text of suitability.toml" in problems("knowledge: {suitability: {a: 1}}")[0]


def test_an_unknown_key_is_named() -> None:
    assert "did you mean 'questions'?" in problems("knowledge: {question: x}")[0]
