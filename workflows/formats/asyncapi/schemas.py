"""Schemas of a derived choreography: what a message carries, as JSON Schema.

AsyncAPI 3.0 takes JSON Schema Draft 07 as it stands (Schema Object).
"""

from __future__ import annotations

from collections.abc import Iterator

from workflows.definition.columns import requirements_of
from workflows.definition.model import DataFlow, Definition, Node, Variable, VariableType
from workflows.engine.coordination.notices import NoticeKind
from workflows.formats.asyncapi.events import Choreography, Event
from workflows.formats.safe_names import slug
from workflows.formats.yaml_plain import Plain

__all__ = ["HEADERS", "data_schemas", "headers_of", "payload_of", "schema_keys"]

HEADERS = "podium.headers"
"""The key of the headers that every message has."""

_TYPES = {VariableType.NUMBER: "number", VariableType.TEXT: "string", VariableType.BOOLEAN: None}
_FAULTS = frozenset({NoticeKind.FAILED, NoticeKind.THROWN})


def headers_of(definition: Definition) -> dict[str, Plain]:
    """The headers of every message: which case it belongs to, and what an inbox needs to count it
    once."""
    properties: dict[str, Plain] = {
        "case-id": _text(
            "Which case this belongs to. Everybody passes it on unchanged; partition by it, so that"
            " the messages of a case keep their order."
        ),
        "message-id": _text(
            "Unique to this message and the same when it is sent again: an inbox that has it"
            " already drops it."
        ),
        "caused-by": _text(
            "The message-id of the message that led to this one; absent where a case began."
        ),
        "occurred-at": {
            "type": "string",
            "format": "date-time",
            "description": "When it happened at the sender, not when it was sent.",
        },
    }
    if any(node.loop for node in definition.nodes):
        properties["instance"] = {
            "type": "integer",
            "minimum": 0,
            "description": "Which round or instance of a repeated activity it belongs to.",
        }
    return {
        "type": "object",
        "required": ["case-id", "message-id", "occurred-at"],
        "properties": properties,
    }


def _text(description: str) -> dict[str, Plain]:
    return {"type": "string", "minLength": 1, "description": description}


def schema_keys(definition: Definition) -> dict[str, str]:
    """By the name of each piece of data or variable, the key of its schema."""
    names = [variable.name for variable in definition.variables]
    names += [data.name for data in definition.data_flows]
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        wanted = f"data.{slug(name) or 'value'}"
        taken = sum(key == wanted or key.startswith(f"{wanted}-") for key in found.values())
        found[name] = f"{wanted}-{taken + 1}" if taken else wanted
    return found


def data_schemas(definition: Definition) -> dict[str, dict[str, Plain]]:
    """The schema of every variable and piece of data, by its key."""
    keys = schema_keys(definition)
    known = {variable.name: variable for variable in definition.variables}
    flowing: dict[str, list[DataFlow]] = {}
    for data in definition.data_flows:
        flowing.setdefault(data.name, []).append(data)
    return {key: _value(name, known.get(name), flowing.get(name, [])) for name, key in keys.items()}


def _value(name: str, variable: Variable | None, flowing: list[DataFlow]) -> dict[str, Plain]:
    schema: dict[str, Plain] = {"title": name}
    if variable is not None:
        schema |= _of_variable(variable)
    else:
        schema["description"] = "The map names this data and says nothing of its shape."
    classes = list(dict.fromkeys(data.classification for data in flowing if data.classification))
    if classes:
        schema["x-classification"] = classes[0] if len(classes) == 1 else classes
    return schema


def _of_variable(variable: Variable) -> dict[str, Plain]:
    schema: dict[str, Plain] = {"type": _TYPES[variable.type] or "boolean"}
    values: list[Plain] = [choice.value for choice in variable.choices]
    if values and variable.type is not VariableType.BOOLEAN:
        schema["enum"] = list(dict.fromkeys(values))
    if variable.low is not None:
        schema["minimum"] = variable.low
    if variable.high is not None:
        schema["maximum"] = variable.high
    return schema


def payload_of(event: Event, told: Choreography) -> dict[str, Plain]:
    """What the message of an event carries besides its headers."""
    properties: dict[str, Plain] = {}
    if event.kind in _FAULTS:
        properties["error"] = _error(told.node(event.about))
    else:
        properties |= dict(_carried(event, told))
    if event.decisions:
        properties["decided"] = _decided(event, told)
    schema: dict[str, Plain] = {"type": "object", "properties": properties}
    if event.decisions:
        schema["required"] = ["decided"]
    return schema


def _error(node: Node | None) -> dict[str, Plain]:
    codes = [code for code, _ in requirements_of(node).failure.errors] if node else []
    known = f" Known ones: {', '.join(codes)}." if codes else ""
    return {
        "type": "object",
        "required": ["code"],
        "properties": {
            "code": {"type": "string", "description": f"What went wrong, for programs.{known}"},
            "reason": {"type": "string", "description": "What went wrong, for people."},
        },
    }


def _carried(event: Event, told: Choreography) -> Iterator[tuple[str, Plain]]:
    """The data that the node leaves, the variables that it finds out, and, where a case begins,
    what the case brings along."""
    keys = schema_keys(told.definition)
    begins = event.topic.startswith("a new case")
    names = [data.name for data in told.definition.data_flows if data.source == event.about]
    names += [
        variable.name
        for variable in told.definition.variables
        if (variable.source == event.about and event.about) or (begins and not variable.source)
    ]
    for name in dict.fromkeys(names):
        yield name, {"$ref": f"#/components/schemas/{keys[name]}"}


def _decided(event: Event, told: Choreography) -> dict[str, Plain]:
    """Where the decisions led that the sender settled: who is not meant drops the message."""
    properties: dict[str, Plain] = {}
    for decision, goals in event.decisions.items():
        node = told.node(decision)
        asked = (node.name or node.id) if node else decision
        properties[decision] = {
            "type": "string",
            "enum": list(goals),
            "description": f"Where ‘{asked}’ led: the id of the step that comes next.",
        }
    return {
        "type": "object",
        "properties": properties,
        "minProperties": 1,
        "description": "The decisions settled by the sender; who is not meant drops the message.",
    }
