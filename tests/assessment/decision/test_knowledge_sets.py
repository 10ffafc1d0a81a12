"""An organisation's own table and wording: what it may replace, and how it is refused."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge_loading import load_knowledge
from assessment.decision.knowledge_sets import (
    LARGEST_FILE,
    knowledge_in,
    knowledge_text,
    knowledge_with,
)
from assessment.decision.toml_table import KnowledgeError
from assessment.decision.verdict import verdict_for
from tests.assessment.decision.maps import answered, assessed, order
from tests.assessment.milestones import shipped
from workflows.definition.model import OrchestrationModel

TABLE, WORDING = shipped(), shipped("questions.toml")
OWN = TABLE.replace("hybrid = 60", "hybrid = 10", 1)


def refused(*, suitability: str = "", questions: str = "") -> list[str]:
    """The lines of the refusal."""
    with pytest.raises(KnowledgeError) as caught:
        knowledge_with(load_knowledge(), suitability=suitability, questions=questions)
    return str(caught.value).splitlines()


def test_nothing_of_ones_own_is_the_shipped_knowledge() -> None:
    assert knowledge_in(KnowledgeSet()) is load_knowledge()
    assert knowledge_with(load_knowledge()) == load_knowledge()


def test_a_table_of_ones_own_gives_its_cells() -> None:
    known = knowledge_with(load_knowledge(), suitability=OWN)

    assert known.suitability.row("consistency", 1)[OrchestrationModel.HYBRID] == 10
    assert known.questions == load_knowledge().questions


def test_the_version_tells_two_texts_apart() -> None:
    first = knowledge_with(load_knowledge(), suitability=OWN).suitability.version
    second = knowledge_with(load_knowledge(), suitability=f"# ours\n{OWN}").suitability.version

    assert first.startswith(f"{load_knowledge().suitability.version}+")
    assert first != second


def test_numbers_that_the_table_leaves_out_are_the_shipped() -> None:
    lines = [line for line in OWN.splitlines() if not line.startswith("close_call_margin")]

    known = knowledge_with(load_knowledge(), suitability="\n".join(lines))

    assert known.suitability.close_call_margin == load_knowledge().suitability.close_call_margin


def test_the_wording_may_change_and_keeps_its_order() -> None:
    text = WORDING.replace('title = "Consistency"', 'title = "Certainty"')

    known = knowledge_with(load_knowledge(), questions=text)

    assert known.questions[0].title == "Certainty"
    assert known.question_ids == load_knowledge().question_ids


def test_a_verdict_follows_the_set_of_its_assessment() -> None:
    stated = answered(3, 3, 3, 3, 3)
    table = TABLE.replace("hybrid = 90", "hybrid = 1").replace("hybrid = 80", "hybrid = 1")

    own = verdict_for(assessed(order(), answers=stated, knowledge=KnowledgeSet(suitability=table)))

    assert own.scores != verdict_for(assessed(order(), answers=stated)).scores
    assert "+" in own.knowledge_version


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("choreography = 95\n", "", "suitability.toml: row 1: choreography is missing"),
        ("answer = 1\n", "answer = 6\n", "row 1: answer must be between 1 and 5, got 6"),
        ("answer = 1\n", "answer = 1.5\n", "row 1: answer must be a whole number, got 1.5"),
        ("hybrid = 60", "hybrid = 101", "row 1: hybrid must be between 0 and 100, got 101"),
        ("hybrid = 60", "hybrid = nan", "row 1: hybrid must be between 0 and 100, got nan"),
        ("hybrid = 60", "hybrid = inf", "row 1: hybrid must be between 0 and 100, got inf"),
        ("hybrid = 60", "hybrid = true", "row 1: hybrid must be a number, got True"),
        ("hybrid = 60", "hybird = 60", "row 1: hybrid is missing"),
        ('"consistency"', '"speed"', "row for an unknown question 'speed', answer 1"),
        ("answer = 2\n", "answer = 1\n", "a second row for question 'consistency', answer 1"),
        ("[[row]]", "colour = 1\n[[row]]", "suitability.toml: unknown key 'colour'"),
        ("version =", "versoin =", "suitability.toml: version is missing"),
        ('version = "', f'version = "{"9" * 100}', "version must have at most 100 characters"),
    ],
)
def test_a_wrong_table_names_file_row_and_mend(old: str, new: str, said: str) -> None:
    assert old in TABLE

    lines = refused(suitability=TABLE.replace(old, new, 1))

    assert any(said in line for line in lines)
    assert all(line.startswith("suitability.toml: ") for line in lines)


def test_what_is_no_toml_names_its_line() -> None:
    assert "line 1" in refused(suitability="[[row\n")[0]


def test_brackets_without_end_are_refused() -> None:
    lines = refused(suitability=f"a = {'[' * 50_000}")

    assert lines[0].startswith("suitability.toml: ")


def test_a_question_too_many_is_named() -> None:
    more = WORDING.replace('id = "scale"', 'id = "speed"')

    assert refused(questions=more) == [
        "questions.toml: question 4: id: there is no question 'speed'"
    ]


def test_a_missing_question_is_named() -> None:
    start = WORDING.rindex("[[question]]")

    assert refused(questions=WORDING[:start]) == ["questions.toml: no question 'operations'"]


def test_a_file_may_have_200_kb() -> None:
    assert knowledge_text(b"#" * LARGEST_FILE, "suitability.toml")
    with pytest.raises(KnowledgeError, match="at most 200 KB"):
        knowledge_text(b"#" * (LARGEST_FILE + 1), "suitability.toml")


def test_what_is_not_utf_8_names_its_line() -> None:
    with pytest.raises(KnowledgeError, match=r"suitability\.toml: line 2 is not UTF-8"):
        knowledge_text(b"# one\n\xff", "suitability.toml")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="is empty"):
        knowledge_text(b" \n\n", "suitability.toml")


def test_line_ends_and_a_mark_of_bytes_change_no_digest() -> None:
    plain = knowledge_text(b"a = 1\nb = 2\n", "suitability.toml")

    assert knowledge_text(b"\xef\xbb\xbfa = 1\r\nb = 2", "suitability.toml") == plain
