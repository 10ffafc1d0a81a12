"""Writes an assessment as the file that ``read_assessment`` reads back to an equal assessment."""

from __future__ import annotations

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assessment.decision.assessment import (
    Answer,
    Assessment,
    BoundaryOverride,
    Context,
    SymptomRating,
    Team,
)
from assessment.file.knowledge import knowledge_mapping
from assessment.file.mapping import flowing, plain, without_blanks
from assessment.file.scenario import scenario_mapping
from workflows.definition.model import Definition
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
        "context": _context(assessment.context, definition),
        "symptoms": [_symptom(rating) for rating in assessment.symptoms],
        "map": to_mapping(definition),
        "answers": CommentedMap((a.question, _answer(a)) for a in assessment.answers.values()),
        "weights": flowing(CommentedMap((q, plain(w)) for q, w in assessment.weights.items())),
        "boundary": CommentedMap(
            (override.step, _override(override))
            for override in assessment.boundary.values()
            if override.step in definition.by_id
        ),
        "scenario": scenario_mapping(assessment.scenario, definition),
        "plan": CommentedMap(start=assessment.plan_start) if assessment.plan_start else None,
        "knowledge": knowledge_mapping(assessment.knowledge),
    }
    return dumped(without_blanks(sections))


def _context(context: Context, definition: Definition) -> CommentedMap:
    mapping = without_blanks(
        {
            "summary": context.summary,
            "industry": context.industry,
            "regulation": flowing(CommentedSeq(context.regulation)),
            "cases_now": plain(context.cases_now),
            "cases_expected": plain(context.cases_expected),
            "teams": [_team(team, definition) for team in context.teams],
            "event_experience": context.event_experience and context.event_experience.value,
        }
    )
    # An empty list says that there is nothing; a missing key, that nobody has said.
    if context.observability is not None:
        mapping["observability"] = flowing(CommentedSeq(context.observability))
    mapping.update(
        without_blanks({"cloud": context.cloud, "operations_budget": context.operations_budget})
    )
    return mapping


def _team(team: Team, definition: Definition) -> CommentedMap:
    known = [name for name in team.owns if name in definition.participants_by_id]
    found = {"name": team.name, "people": team.people, "owns": flowing(CommentedSeq(known))}
    return flowing(without_blanks(found))


def _symptom(rating: SymptomRating) -> CommentedMap:
    found = {
        "symptom": rating.symptom,
        "perspective": rating.perspective.value,
        "severity": rating.severity,
        "note": rating.note,
    }
    return flowing(without_blanks(found))


def _answer(answer: Answer) -> CommentedMap:
    return flowing(without_blanks({"answer": answer.value, "reason": answer.reason}))


def _override(override: BoundaryOverride) -> CommentedMap:
    return flowing(without_blanks({"side": override.side.value, "reason": override.reason}))
