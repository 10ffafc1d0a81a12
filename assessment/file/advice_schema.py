"""The JSON Schema of what follows from a verdict: the last part of ``verdict.json``."""

from __future__ import annotations

from assessment.decision.assessment import WeightingMethod
from assessment.decision.tools.toolbox import Role
from assessment.file.costs import costs_verdict_schema
from assessment.file.schema_blocks import (
    AMOUNT,
    COUNT,
    NUMBER,
    POINTS,
    SHARE,
    TEXT,
    Schema,
    any_key,
    complete,
    list_of,
)
from workflows.definition.model import OrchestrationModel, Side

__all__ = ["advice_schema"]

_FLAG: Schema = {"type": "boolean"}
_TEXTS: Schema = list_of(TEXT)
_MODELS = [model.value for model in OrchestrationModel]
_MODEL: Schema = {"enum": _MODELS}
_SIDE: Schema = {"enum": [side.value for side in Side]}


def advice_schema() -> Schema:
    """The schema of each part by its key."""
    return {
        "weighting": _weighting(),
        "tools": _tools(),
        "costs": costs_verdict_schema(),
        "migration": _migration(),
        "cases": _cases(),
    }


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _weighting() -> Schema:
    methods = ["none", *(method.value for method in WeightingMethod)]
    return complete(
        {
            "method": {"enum": methods},
            "concentration": AMOUNT,
            "consistency_ratio": _or_null(AMOUNT),
            "spread": _or_null(AMOUNT),
        }
    )


def _tools() -> Schema:
    rating = {
        "tool": TEXT,
        "role": {"enum": [role.value for role in Role]},
        "rating": POINTS,
        "ruled_out": _TEXTS,
    }
    reasons = {"for": _TEXTS, "against": _TEXTS}
    return complete(
        {
            "model": _MODEL,
            "sentence": TEXT,
            "combinations": list_of(complete({"tools": _TEXTS, "rating": POINTS, **reasons})),
            "tools": list_of(complete({**rating, **reasons})),
            "unknown": list_of(complete({"fact": TEXT, "text": TEXT})),
        }
    )


def _migration() -> Schema:
    advice = {"id": TEXT, "text": TEXT, "because": TEXT, "source": TEXT}
    return complete(
        {
            "state": TEXT,
            "from": TEXT,
            "to": _MODEL,
            "sentence": TEXT,
            "caution": TEXT,
            "criticality": any_key(NUMBER),
            "waves": list_of(_wave()),
            "in_flight": _or_null(complete({"policy": TEXT, "sentence": TEXT})),
            "schema_rules": list_of(complete({"title": TEXT, "text": TEXT, "source": TEXT})),
            "organisation": list_of(complete(advice)),
            "assumptions": _TEXTS,
        }
    )


def _wave() -> Schema:
    criteria = list_of(complete({"text": TEXT, "source": TEXT}))
    relay = {"kind": TEXT, "source": TEXT, "target": TEXT, "stays": _FLAG}
    return complete(
        {
            "number": COUNT,
            "kind": TEXT,
            "title": TEXT,
            "moves": list_of(complete({"step": TEXT, "from": TEXT, "to": _SIDE})),
            "relays": list_of(complete(relay)),
            "entry": criteria,
            "exit": criteria,
            "roll_back": TEXT,
            "past_undoing": TEXT,
            "teams": _TEXTS,
            "effort": TEXT,
        }
    )


def _cases() -> Schema:
    rule = {
        "rule": TEXT,
        "favours": list_of(_MODEL),
        "against": list_of(_MODEL),
        "facts": _TEXTS,
        "followed": _FLAG,
    }
    near = {
        "case": TEXT,
        "chose": _or_null(_MODEL),
        "likeness": SHARE,
        "compared": COUNT,
        "alike": _TEXTS,
        "apart": _TEXTS,
    }
    return complete({"guide": list_of(complete(rule)), "nearest": list_of(complete(near))})
