"""The JSON Schemas of the assessment file and of ``verdict.json``, made from model and knowledge.

``docs/assessment.schema.json`` and ``docs/verdict.schema.json`` are these schemas; tests keep
them equal. ``python -m assessment.file.schema`` writes both.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from assessment.decision.assessment import EventExperience, Perspective
from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.file.costs import costs_schema
from assessment.file.weights import weights_schema
from workflows.definition.findings import Severity
from workflows.definition.model import OrchestrationModel, Side
from workflows.engine.drivers.faults import CrashPoint
from workflows.formats.schema import definition_schema, requirements_schema
from workflows.sandbox.outcome import CaseVerdict
from workflows.sandbox.scenario import MAX_CASES, MAX_REPLICATIONS, FaultKind

__all__ = ["SCHEMAS", "assessment_schema", "verdict_schema"]

type Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_CHANGEABLE: Schema = {"enum": ["answer", "weight"]}
_AMOUNT: Schema = {"type": "number", "minimum": 0}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_POINTS: Schema = {"type": "number", "minimum": 0, "maximum": 100}
_ANSWER: Schema = {"type": "integer", "minimum": 1, "maximum": 5}
_DAY: Schema = {"type": "integer", "minimum": 1, "maximum": 30}
_FLAG: Schema = {"enum": [True, False, "yes", "no"]}
_WRITTEN_SHARE: Schema = {
    "anyOf": [_SHARE, {"type": "string", "pattern": r"^\d+(\.\d+)?%?$"}],
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
    named = _mapping({"file": _TEXT}, "file")
    return {
        "$schema": _DRAFT,
        "$id": "urn:podium:assessment:1",
        "title": "Podium assessment file",
        **_mapping(
            {
                "podium": {"const": 1},
                "name": _TEXT,
                "context": _context(knowledge),
                "symptoms": _list(_symptom(knowledge)),
                "map": {"anyOf": [named, {"$ref": "#/$defs/map"}]},
                "requirements": _any_key(_mapping(requirements_schema())),
                "answers": _per_question(knowledge, _stated_answer()),
                "weights": weights_schema(knowledge.question_ids),
                "boundary": _any_key(_with_reason("side", _enumeration(Side))),
                "scenario": _scenario(),
                "costs": costs_schema(),
                "plan": _mapping({"start": {"type": "string", "format": "date"}}),
            },
            "podium",
            "map",
        ),
        "$defs": {"map": _embedded(definition_schema())},
    }


def verdict_schema() -> Schema:
    """What ``verdict.json`` says, draft 2020-12."""
    models = [model.value for model in OrchestrationModel]
    return {
        "$schema": _DRAFT,
        "$id": "urn:podium:verdict:1",
        "title": "Podium verdict",
        **_complete(
            {
                "podium": _TEXT,
                "input_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "recommended": {"enum": models},
                "scores": _complete(dict.fromkeys(models, _POINTS)),
                "margin": _POINTS,
                "close_call": {"type": "boolean"},
                "sentence": _TEXT,
                "table_scores": _complete(dict.fromkeys(models, _POINTS)),
                "robustness": _robustness(models),
                "smallest_change": _list(_change()),
                "flips": _list(_flip(models)),
                "witnesses": _list(_witness(models)),
                "knowledge": _TEXT,
                "answers": _list(_answer(load_knowledge())),
                "boundary": _any_key(_enumeration(Side)),
                "boundary_fit": _fit(),
                "placements": _list(_placement()),
                "findings": _list(_finding()),
                "experiment": {"anyOf": [{"type": "null"}, _experiment(models)]},
                "plan": _list(_task()),
            }
        ),
    }


SCHEMAS = {
    "assessment.schema.json": assessment_schema,
    "verdict.schema.json": verdict_schema,
}


def _mapping(properties: Schema, *required: str) -> Schema:
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})


def _complete(properties: Schema) -> Schema:
    """A mapping that has all of these keys and no other."""
    return _mapping(properties, *properties)


def _any_key(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _enumeration(values: type[StrEnum]) -> Schema:
    return {"enum": [value.value for value in values]}


def _with_reason(key: str, value: Schema) -> Schema:
    """A value alone, or as a mapping with its reason."""
    return {"anyOf": [value, _mapping({key: value, "reason": _TEXT}, key)]}


def _stated_answer() -> Schema:
    """An answer alone, or with its reason, its range and what was seen when it was given."""
    ends = {"type": "array", "items": _ANSWER, "minItems": 2, "maxItems": 2}
    seen = _mapping({"suggested": _ANSWER, "facts": _any_key(_TEXT)}, "suggested")
    keys = {"answer": _ANSWER, "reason": _TEXT, "range": ends, "seen": seen}
    return {"anyOf": [_ANSWER, _mapping(keys, "answer")]}


def _per_question(knowledge: Knowledge, value: Schema) -> Schema:
    return _mapping(dict.fromkeys(knowledge.question_ids, value))


def _embedded(schema: Schema) -> Schema:
    # It keeps its id, to which its own references are relative.
    return {key: value for key, value in schema.items() if key != "$schema"}


def _context(knowledge: Knowledge) -> Schema:
    def options(field: str) -> Schema:
        return {"enum": list(knowledge.context_by_id[field].option_ids)}

    team = _mapping({"name": _TEXT, "people": _COUNT, "owns": _list(_TEXT)}, "name")
    return _mapping(
        {
            "summary": _TEXT,
            "industry": options("industry"),
            "regulation": _list(options("regulation")),
            "cases_now": _AMOUNT,
            "cases_expected": _AMOUNT,
            "changing": _list(_TEXT),
            "current_model": options("current_model"),
            "debugging_share": _WRITTEN_SHARE,
            "teams": _list(team),
            "event_experience": _enumeration(EventExperience),
            "observability": _list(options("observability")),
            "delivery": options("delivery"),
            "operations_budget": options("operations_budget"),
            "cloud": options("cloud"),
            "hosting": options("hosting"),
            "constraints": _list(options("constraints")),
            "languages": _list(options("languages")),
            "skills": _list(options("skills")),
        }
    )


def _symptom(knowledge: Knowledge) -> Schema:
    return _mapping(
        {
            "symptom": {"enum": list(knowledge.symptom_by_id)},
            "perspective": _enumeration(Perspective),
            "severity": {"type": "integer", "minimum": 0, "maximum": 3},
            "note": _TEXT,
        },
        "symptom",
        "perspective",
        "severity",
    )


def _scenario() -> Schema:
    return _mapping(
        {
            "cases": {"type": "integer", "minimum": 1, "maximum": MAX_CASES},
            "seed": _COUNT,
            "models": _list(_enumeration(OrchestrationModel)),
            "cases_per_hour": {"type": "number", "exclusiveMinimum": 0},
            "outbox": _FLAG,
            "inbox": _FLAG,
            "watchdog": _DURATION,
            "redrive": _DURATION,
            "standby": _DURATION,
            "warm_up": _COUNT,
            "replications": {"type": "integer", "minimum": 1, "maximum": MAX_REPLICATIONS},
            "faults": _list(_fault()),
            "new_version": _new_version(),
        }
    )


def _fault() -> Schema:
    return _mapping(
        {
            "kind": _enumeration(FaultKind),
            "share": _WRITTEN_SHARE,
            "step": _TEXT,
            "participant": _TEXT,
            "window": {"type": "string", "description": "10s..2m"},
            "nth": {"type": "integer", "minimum": 1},
            "case": _COUNT,
            "point": _enumeration(CrashPoint),
            "duration": _DURATION,
            "factor": {"type": "number", "minimum": 1},
        },
        "kind",
    )


def _new_version() -> Schema:
    return _mapping(
        {
            "map": {"anyOf": [_mapping({"file": _TEXT}, "file"), {"$ref": "#/$defs/map"}]},
            "at": _DURATION,
            "migrate": _FLAG,
            "mapping": _any_key(_TEXT),
        },
        "map",
        "at",
    )


def _answer(knowledge: Knowledge) -> Schema:
    evidence = _complete({"text": _TEXT, "fact": _TEXT, "pull": {"type": "number"}})
    return _complete(
        {
            "question": {"enum": list(knowledge.question_ids)},
            "answer": _ANSWER,
            "low": _ANSWER,
            "high": _ANSWER,
            "weight": _POINTS,
            "suggested": _ANSWER,
            "evidence": _list(evidence),
            "stated": {"type": "boolean"},
            "reason": _TEXT,
        }
    )


def _robustness(models: list[str]) -> Schema:
    return _complete(
        {
            "draws": _COUNT,
            "concentration": _AMOUNT,
            "firsts": _complete(dict.fromkeys(models, _COUNT)),
            "regret": _complete(dict.fromkeys(models, _POINTS)),
            "lead_low": _NUMBER,
            "lead_high": _NUMBER,
            "tornado": _list(_bar()),
        }
    )


def _bar() -> Schema:
    ends = dict.fromkeys(("low", "high", "lead_at_low", "lead_at_high"), _NUMBER)
    return _complete({"what": _CHANGEABLE, "question": _TEXT, **ends})


def _change() -> Schema:
    return _complete({"question": _TEXT, "before": _ANSWER, "after": _ANSWER})


def _flip(models: list[str]) -> Schema:
    return _complete(
        {
            "what": _CHANGEABLE,
            "question": _TEXT,
            "before": _POINTS,
            "after": _POINTS,
            "winner": {"enum": models},
        }
    )


def _witness(models: list[str]) -> Schema:
    return _complete({"name": _TEXT, "says": {"enum": [*models, None]}, "because": _TEXT})


def _fit() -> Schema:
    points = ("gain", "price", "centralized", "choreography", "total")
    return _complete(
        {
            "fit": _SHARE,
            "crossings": _COUNT,
            "cost_of_overrides": _NUMBER,
            **dict.fromkeys(points, _NUMBER),
        }
    )


def _placement() -> Schema:
    return _complete(
        {
            "step": _TEXT,
            "side": _enumeration(Side),
            "suggested": _enumeration(Side),
            "overridden": {"type": "boolean"},
            "reason": _TEXT,
            "cost": _NUMBER,
        }
    )


def _finding() -> Schema:
    severity = _enumeration(Severity)
    return _complete({"code": _TEXT, "severity": severity, "where": _TEXT, "message": _TEXT})


def _experiment(models: list[str]) -> Schema:
    seconds = {"type": ["number", "null"], "minimum": 0}
    outcome = _complete(
        {
            **{verdict.value: _SHARE for verdict in CaseVerdict},
            "latency_s": _complete(dict.fromkeys(("p50", "p95", "p99"), seconds)),
            "messages_per_case": _AMOUNT,
            "durable_writes_per_case": _AMOUNT,
        }
    )
    by_model = _mapping(dict.fromkeys(models, outcome))
    return _complete({"seed": _COUNT, "cases": _COUNT, "models": by_model})


def _task() -> Schema:
    week = {"type": "integer", "minimum": 1, "maximum": 5}
    return _complete({"day": _DAY, "week": week, "title": _TEXT, "because": _TEXT})


if __name__ == "__main__":
    for name, schema in SCHEMAS.items():
        text = json.dumps(schema(), indent=2, ensure_ascii=False)
        (Path("docs") / name).write_text(text + "\n", "utf-8")
