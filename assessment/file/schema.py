"""The JSON Schemas of the assessment file and of ``verdict.json``, made from model and knowledge.

``docs/assessment.schema.json`` and ``docs/verdict.schema.json`` are these schemas; tests keep
them equal. ``python -m assessment.file.schema`` writes both.
"""

from __future__ import annotations

import json
from pathlib import Path

from assessment.decision.assessment import EventExperience, Perspective
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.file.costs import costs_schema
from assessment.file.schema_blocks import (
    AMOUNT,
    ANSWER,
    COUNT,
    DRAFT,
    SHARE,
    TEXT,
    Schema,
    any_key,
    enumeration,
    list_of,
    mapping,
)
from assessment.file.verdict_schema import verdict_schema
from assessment.file.weights import weights_schema
from workflows.definition.model import OrchestrationModel, Side
from workflows.engine.drivers.faults import CrashPoint
from workflows.formats.schema import definition_schema, requirements_schema
from workflows.sandbox.scenario import MAX_CASES, MAX_REPLICATIONS, FaultKind

__all__ = ["SCHEMAS", "assessment_schema", "verdict_schema"]

_FLAG: Schema = {"enum": [True, False, "yes", "no"]}
_WRITTEN_SHARE: Schema = {
    "anyOf": [SHARE, {"type": "string", "pattern": r"^\d+(\.\d+)?%?$"}],
    "description": "1% or 0.01",
}
_DURATION: Schema = {
    "type": "string",
    "pattern": r"^(\d+(\.\d+)?(ms|s|m|h|d))+$",
    "description": "120ms, 5s, 2h, 3d",
}


def assessment_schema() -> Schema:
    """What an assessment file may say, draft 2020-12."""
    knowledge = load_knowledge()
    named = mapping({"file": TEXT}, "file")
    return {
        "$schema": DRAFT,
        "$id": "urn:podium:assessment:1",
        "title": "Podium assessment file",
        **mapping(
            {
                "podium": {"const": 1},
                "name": TEXT,
                "context": _context(knowledge),
                "symptoms": list_of(_symptom(knowledge)),
                "map": {"anyOf": [named, {"$ref": "#/$defs/map"}]},
                "requirements": any_key(mapping(requirements_schema())),
                "answers": _per_question(knowledge, _stated_answer()),
                "weights": weights_schema(knowledge.question_ids),
                "boundary": any_key(_with_reason("side", enumeration(Side))),
                "scenario": _scenario(),
                "costs": costs_schema(),
                "plan": mapping({"start": {"type": "string", "format": "date"}}),
                "knowledge": mapping(dict.fromkeys(("name", "suitability", "questions"), TEXT)),
            },
            "podium",
            "map",
        ),
        "$defs": {"map": _embedded(definition_schema())},
    }


SCHEMAS = {
    "assessment.schema.json": assessment_schema,
    "verdict.schema.json": verdict_schema,
}


def _with_reason(key: str, value: Schema) -> Schema:
    """A value alone, or as a mapping with its reason."""
    return {"anyOf": [value, mapping({key: value, "reason": TEXT}, key)]}


def _stated_answer() -> Schema:
    """An answer alone, or with its reason, its range and what was seen when it was given."""
    ends = {"type": "array", "items": ANSWER, "minItems": 2, "maxItems": 2}
    seen = mapping({"suggested": ANSWER, "facts": any_key(TEXT)}, "suggested")
    keys = {"answer": ANSWER, "reason": TEXT, "range": ends, "seen": seen}
    return {"anyOf": [ANSWER, mapping(keys, "answer")]}


def _per_question(knowledge: Knowledge, value: Schema) -> Schema:
    return mapping(dict.fromkeys(knowledge.question_ids, value))


def _embedded(schema: Schema) -> Schema:
    # It keeps its id, to which its own references are relative.
    return {key: value for key, value in schema.items() if key != "$schema"}


def _context(knowledge: Knowledge) -> Schema:
    def options(field: str) -> Schema:
        return {"enum": list(knowledge.context_by_id[field].option_ids)}

    team = mapping({"name": TEXT, "people": COUNT, "owns": list_of(TEXT)}, "name")
    return mapping(
        {
            "summary": TEXT,
            "industry": options("industry"),
            "regulation": list_of(options("regulation")),
            "cases_now": AMOUNT,
            "cases_expected": AMOUNT,
            "changing": list_of(TEXT),
            "current_model": options("current_model"),
            "debugging_share": _WRITTEN_SHARE,
            "teams": list_of(team),
            "event_experience": enumeration(EventExperience),
            "observability": list_of(options("observability")),
            "delivery": options("delivery"),
            "operations_budget": options("operations_budget"),
            "cloud": options("cloud"),
            "hosting": options("hosting"),
            "constraints": list_of(options("constraints")),
            "languages": list_of(options("languages")),
            "skills": list_of(options("skills")),
        }
    )


def _symptom(knowledge: Knowledge) -> Schema:
    return mapping(
        {
            "symptom": {"enum": list(knowledge.symptom_by_id)},
            "perspective": enumeration(Perspective),
            "severity": {"type": "integer", "minimum": 0, "maximum": 3},
            "note": TEXT,
        },
        "symptom",
        "perspective",
        "severity",
    )


def _scenario() -> Schema:
    return mapping(
        {
            "cases": {"type": "integer", "minimum": 1, "maximum": MAX_CASES},
            "seed": COUNT,
            "models": list_of(enumeration(OrchestrationModel)),
            "cases_per_hour": {"type": "number", "exclusiveMinimum": 0},
            "outbox": _FLAG,
            "inbox": _FLAG,
            "watchdog": _DURATION,
            "redrive": _DURATION,
            "standby": _DURATION,
            "warm_up": COUNT,
            "replications": {"type": "integer", "minimum": 1, "maximum": MAX_REPLICATIONS},
            "faults": list_of(_fault()),
            "new_version": _new_version(),
        }
    )


def _fault() -> Schema:
    return mapping(
        {
            "kind": enumeration(FaultKind),
            "share": _WRITTEN_SHARE,
            "step": TEXT,
            "participant": TEXT,
            "window": {"type": "string", "description": "10s..2m"},
            "nth": {"type": "integer", "minimum": 1},
            "case": COUNT,
            "point": enumeration(CrashPoint),
            "duration": _DURATION,
            "factor": {"type": "number", "minimum": 1},
        },
        "kind",
    )


def _new_version() -> Schema:
    return mapping(
        {
            "map": {"anyOf": [mapping({"file": TEXT}, "file"), {"$ref": "#/$defs/map"}]},
            "at": _DURATION,
            "migrate": _FLAG,
            "mapping": any_key(TEXT),
        },
        "map",
        "at",
    )


if __name__ == "__main__":
    for name, schema in SCHEMAS.items():
        text = json.dumps(schema(), indent=2, ensure_ascii=False)
        (Path("docs") / name).write_text(text + "\n", "utf-8")
