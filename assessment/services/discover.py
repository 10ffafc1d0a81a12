"""Discover: save the context with its teams, and what each perspective feels."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from assessment.decision.assessment import Context, SymptomRating, Team
from assessment.models import ContextFacts, SymptomMark, TeamRow
from assessment.services.revision import locked_row, revise
from projects.models import Project, User
from projects.services.activity import activity_record

__all__ = ["context_save", "symptom_mark"]


@transaction.atomic
def context_save(*, project: Project, by: User, context: Context, expected: int) -> ContextFacts:
    """Save the context and replace the teams. Saving what is stored already changes nothing.

    Raises StaleRowError where somebody saved the context after version ``expected``.
    """
    row = locked_row(ContextFacts, project=project)
    if row.version and row.to_domain(_teams_of(project)) == context:
        return row
    revise(row, expected=expected, by=by, what="the context", **_fields(context))
    _replace_teams(project, context.teams)
    url = reverse("assessment:context", args=[project.pk])
    activity_record(project=project, actor=by, verb="changed", subject="the context", url=url)
    return row


def _fields(context: Context) -> dict[str, object]:
    seen = context.observability
    return {
        "summary": context.summary,
        "industry": context.industry,
        "regulation": list(context.regulation),
        "cases_now": context.cases_now,
        "cases_expected": context.cases_expected,
        "event_experience": context.event_experience or "",
        "observability": None if seen is None else list(seen),
        "cloud": context.cloud,
        "operations_budget": context.operations_budget,
        "current_model": context.current_model,
        "delivery": context.delivery,
        "changing": list(context.changing),
        "debugging_share": context.debugging_share,
        "hosting": context.hosting,
        "languages": list(context.languages),
        "skills": list(context.skills),
        "constraints": list(context.constraints),
    }


def _teams_of(project: Project) -> tuple[Team, ...]:
    return tuple(row.to_domain() for row in TeamRow.objects.filter(project=project))


def _replace_teams(project: Project, teams: tuple[Team, ...]) -> None:
    TeamRow.objects.filter(project=project).delete()
    rows = [
        TeamRow(project=project, position=at, name=t.name, people=t.people, owns=list(t.owns))
        for at, t in enumerate(teams)
    ]
    TeamRow.objects.bulk_create(rows)


@transaction.atomic
def symptom_mark(
    *, project: Project, by: User, rating: SymptomRating, title: str, expected: int
) -> SymptomMark:
    """Save how much one perspective feels a symptom; ``title`` names it in the activity log.

    Saving what is stored already changes nothing. Raises StaleRowError where somebody else
    marked it after version ``expected`` (0: it was unmarked).
    """
    row = locked_row(
        SymptomMark, project=project, symptom=rating.symptom, perspective=rating.perspective.value
    )
    if row.version and row.to_domain() == rating:
        return row
    revise(
        row,
        expected=expected,
        by=by,
        what="this symptom",
        severity=rating.severity,
        note=rating.note,
    )
    url = reverse("assessment:symptoms", args=[project.pk])
    activity_record(project=project, actor=by, verb="rated the symptom", subject=title, url=url)
    return row
