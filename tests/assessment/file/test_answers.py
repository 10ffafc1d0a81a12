"""The answers of an assessment file."""

from __future__ import annotations

import pytest

from assessment.decision.assessment import Answer, SeenFacts
from assessment.file.answers import answers_mapping
from assessment.file.read import read_assessment
from workflows.definition.findings import DefinitionError

HEAD = "podium: 1\nmap: {id: order, nodes: [{id: pay}], flows: []}\nanswers:\n"


def scale(text: str) -> Answer:
    content = f"{HEAD}  scale: {text}\n".encode()
    return read_assessment(content, source="a.yaml").assessment.answers["scale"]


def problem(text: str) -> str:
    with pytest.raises(DefinitionError) as caught:
        scale(text)
    return str(caught.value.problems[0])


def test_a_range_says_how_far_the_answer_may_be_off() -> None:
    answer = scale("{answer: 4, range: [3, 5]}")

    assert (answer.low, answer.high) == (3, 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{answer: 4, range: [4]}", "range must be two answers such as [4, 4]"),
        ("{answer: 4, range: [1, 3]}", "range must hold the answer 4, got [1, 3]"),
        ("{answer: 4, range: [0, 5]}", "range must be between 1 and 5, got 0"),
        ("{range: [3, 5]}", "needs answer"),
        ("{answer: 4, seen: {facts: {}}}", "seen needs suggested, the answer that was"),
        ("{answer: .nan}", "answer must be a number"),
        ("6", "scale must be between 1 and 5, got 6"),
    ],
)
def test_what_cannot_be_is_refused_with_its_mend(text: str, said: str) -> None:
    assert said in problem(text)


def test_what_was_seen_is_read() -> None:
    answer = scale("{answer: 4, seen: {suggested: 3, facts: {growth: three times today's}}}")

    assert answer.seen == SeenFacts(suggested=3, facts={"growth": "three times today's"})


def test_a_fact_of_too_many_words_is_refused() -> None:
    said = problem("{answer: 4, seen: {suggested: 3, facts: {growth: " + "x" * 601 + "}}}")

    assert "seen.facts.growth must have at most 600 characters, got 601" in said


def test_too_many_facts_are_refused() -> None:
    facts = ", ".join(f"f{number}: x" for number in range(101))

    assert "holds more than 100 facts" in problem(
        f"{{answer: 4, seen: {{suggested: 3, facts: {{{facts}}}}}}}"
    )


def test_what_is_not_stated_is_not_written() -> None:
    assert answers_mapping([Answer(question="scale", value=4)]) == {"scale": {"answer": 4}}
