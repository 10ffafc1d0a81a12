"""The answers of an assessment file, read and written: ``consistency: 4``, or a mapping with the
reason, the range and what stood behind the suggestion when it was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assessment.decision.assessment import Answer, SeenFacts
from assessment.file.mapping import flowing, without_blanks
from assessment.file.values import each, parse_whole
from workflows.definition.cells import printable
from workflows.formats.blocks import Block

__all__ = ["answers_mapping", "read_answers"]

_ANSWER = parse_whole(1, 5)
_KEYS = ("answer", "reason", "range", "seen")
_MOST_FACTS = 100
_MOST_WORDS = 600


def read_answers(block: Block, questions: Sequence[str]) -> dict[str, Answer]:
    """The stated answers by question id, in the order of the file; notes what is wrong with
    an entry and leaves it out. The caller has refused unknown questions."""
    stated = [question for question in map(str, block.data) if question in questions]
    found = (_answer(block, question) for question in stated if question in block)
    return {answer.question: answer for answer in found if answer}


def _answer(block: Block, question: str) -> Answer | None:
    if not isinstance(block.data[question], CommentedMap):
        alone = block.value(question, _ANSWER, None)
        return None if alone is None else Answer(question=question, value=alone)
    entry = Block(block.data[question], f"answers {question!r}", block.problems)
    entry.allow(_KEYS)
    if "answer" not in entry:
        entry.problem("", "needs answer")
    value = entry.value("answer", _ANSWER, None)
    if value is None:
        return None
    low, high = _range(entry, value)
    reason = entry.text("reason")
    return Answer(
        question=question, value=value, reason=reason, low=low, high=high, seen=_seen(entry)
    )


def _range(entry: Block, value: int) -> tuple[int, int] | tuple[None, None]:
    if "range" not in entry:
        return None, None
    before = len(entry.problems)
    ends = tuple(each(entry, "range", _ANSWER))
    if len(entry.problems) > before:
        return None, None
    if len(ends) != 2:
        entry.problem("range", f"must be two answers such as [{value}, {value}]")
        return None, None
    if not ends[0] <= value <= ends[1]:
        entry.problem("range", f"must hold the answer {value}, got [{ends[0]}, {ends[1]}]")
        return None, None
    return ends


def _seen(entry: Block) -> SeenFacts | None:
    inner = entry.block("seen")
    if inner is None:
        return None
    inner.allow(("suggested", "facts"))
    suggested = inner.value("suggested", _ANSWER, None)
    if suggested is None:
        inner.problem("", "needs suggested, the answer that was suggested then, 1 to 5")
        return None
    facts = inner.block("facts")
    if facts is None:
        return SeenFacts(suggested=suggested, facts={})
    if len(facts.data) > _MOST_FACTS:
        facts.problem("", f"holds more than {_MOST_FACTS} facts")
        return None
    words = {str(key): facts.value(str(key), _words, "") for key in facts.data}
    return SeenFacts(suggested=suggested, facts=words)


def _words(text: str) -> str:
    if len(text) > _MOST_WORDS:
        raise ValueError(f"must have at most {_MOST_WORDS} characters, got {len(text)}")
    return printable(text)


def answers_mapping(answers: Iterable[Answer]) -> CommentedMap:
    """The answers as the file writes them, on a line each unless they hold what was seen."""
    return CommentedMap((answer.question, _mapping(answer)) for answer in answers)


def _mapping(answer: Answer) -> CommentedMap:
    ends = [] if answer.low is None else [answer.low, answer.high]
    mapping = {
        "answer": answer.value,
        "reason": answer.reason,
        "range": flowing(CommentedSeq(ends)),
    }
    if answer.seen is None:
        return flowing(without_blanks(mapping))
    facts = CommentedMap(answer.seen.facts)
    mapping["seen"] = without_blanks({"suggested": answer.seen.suggested, "facts": facts})
    return without_blanks(mapping)
