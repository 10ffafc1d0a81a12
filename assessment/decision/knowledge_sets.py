"""An organisation's own suitability table and wording of the questions, in place of the shipped.

A knowledge set holds the text of ``suitability.toml``, of ``questions.toml``, or of both. Whoever
judges an assessment takes its knowledge from ``knowledge_in``, so that the page, the report and the
command line use the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from functools import lru_cache

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge import Knowledge, Question, Suitability
from assessment.decision.knowledge_loading import (
    load_knowledge,
    one_of,
    parsed,
    read_questions,
    read_suitability,
)
from assessment.decision.toml_table import KnowledgeError

__all__ = [
    "LARGEST_FILE",
    "QUESTIONS_FILE",
    "SUITABILITY_FILE",
    "knowledge_in",
    "knowledge_text",
    "knowledge_with",
]

SUITABILITY_FILE = "suitability.toml"
QUESTIONS_FILE = "questions.toml"

LARGEST_FILE = 200 * 1024
"""The most bytes that one file may have."""


def knowledge_with(base: Knowledge, *, suitability: str = "", questions: str = "") -> Knowledge:
    """``base`` with an organisation's own suitability table and wording of the questions, each the
    text of a TOML file; an empty text leaves what ``base`` has.

    The questions stay the five of ``base``, in its order: only their words change. Numbers beside
    the rows (``close_call_margin``, …) that the table leaves out are those of ``base``. The version
    tells the texts apart, whatever they call themselves: ``2026.11+1f0a93c2``. Raises
    ``KnowledgeError`` with a line per problem, each naming file and row.
    """
    asked = _own_questions(base, questions) if questions else base.questions
    table = _own_suitability(base, suitability) if suitability else base.suitability
    digest = hashlib.sha256(f"{suitability}\0{questions}".encode()).hexdigest()
    version = f"{table.version}+{digest[:8]}" if suitability or questions else table.version
    return replace(base, questions=asked, suitability=replace(table, version=version))


def knowledge_in(own: KnowledgeSet) -> Knowledge:
    """The knowledge that an assessment is judged by: what ships, with its own set in place.

    Raises ``KnowledgeError`` where this Podium cannot read the set.
    """
    return load_knowledge() if own.is_shipped else _with_texts(own.suitability, own.questions)


def knowledge_text(content: bytes, file: str) -> str:
    """The text of an uploaded file, with plain line ends, so that it has one digest everywhere.

    Raises ``KnowledgeError`` where it is too large, empty or not UTF-8.
    """
    if len(content) > LARGEST_FILE:
        raise KnowledgeError(f"{file}: is too large: at most 200 KB are read")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise KnowledgeError(f"{file}: line {line} is not UTF-8 text; save it as UTF-8") from None
    if not text.strip():
        raise KnowledgeError(f"{file}: is empty; begin with the shipped file")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return f"{plain}\n"


@lru_cache(maxsize=64)
def _with_texts(suitability: str, questions: str) -> Knowledge:
    return knowledge_with(load_knowledge(), suitability=suitability, questions=questions)


def _own_questions(base: Knowledge, text: str) -> tuple[Question, ...]:
    table = parsed(text, QUESTIONS_FILE)
    cited = one_of(set(base.source_by_id), "source")
    asked = one_of(set(base.question_ids), "question")
    by_id = {question.id: question for question in read_questions(table, cited, asked)}
    if missing := [f"no question {name!r}" for name in base.question_ids if name not in by_id]:
        raise table.errors(missing)
    return tuple(by_id[name] for name in base.question_ids)


def _own_suitability(base: Knowledge, text: str) -> Suitability:
    shipped = {field.name: getattr(base.suitability, field.name) for field in fields(Suitability)}
    numbers = {name: value for name, value in shipped.items() if isinstance(value, float)}
    return read_suitability(parsed(text, SUITABILITY_FILE, numbers), base.questions)
