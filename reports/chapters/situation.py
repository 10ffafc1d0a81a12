"""Where the team stands: the context, who owns what, and what hurts."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.decision.assessment import Assessment, Context, Perspective, SymptomRating, Team
from assessment.decision.knowledge import Knowledge
from reports.chapters.table import Cell, Table, cell, figures, number, table, words
from reports.content import ReportContent
from reports.figures import count

__all__ = ["Situation", "situation"]

_UNSTATED = "not stated"
_SEVERITIES = ("not at all", "a little", "clearly", "badly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The chapter's parts; None where nobody has said anything yet."""

    summary: str
    facts: Table
    teams: Table | None
    symptoms: Table | None


def situation(content: ReportContent, *, knowledge: Knowledge) -> Situation:
    """What the team said about its surroundings, in the words of the knowledge base."""
    assessment = content.assessment
    return Situation(
        summary=assessment.context.summary,
        facts=_facts(assessment.context, knowledge),
        teams=_teams(assessment),
        symptoms=_symptoms(assessment, knowledge),
    )


def _facts(context: Context, knowledge: Knowledge) -> Table:
    said = {
        field: _words(knowledge, field, value)
        for field, value in (
            ("industry", context.industry),
            ("regulation", context.regulation),
            ("cases_now", context.cases_now),
            ("cases_expected", context.cases_expected),
            ("event_experience", context.event_experience),
            ("observability", context.observability),
            ("cloud", context.cloud),
            ("operations_budget", context.operations_budget),
        )
    }
    rows = [
        (cell(knowledge.context_by_id[field].label), cell(text)) for field, text in said.items()
    ]
    return table("The context", (words("Fact", 32), words("What the team says")), rows)


def _words(knowledge: Knowledge, field: str, value: object) -> str:
    """A fact in words: labels for ids, figures with separators, and plainly what is not stated."""
    match value:
        case None | "":
            return _UNSTATED
        case int() | float():
            return count(value)
        case tuple():
            return ", ".join(knowledge.label(field, str(part)) for part in value) or _UNSTATED
        case _:
            return knowledge.label(field, str(value))


def _teams(assessment: Assessment) -> Table | None:
    if not assessment.context.teams:
        return None
    rows = [_team(team, assessment) for team in assessment.context.teams]
    return table("Teams", (words("Team", 30), figures("People", 12), words("Owns")), rows)


def _team(team: Team, assessment: Assessment) -> tuple[Cell, ...]:
    participants = assessment.definition.participants_by_id
    owned = [participants[i].name if i in participants else i for i in team.owns]
    people = _UNSTATED if team.people is None else f"{team.people:,}"
    return (cell(team.name), number(people), cell(", ".join(owned)))


def _symptoms(assessment: Assessment, knowledge: Knowledge) -> Table | None:
    """One row a symptom that somebody rated, the three perspectives side by side."""
    rated = {(r.symptom, r.perspective): r for r in assessment.symptoms}
    if not rated:
        return None
    known = [s.id for s in knowledge.symptoms]
    unknown = sorted({symptom for symptom, _ in rated} - set(known))
    rows = [
        (
            cell(_statement(symptom, knowledge)),
            *(_rating(rated.get((symptom, perspective))) for perspective in Perspective),
        )
        for symptom in [*known, *unknown]
        if any((symptom, perspective) in rated for perspective in Perspective)
    ]
    headings = [words(perspective.value.capitalize()) for perspective in Perspective]
    return table("What hurts, and who feels it", [words("Statement", 40), *headings], rows)


def _statement(symptom: str, knowledge: Knowledge) -> str:
    known = knowledge.symptom_by_id.get(symptom)
    return known.statement if known else symptom


def _rating(rating: SymptomRating | None) -> Cell:
    if rating is None:
        return cell("")
    strong = rating.severity == len(_SEVERITIES) - 1
    return cell(_SEVERITIES[rating.severity], detail=rating.note, strong=strong)
