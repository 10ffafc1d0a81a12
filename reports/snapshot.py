"""A report's content as plain JSON data and back: what stood when somebody asked for the report.

The printed report is made from this and from nothing else, so it can be printed again years later
whatever has happened to the project meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints

from reports.content import Evidence, ReportContent
from workflows.definition.model import OrchestrationModel
from workflows.models.plain import from_plain, to_plain
from workflows.sandbox.outcome import Experiment, ModelOutcome
from workflows.sandbox.scenario import Scenario

__all__ = ["freeze", "input_hash", "thaw"]

_ABOUT_THE_PRINT = frozenset({"number", "made_on", "author", "software", "input_sha256"})


def freeze(content: ReportContent) -> dict[str, Any]:
    """The content as JSON data that ``thaw`` reads back without loss."""
    plain = {
        field.name: to_plain(getattr(content, field.name))
        for field in fields(content)
        if field.name != "evidence"
    }
    return plain | {"evidence": _freeze_evidence(content.evidence)}


def thaw(data: Mapping[str, Any]) -> ReportContent:
    """The content that ``freeze`` wrote."""
    hints = get_type_hints(ReportContent)
    values = {
        name: from_plain(hints[name], value) for name, value in data.items() if name != "evidence"
    }
    return ReportContent(**values, evidence=_thaw_evidence(data["evidence"]))


def input_hash(content: ReportContent) -> str:
    """SHA-256 over everything that was stated or measured; two reports on the same inputs have the
    same hash, whoever printed them and when."""
    inputs = {k: v for k, v in freeze(content).items() if k not in _ABOUT_THE_PRINT}
    canonical = json.dumps(inputs, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _freeze_evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    if evidence is None:
        return None
    experiment = evidence.experiment
    return {
        "scenario": to_plain(evidence.scenario),
        "seed": experiment.seed,
        "cases": experiment.cases,
        "sentence": experiment.sentence,
        "outcomes": {model.value: o.as_json() for model, o in experiment.outcomes.items()},
    }


def _thaw_evidence(data: Mapping[str, Any] | None) -> Evidence | None:
    if data is None:
        return None
    experiment = Experiment(
        seed=data["seed"],
        cases=data["cases"],
        sentence=data["sentence"],
        outcomes={
            OrchestrationModel(model): ModelOutcome.from_json(outcome)
            for model, outcome in data["outcomes"].items()
        },
    )
    return Evidence(experiment=experiment, scenario=from_plain(Scenario, data["scenario"]))
