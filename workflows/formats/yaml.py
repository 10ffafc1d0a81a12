"""Podium's own YAML: a workflow map with its requirements, as a mapping.

``docs/definition.schema.json`` describes it. A value that the author left out is a default and
named in ``Requirements.assumed``.
"""

from __future__ import annotations

from ruamel.yaml.comments import CommentedMap

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import Definition
from workflows.formats.blocks import Block, load
from workflows.formats.reading import Reading
from workflows.formats.support import EVERYTHING
from workflows.formats.writing import Writing
from workflows.formats.yaml_map import map_from
from workflows.formats.yaml_merging import on_base
from workflows.formats.yaml_output import dumped, mapping_of
from workflows.formats.yaml_requirements import overlay

__all__ = ["SUPPORTS", "read", "read_mapping", "read_requirements", "to_mapping", "write"]


SUPPORTS = EVERYTHING


def read(content: bytes) -> Reading:
    """The definition in a YAML file, of which JSON is a part.

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    found: list[Problem] = []
    definition = read_mapping(load(content), found)
    if found or definition is None:
        raise DefinitionError(tuple(found))
    return Reading(definition=definition, notes=(), original=content, format="yaml")


def read_mapping(mapping: object, problems: list[Problem]) -> Definition | None:
    """The definition in a mapping that ``blocks.load`` gave, for files that embed a map.

    Adds what is wrong to ``problems``, sorted by line; None where the mapping is none.
    """
    if not isinstance(mapping, CommentedMap):
        problems.append(Problem(where="map", message="must be a mapping with nodes and flows"))
        return None
    found: list[Problem] = []
    definition = map_from(Block(mapping, "map", found))
    problems.extend(sorted(found, key=lambda problem: problem.line or 0))
    return definition


def read_requirements(
    mapping: object, definition: Definition, problems: list[Problem]
) -> Definition:
    """The definition with requirements laid over it: step id → what a YAML step may say.

    Serves maps that come from elsewhere (BPMN). Adds what is wrong to ``problems``.
    """
    if not isinstance(mapping, CommentedMap):
        problems.append(
            Problem(where="requirements", message="must be a mapping from step id to values")
        )
        return definition
    return overlay(Block(mapping, "requirements", problems), definition)


def to_mapping(definition: Definition) -> CommentedMap:
    """The mapping that ``read_mapping`` reads back, ready for ruamel.yaml or as a plain dict."""
    return mapping_of(definition)


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The definition as YAML, in the order of the map.

    With a ``base`` only what differs from it is changed there: comments, blank lines, the order of
    keys and what its author wrote in other words (``5000ms``) stay.
    """
    found = on_base(definition, base, read, as_json=False) if base else None
    return Writing(content=found or dumped(mapping_of(definition)))
