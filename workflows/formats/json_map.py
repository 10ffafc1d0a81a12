"""Podium JSON: the mapping of Podium's YAML, for programs. The same schema describes both."""

from __future__ import annotations

import json
import re
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

# JSON may hold them as they are; to YAML, which reads it, they are line breaks or forbidden
# (YAML 1.2.2, 5.1 and 5.4).
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


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
    readable = _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Writing(content=found or f"{readable}\n".encode())
