"""How long the texts of an assessment may be, so that a project can store them.

A file may hold longer ones, which is fine for the command line; a project refuses them by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from assessment.decision.assessment import Assessment
from assessment.models import (
    AnswerRow,
    BoundaryChoice,
    ContextFacts,
    KnowledgeSetRow,
    SymptomMark,
    TeamRow,
)
from workflows.definition.findings import Problem

__all__ = ["too_long"]

type _Text = tuple[str, str, type[models.Model], str]


def too_long(stated: Assessment) -> tuple[Problem, ...]:
    """A problem for each text that its column cannot hold, in the order of the file."""
    return tuple(
        Problem(where=where, message=f"must have at most {limit} characters, got {len(text)}")
        for where, text, model, field in _texts(stated)
        if len(text) > (limit := _limit(model, field))
    )


def _limit(model: type[models.Model], field: str) -> int:
    """The most characters that a text column of ours holds."""
    limit: int = model._meta.get_field(field).max_length  # type: ignore[union-attr, assignment]
    return limit


def _texts(stated: Assessment) -> Iterator[_Text]:
    """Where each text stands, the text, and the column that stores it."""
    yield "context.summary", stated.context.summary, ContextFacts, "summary"
    for team in stated.context.teams:
        yield f"team '{team.name[:40]}': name", team.name, TeamRow, "name"
    for rating in stated.symptoms:
        yield f"symptom '{rating.symptom}': note", rating.note, SymptomMark, "note"
    for question, answer in stated.answers.items():
        yield f"answer '{question}': reason", answer.reason, AnswerRow, "reason"
    for step, override in stated.boundary.items():
        yield f"boundary of '{step}': reason", override.reason, BoundaryChoice, "reason"
    yield "knowledge.name", stated.knowledge.name, KnowledgeSetRow, "name"
