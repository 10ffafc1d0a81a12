"""The maps of the example assessments in ``examples/``, for a project that begins with one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.formats.blocks import load

__all__ = ["Example", "example", "examples"]


@dataclass(frozen=True, slots=True)
class Example:
    """One example: ``key`` is its file's name without ending, ``summary`` says what it shows."""

    key: str
    name: str
    summary: str
    definition: Definition


@cache
def examples() -> tuple[Example, ...]:
    """All examples, by file name; read once.

    Raises ``DefinitionError`` where a file of ours is broken.
    """
    folder = Path(settings.BASE_DIR) / "examples"
    return tuple(_read(path) for path in sorted(folder.glob("*.yaml")))


def example(key: str) -> Example:
    """The example of that key. Raises ``KeyError`` where there is none."""
    return {one.key: one for one in examples()}[key]


def _read(path: Path) -> Example:
    """The map part of an assessment file, with the requirements laid over it."""
    data = load(path.read_bytes())
    found: list[Problem] = []
    definition = yaml.read_mapping(data.get("map"), found)
    if definition and "requirements" in data:
        definition = yaml.read_requirements(data["requirements"], definition, found)
    if found or definition is None:
        raise DefinitionError(tuple(found))
    summary = str((data.get("context") or {}).get("summary", ""))
    return Example(
        key=path.stem,
        name=str(data.get("name", definition.name)),
        summary=summary,
        definition=definition,
    )
