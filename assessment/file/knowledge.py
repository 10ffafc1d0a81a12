"""The knowledge block of an assessment file: an organisation's own TOML, written out."""

from __future__ import annotations

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import LiteralScalarString

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge_sets import (
    QUESTIONS_FILE,
    SUITABILITY_FILE,
    knowledge_in,
    knowledge_text,
)
from assessment.decision.toml_table import KnowledgeError
from assessment.file.mapping import without_blanks
from workflows.formats.blocks import Block, scalar_text

__all__ = ["knowledge_mapping", "read_knowledge_set"]

_KEYS = ("name", "suitability", "questions")


def read_knowledge_set(block: Block) -> KnowledgeSet:
    """The knowledge set that the block states; what is wrong in it is a problem of the file."""
    block.allow(_KEYS)
    found = KnowledgeSet(
        name=block.text("name"),
        suitability=_toml(block, "suitability", SUITABILITY_FILE),
        questions=_toml(block, "questions", QUESTIONS_FILE),
    )
    try:
        knowledge_in(found)
    except KnowledgeError as error:
        key = "questions" if str(error).startswith(QUESTIONS_FILE) else "suitability"
        _note(block, key, error)
    return found


def _toml(block: Block, key: str, file: str) -> str:
    if key not in block:
        return ""
    text = scalar_text(block.data[key])
    if text is None:
        block.problem(key, f"must be the text of {file}, written under {key}: |")
        return ""
    try:
        return knowledge_text(text.encode(), file)
    except KnowledgeError as error:
        _note(block, key, error)
        return ""


def _note(block: Block, key: str, error: KnowledgeError) -> None:
    for line in str(error).splitlines():
        block.problem(key, line)


def knowledge_mapping(own: KnowledgeSet) -> CommentedMap:
    """The block as ``read_knowledge_set`` reads it back; empty for the shipped knowledge."""
    if own.is_shipped:
        return CommentedMap()
    return without_blanks(
        {
            "name": own.name,
            "suitability": _literal(own.suitability),
            "questions": _literal(own.questions),
        }
    )


def _literal(text: str) -> str:
    return LiteralScalarString(text) if text else ""
