"""What the JSON Schemas are built of, draft 2020-12."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

__all__ = [
    "AMOUNT",
    "ANSWER",
    "COUNT",
    "DRAFT",
    "NUMBER",
    "POINTS",
    "SHARE",
    "TEXT",
    "Schema",
    "any_key",
    "complete",
    "enumeration",
    "list_of",
    "mapping",
]

type Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
AMOUNT: Schema = {"type": "number", "minimum": 0}
COUNT: Schema = {"type": "integer", "minimum": 0}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
POINTS: Schema = {"type": "number", "minimum": 0, "maximum": 100}
ANSWER: Schema = {"type": "integer", "minimum": 1, "maximum": 5}


def mapping(properties: Schema, *required: str) -> Schema:
    """A mapping with no other keys than these; only ``required`` ones must be there."""
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})


def complete(properties: Schema) -> Schema:
    """A mapping that has all of these keys and no other."""
    return mapping(properties, *properties)


def any_key(value: Schema) -> Schema:
    """A mapping from any key to such a value."""
    return {"type": "object", "additionalProperties": value}


def list_of(items: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def enumeration(values: type[StrEnum]) -> Schema:
    """One of the values of an enumeration."""
    return {"enum": [value.value for value in values]}
