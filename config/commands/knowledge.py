"""An organisation's own knowledge, named on the command line: one file, or a folder with both."""

from __future__ import annotations

from pathlib import Path

from assessment.decision.assessment import KnowledgeSet
from assessment.decision.knowledge_sets import (
    QUESTIONS_FILE,
    SUITABILITY_FILE,
    knowledge_in,
    knowledge_text,
)
from assessment.decision.toml_table import KnowledgeError
from config.commands.exits import InputError
from config.commands.files import read_file

__all__ = ["read_knowledge_at"]


def read_knowledge_at(path: Path) -> KnowledgeSet:
    """The knowledge set at a path: a folder that holds ``suitability.toml``, ``questions.toml`` or
    both, or one such file; a file of another name is a suitability table.

    Raises ``InputError`` with a line per problem.
    """
    if path.is_dir():
        found = {name: path / name for name in (SUITABILITY_FILE, QUESTIONS_FILE)}
        found = {name: file for name, file in found.items() if file.is_file()}
        if not found:
            raise InputError(f"{path}: holds neither {SUITABILITY_FILE} nor {QUESTIONS_FILE}")
    else:
        found = {path.name if path.name == QUESTIONS_FILE else SUITABILITY_FILE: path}
    texts = {name: _text(file, name) for name, file in found.items()}
    own = KnowledgeSet(
        name=path.stem,
        suitability=texts.get(SUITABILITY_FILE, ""),
        questions=texts.get(QUESTIONS_FILE, ""),
    )
    try:
        knowledge_in(own)
    except KnowledgeError as error:
        raise InputError(*(f"{path}: {line}" for line in str(error).splitlines())) from error
    return own


def _text(file: Path, name: str) -> str:
    try:
        return knowledge_text(read_file(file), name)
    except KnowledgeError as error:
        raise InputError(f"{file}: {error}") from error
