"""Patterns to begin a map with: each a small map with its requirements, when to use it and when
not, as data in YAML files beside this module. The facts come from the ``source`` that each names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflows.definition.findings import DefinitionError, Problem
from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.formats.blocks import load

__all__ = ["Pattern", "pattern", "patterns"]

_ORDER = (
    "saga",
    "request-reply",
    "scatter-gather",
    "human-approval",
    "process-manager",
    "outbox",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern: ``when`` to use it, ``when_not``, and where that comes from."""

    key: str
    name: str
    when: str
    when_not: str
    source: str
    definition: Definition


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, in the order in which a page lists them; read once.

    Raises ``DefinitionError`` where a file of ours is broken.
    """
    return tuple(_read(Path(__file__).parent / f"{key}.yaml") for key in _ORDER)


def pattern(key: str) -> Pattern:
    """The pattern of that key. Raises ``KeyError`` where there is none."""
    return {one.key: one for one in patterns()}[key]


def _read(path: Path) -> Pattern:
    data = load(path.read_bytes())
    found: list[Problem] = []
    definition = yaml.read_mapping(data.get("map"), found)
    if found or definition is None:
        raise DefinitionError(tuple(found))
    words = {name: str(data[name]) for name in ("name", "when", "when_not", "source")}
    return Pattern(key=path.stem, definition=definition, **words)
