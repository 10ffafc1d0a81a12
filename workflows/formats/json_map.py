"""Podium JSON: the mapping of Podium's YAML, for programs. The same schema describes both."""

from __future__ import annotations

import json
from dataclasses import replace

from workflows.definition.model import Definition
from workflows.formats import yaml
from workflows.formats.reading import Reading
from workflows.formats.support import EVERYTHING
from workflows.formats.writing import Writing
from workflows.formats.yaml_merging import on_base
from workflows.formats.yaml_output import mapping_of
from workflows.formats.yaml_style import plain

__all__ = ["SUPPORTS", "read", "write"]

SUPPORTS = EVERYTHING


def read(content: bytes) -> Reading:
    """The definition in a JSON file: YAML's reader, which tells lines.

    Raises ``DefinitionError`` with every problem found, each with its line.
    """
    return replace(yaml.read(content), format="json")


def write(definition: Definition, *, base: bytes | None = None) -> Writing:
    """The definition as JSON (RFC 8259), indented by two blanks, in the order of the map.

    With a ``base`` only what differs from it is changed there.
    """
    found = on_base(definition, base, yaml.read, as_json=True) if base else None
    text = json.dumps(plain(mapping_of(definition)), indent=2, ensure_ascii=False)
    return Writing(content=found or f"{text}\n".encode())
