"""The one kind of input that commands take: an assessment file, or a map that stands for one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assessment.file.read import AssessmentFile, read_assessment
from config.commands.files import input_error, read_file
from config.commands.knowledge import read_knowledge_at
from workflows.definition.findings import DefinitionError

__all__ = ["read_input"]


def read_input(
    path: Path, *, map_path: Path | None = None, knowledge_path: Path | None = None
) -> AssessmentFile:
    """The assessment in a file, with the map at ``map_path`` and the knowledge at
    ``knowledge_path`` in place of its own.

    Raises ``InputError`` with a line per problem.
    """
    content = read_file(path)
    map_content = read_file(map_path) if map_path else None
    own = read_knowledge_at(knowledge_path) if knowledge_path else None
    try:
        given = read_assessment(
            content,
            source=path.name,
            map_content=map_content,
            map_name=map_path.name if map_path else "",
            load_map=lambda name: read_file(path.parent / name),
        )
    except DefinitionError as error:
        raise input_error(path, error) from error
    if own is None:
        return given
    return replace(given, assessment=replace(given.assessment, knowledge=own))
