"""Writes an assessment as the file that ``read_assessment`` reads back to an equal assessment."""

from __future__ import annotations

from ruamel.yaml.comments import CommentedMap

from assessment.decision.assessment import Assessment, BoundaryOverride, SymptomRating
from assessment.file.answers import answers_mapping
from assessment.file.context import context_mapping
from assessment.file.costs import costs_mapping
from assessment.file.knowledge import knowledge_mapping
from assessment.file.mapping import flowing, without_blanks
from assessment.file.scenario import scenario_mapping
from assessment.file.weights import weights_mapping
from workflows.formats.yaml import to_mapping
from workflows.formats.yaml_output import dumped

__all__ = ["write_assessment"]


def write_assessment(assessment: Assessment) -> bytes:
    """The assessment as UTF-8 YAML, the same bytes for the same assessment.

    What is not stated is left out. So is what cannot mean anything: a side, a fault or an owner of
    a step or participant that the map no longer has, and the scenario's boundary, which is
    computed.
    """
    definition = assessment.definition
    sections = {
        "podium": 1,
        "name": assessment.name,
        "context": context_mapping(assessment.context, definition),
        "symptoms": [_symptom(rating) for rating in assessment.symptoms],
        "map": to_mapping(definition),
        "answers": answers_mapping(assessment.answers.values()),
        "weights": weights_mapping(assessment),
        "boundary": CommentedMap(
            (override.step, _override(override))
            for override in assessment.boundary.values()
            if override.step in definition.by_id
        ),
        "scenario": scenario_mapping(assessment.scenario, definition),
        "plan": CommentedMap(start=assessment.plan_start) if assessment.plan_start else None,
        "costs": costs_mapping(assessment.costs),
        "knowledge": knowledge_mapping(assessment.knowledge),
    }
    return dumped(without_blanks(sections))


def _symptom(rating: SymptomRating) -> CommentedMap:
    found = {
        "symptom": rating.symptom,
        "perspective": rating.perspective.value,
        "severity": rating.severity,
        "note": rating.note,
    }
    return flowing(without_blanks(found))


def _override(override: BoundaryOverride) -> CommentedMap:
    return flowing(without_blanks({"side": override.side.value, "reason": override.reason}))
