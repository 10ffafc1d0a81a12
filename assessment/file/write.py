"""Writes an assessment as the file that ``read_assessment`` reads back to an equal assessment."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assessment.decision.assessment import (
    Answer,
    Assessment,
    BoundaryOverride,
    Context,
    SymptomRating,
    Team,
)
from workflows.definition.model import Definition
from workflows.definition.quantities import format_duration, format_share
from workflows.formats.yaml import to_mapping
from workflows.formats.yaml_output import dumped
from workflows.sandbox.scenario import Fault, Scenario

__all__ = ["write_assessment"]

_BLANKS: tuple[object, ...] = (None, "", [], {})


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
        "weights": _flowing(CommentedMap((q, _plain(w)) for q, w in assessment.weights.items())),
        "boundary": CommentedMap(
            (override.step, _override(override))
            for override in assessment.boundary.values()
            if override.step in definition.by_id
        ),
        "scenario": _scenario(assessment.scenario, definition),
        "plan": CommentedMap(start=assessment.plan_start) if assessment.plan_start else None,
    }
    return dumped(_without_blanks(sections))


def _context(context: Context, definition: Definition) -> CommentedMap:
    mapping = _without_blanks(
        {
            "summary": context.summary,
            "industry": context.industry,
            "regulation": _flowing(CommentedSeq(context.regulation)),
            "cases_now": _plain(context.cases_now),
            "cases_expected": _plain(context.cases_expected),
            "teams": [_team(team, definition) for team in context.teams],
            "event_experience": context.event_experience and context.event_experience.value,
        }
    )
    # An empty list says that there is nothing; a missing key, that nobody has said.
    if context.observability is not None:
        mapping["observability"] = _flowing(CommentedSeq(context.observability))
    mapping.update(
        _without_blanks({"cloud": context.cloud, "operations_budget": context.operations_budget})
    )
    return mapping


def _team(team: Team, definition: Definition) -> CommentedMap:
    known = [name for name in team.owns if name in definition.participants_by_id]
    found = {"name": team.name, "people": team.people, "owns": _flowing(CommentedSeq(known))}
    return _flowing(_without_blanks(found))


def _symptom(rating: SymptomRating) -> CommentedMap:
    found = {
        "symptom": rating.symptom,
        "perspective": rating.perspective.value,
        "severity": rating.severity,
        "note": rating.note,
    }
    return _flowing(_without_blanks(found))


def _answer(answer: Answer) -> CommentedMap:
    return _flowing(_without_blanks({"answer": answer.value, "reason": answer.reason}))


def _override(override: BoundaryOverride) -> CommentedMap:
    return _flowing(_without_blanks({"side": override.side.value, "reason": override.reason}))


def _scenario(scenario: Scenario, definition: Definition) -> CommentedMap:
    return _without_blanks(
        {
            "cases": scenario.cases,
            "seed": scenario.seed,
            "models": _flowing(CommentedSeq(model.value for model in scenario.models)),
            "cases_per_hour": _plain(scenario.cases_per_hour),
            "outbox": scenario.outbox,
            "inbox": scenario.inbox,
            "faults": [
                _fault(fault)
                for fault in scenario.faults
                if fault.step is None or fault.step in definition.by_id
            ],
        }
    )


def _fault(fault: Fault) -> CommentedMap:
    found = {
        "kind": fault.kind.value,
        "share": format_share(fault.share),
        "step": fault.step,
        "duration": format_duration(fault.duration),
    }
    return _flowing(_without_blanks(found))


def _plain(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def _without_blanks(found: dict[str, Any]) -> CommentedMap:
    """The entries that say something: no None, no empty text, list or mapping."""
    return CommentedMap((key, value) for key, value in found.items() if value not in _BLANKS)


def _flowing[Collection: (CommentedMap, CommentedSeq)](collection: Collection) -> Collection:
    """Written on one line, since it is short."""
    collection.fa.set_flow_style()
    return collection
