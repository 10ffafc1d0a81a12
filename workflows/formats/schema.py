"""The JSON Schema of a map in YAML or JSON, made from the model and the matrix's columns.

``docs/definition.schema.json`` is this schema; a test keeps the two equal. Print it with
``python -m workflows.formats.schema``.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from workflows.definition.columns import COLUMNS, Column, ColumnKind
from workflows.definition.model import (
    EventKind,
    LoopKind,
    NodeKind,
    ParticipantKind,
    Side,
    VariableType,
)

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
_FOREIGN: Schema = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "description": "what another tool wrote, by format, kept as it was",
}
_NODE: Schema = {"$ref": "#/$defs/node"}
_FLOW: Schema = {"$ref": "#/$defs/flow"}
_BESIDE_COLUMNS: dict[str, Schema] = {
    "failure": {"errors": {"type": "object", "additionalProperties": _SHARE}}
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
                "variables": _list(_variable()),
                "nodes": _list(_NODE),
                "steps": _list(_NODE),
                "flows": _list(_FLOW),
                "data_flows": _list(_data_flow()),
                "message_flows": _list(_message_flow()),
                "called": _list({"$ref": "#"}),
                "foreign": _FOREIGN,
            }
        ),
        "anyOf": [{"required": ["nodes"]}, {"required": ["steps"]}],
        "$defs": {"node": _node(), "flow": _flow()},
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


def _variable() -> Schema:
    choices = {"type": "object", "additionalProperties": _SHARE}
    return _mapping(
        {
            "name": _TEXT,
            "type": _enumeration(VariableType),
            "choices": choices | {"description": "each value with its share of cases"},
            "low": {"type": "number"},
            "high": {"type": "number"},
            "source": {"type": "string"},
        },
        "name",
        "type",
    )


def _node() -> Schema:
    return _mapping(
        {
            "id": _ID,
            "name": _TEXT,
            "kind": _enumeration(NodeKind),
            "path": _list(_TEXT),
            "documentation": _TEXT,
            "parent": {"type": "string"},
            "process": _TEXT,
            "foreign": _FOREIGN,
            **_event(),
            **_scope(),
            **requirements_schema(),
        },
        "id",
    )


def _event() -> Schema:
    """What events say, and some of it steps that wait."""
    return {
        "event": _enumeration(EventKind),
        "timer": _DURATION,
        "attached_to": {"type": "string"},
        "interrupting": _FLAG,
        "ref": _TEXT,
        "condition": _TEXT,
        "wait": {"anyOf": [_DURATION, _mapping({"mean": _DURATION, "p95": _DURATION}, "mean")]},
        "instantiate": _FLAG,
    }


def _scope() -> Schema:
    """What scopes say, and some of it steps that repeat."""
    return {
        "nodes": _list(_NODE),
        "flows": _list(_FLOW),
        "calls": {"type": "string"},
        "compensation": {"type": "string"},
        "for_compensation": _FLAG,
        "loop": {"anyOf": [_enumeration(LoopKind), _loop()]},
    }


def _loop() -> Schema:
    return _mapping(
        {
            "kind": _enumeration(LoopKind),
            "condition": _TEXT,
            "count": {"type": "integer", "minimum": 1},
            "maximum": {"type": "integer", "minimum": 1},
            "test_before": _FLAG,
            "again": _SHARE,
        }
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
    members |= _BESIDE_COLUMNS.get(columns[0].path[0], {})
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
            "foreign": _FOREIGN,
        },
        "from",
        "to",
    )
    return {"anyOf": [{"type": "string", "pattern": "->", "description": "a -> b -> c"}, mapping]}


def _message_flow() -> Schema:
    ends = {"from": {"type": "string"}, "to": {"type": "string"}}
    mapping = _mapping({"id": _ID, **ends, "name": _TEXT})
    return {"anyOf": [{"type": "string", "pattern": "->"}, mapping]}


def _data_flow() -> Schema:
    return _mapping(
        {"name": _TEXT, "from": _TEXT, "to": _TEXT, "classification": _TEXT},
        "name",
    )


if __name__ == "__main__":
    print(json.dumps(definition_schema(), indent=2, ensure_ascii=False))
