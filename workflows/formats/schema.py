"""The JSON Schema of a map in YAML or JSON, made from the model and the matrix's columns.

``docs/definition.schema.json`` is this schema; a test keeps the two equal. Print it with
``python -m workflows.formats.schema``.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from workflows.definition.columns import COLUMNS, Column, ColumnKind
from workflows.definition.model import EventKind, NodeKind, ParticipantKind, Side

__all__ = ["definition_schema", "requirements_schema"]

type Schema = dict[str, Any]

_ID: Schema = {"type": "string", "pattern": r"^[^\W\d][\w.\-]*$"}
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_VOLUME = ("now", "expected", "peak")
_FLAG: Schema = {"enum": [True, False, "yes", "no"]}
_DURATION: Schema = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*(\d+(\.\d+)?(e-?\d+)?\s*(ms|s|m|h|d)\s*)+$|^0$|^none$"},
        {"const": 0},
    ],
    "description": "120ms, 5s, 2h, 3d, 1h30m",
}
_SHARE: Schema = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\s*\d+(\.\d+)?(e-?\d+)?\s*%?\s*$"},
    ],
    "description": "1% or 0.01",
}
_KINDS: dict[ColumnKind, Schema] = {
    ColumnKind.PARTICIPANT: {"type": "string"},
    ColumnKind.STEP: {"type": "string"},
    ColumnKind.FLAG: _FLAG,
    ColumnKind.DURATION: _DURATION,
    ColumnKind.SHARE: _SHARE,
    ColumnKind.NUMBER: {"type": "number", "minimum": 1},
    ColumnKind.TEXT: {"type": "string"},
    ColumnKind.LIST: {"anyOf": [{"type": "string"}, {"type": "array", "items": _TEXT}]},
}


def definition_schema() -> Schema:
    """The schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:podium:definition:1",
        "title": "Podium workflow map",
        **_mapping(
            {
                "id": _ID,
                "name": _TEXT,
                "sla": _DURATION,
                "volume": _mapping({key: {"type": "number"} for key in _VOLUME}),
                "participants": _list(_participant()),
                "nodes": _list(_node()),
                "steps": _list(_node()),
                "flows": _list(_flow()),
                "data_flows": _list(_data_flow()),
            }
        ),
        "anyOf": [{"required": ["nodes"]}, {"required": ["steps"]}],
    }


def _mapping(properties: Schema, *required: str) -> Schema:
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _enumeration(values: type[StrEnum]) -> Schema:
    return {"enum": [value.value for value in values]}


def _participant() -> Schema:
    return _mapping(
        {
            "id": _ID,
            "name": _TEXT,
            "kind": _enumeration(ParticipantKind),
            "team": _TEXT,
            "concurrency": {"type": "integer", "minimum": 1},
            "capacity": {"type": "number", "exclusiveMinimum": 0},
        },
        "id",
    )


def _node() -> Schema:
    return _mapping(
        {
            "id": _ID,
            "name": _TEXT,
            "kind": _enumeration(NodeKind),
            "path": _list(_TEXT),
            "documentation": _TEXT,
            "event": _enumeration(EventKind),
            "timer": _DURATION,
            "attached_to": {"type": "string"},
            "interrupting": _FLAG,
            "ref": _TEXT,
            **requirements_schema(),
        },
        "id",
    )


def requirements_schema() -> Schema:
    """What a step may say about its requirements, by key."""
    groups: dict[str, list[Column]] = {}
    for column in COLUMNS:
        groups.setdefault(column.path[0], []).append(column)
    schema = {key: _requirement(columns) for key, columns in groups.items()}
    assumed = _list({"enum": [column.id for column in COLUMNS]})
    return schema | {"side": _enumeration(Side), "assumed": assumed}


def _requirement(columns: list[Column]) -> Schema:
    """A value, or a group whose first member may stand for it."""
    single = _column(columns[0])
    if len(columns[-1].path) == 1:
        return single
    members = {column.path[1]: _column(column) for column in columns if len(column.path) > 1}
    return {"anyOf": [single, _mapping(members)]}


def _column(column: Column) -> Schema:
    kind = {"enum": list(column.choices)} if column.choices else _KINDS[column.kind]
    return kind | {"description": column.help}


def _flow() -> Schema:
    mapping = _mapping(
        {
            "id": _ID,
            "from": {"type": "string"},
            "to": {"type": "string"},
            "name": _TEXT,
            "condition": _TEXT,
            "probability": _SHARE,
            "default": _FLAG,
        },
        "from",
        "to",
    )
    return {"anyOf": [{"type": "string", "pattern": "->", "description": "a -> b -> c"}, mapping]}


def _data_flow() -> Schema:
    return _mapping(
        {"name": _TEXT, "from": _TEXT, "to": _TEXT, "classification": _TEXT},
        "name",
    )


if __name__ == "__main__":
    print(json.dumps(definition_schema(), indent=2, ensure_ascii=False))
