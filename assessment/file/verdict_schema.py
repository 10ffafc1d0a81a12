"""The JSON Schema of ``verdict.json``."""

from __future__ import annotations

from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_loading import load_knowledge
from assessment.file.advice_schema import advice_schema
from assessment.file.schema_blocks import (
    AMOUNT,
    ANSWER,
    COUNT,
    DRAFT,
    NUMBER,
    POINTS,
    SHARE,
    TEXT,
    Schema,
    any_key,
    complete,
    enumeration,
    list_of,
    mapping,
)
from workflows.definition.findings import Severity
from workflows.definition.model import OrchestrationModel, Side
from workflows.sandbox.outcome import CaseVerdict

__all__ = ["verdict_schema"]

_CHANGEABLE: Schema = {"enum": ["answer", "weight"]}
_DAY: Schema = {"type": "integer", "minimum": 1, "maximum": 30}


def verdict_schema() -> Schema:
    """What ``verdict.json`` says, draft 2020-12."""
    models = [model.value for model in OrchestrationModel]
    return {
        "$schema": DRAFT,
        "$id": "urn:podium:verdict:1",
        "title": "Podium verdict",
        **complete(
            {
                "podium": TEXT,
                "input_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "recommended": {"enum": models},
                "scores": complete(dict.fromkeys(models, POINTS)),
                "margin": POINTS,
                "close_call": {"type": "boolean"},
                "sentence": TEXT,
                "table_scores": complete(dict.fromkeys(models, POINTS)),
                "robustness": _robustness(models),
                "smallest_change": list_of(_change()),
                "flips": list_of(_flip(models)),
                "witnesses": list_of(_witness(models)),
                "knowledge": TEXT,
                "answers": list_of(_answer(load_knowledge())),
                "boundary": any_key(enumeration(Side)),
                "boundary_fit": _fit(),
                "placements": list_of(_placement()),
                "findings": list_of(_finding()),
                "experiment": {"anyOf": [{"type": "null"}, _experiment(models)]},
                "plan": list_of(_task()),
                **advice_schema(),
            }
        ),
    }


def _answer(knowledge: Knowledge) -> Schema:
    evidence = complete(
        {
            "text": TEXT,
            "fact": TEXT,
            "pull": NUMBER,
            "why": TEXT,
            "source": TEXT,
            "known": {"type": "boolean"},
        }
    )
    return complete(
        {
            "question": {"enum": list(knowledge.question_ids)},
            "answer": ANSWER,
            "low": ANSWER,
            "high": ANSWER,
            "weight": POINTS,
            "suggested": ANSWER,
            "evidence": list_of(evidence),
            "stated": {"type": "boolean"},
            "reason": TEXT,
        }
    )


def _robustness(models: list[str]) -> Schema:
    return complete(
        {
            "draws": COUNT,
            "concentration": AMOUNT,
            "firsts": complete(dict.fromkeys(models, COUNT)),
            "regret": complete(dict.fromkeys(models, POINTS)),
            "lead_low": NUMBER,
            "lead_high": NUMBER,
            "tornado": list_of(_bar()),
        }
    )


def _bar() -> Schema:
    ends = dict.fromkeys(("low", "high", "lead_at_low", "lead_at_high"), NUMBER)
    return complete({"what": _CHANGEABLE, "question": TEXT, **ends})


def _change() -> Schema:
    return complete({"question": TEXT, "before": ANSWER, "after": ANSWER})


def _flip(models: list[str]) -> Schema:
    return complete(
        {
            "what": _CHANGEABLE,
            "question": TEXT,
            "before": POINTS,
            "after": POINTS,
            "winner": {"enum": models},
        }
    )


def _witness(models: list[str]) -> Schema:
    return complete({"name": TEXT, "says": {"enum": [*models, None]}, "because": TEXT})


def _fit() -> Schema:
    points = ("gain", "price", "centralized", "choreography", "total")
    return complete(
        {
            "fit": SHARE,
            "crossings": COUNT,
            "cost_of_overrides": NUMBER,
            **dict.fromkeys(points, NUMBER),
        }
    )


def _placement() -> Schema:
    return complete(
        {
            "step": TEXT,
            "side": enumeration(Side),
            "suggested": enumeration(Side),
            "overridden": {"type": "boolean"},
            "reason": TEXT,
            "cost": NUMBER,
        }
    )


def _finding() -> Schema:
    severity = enumeration(Severity)
    texts = dict.fromkeys(("code", "where", "message", "mend", "source"), TEXT)
    return complete({**texts, "severity": severity})


def _experiment(models: list[str]) -> Schema:
    seconds = {"type": ["number", "null"], "minimum": 0}
    outcome = complete(
        {
            **{verdict.value: SHARE for verdict in CaseVerdict},
            "latency_s": complete(dict.fromkeys(("p50", "p95", "p99"), seconds)),
            "messages_per_case": AMOUNT,
            "durable_writes_per_case": AMOUNT,
        }
    )
    by_model = mapping(dict.fromkeys(models, outcome))
    return complete({"seed": COUNT, "cases": COUNT, "models": by_model})


def _task() -> Schema:
    week = {"type": "integer", "minimum": 1, "maximum": 5}
    return complete({"day": _DAY, "week": week, "title": TEXT, "because": TEXT})
