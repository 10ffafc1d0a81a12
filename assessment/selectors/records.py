"""Read milestones: a project's list, one of them, its record, and what stands in its place now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from assessment.decision.knowledge import Knowledge
from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.plan import plan_for
from assessment.decision.records.comparison import Standing
from assessment.decision.records.frozen import experiment_from, verdict_differences
from assessment.decision.records.record import (
    Head,
    Neighbour,
    record_file_name,
    record_markdown,
)
from assessment.decision.verdict import verdict_for
from assessment.decision.verdict_json import verdict_json
from assessment.exceptions import FrozenUnreadableError, KnowledgeUnusableError
from assessment.file.read import read_assessment
from assessment.models import Milestone, MilestoneStatus
from assessment.selectors.knowledge import knowledge_of
from assessment.selectors.verdicts import verdict_of
from projects.models import Project
from workflows.definition.findings import DefinitionError, Finding
from workflows.definition.model import OrchestrationModel
from workflows.models.plain import from_plain

__all__ = [
    "Recheck",
    "RecordFile",
    "current_milestone",
    "milestone_of",
    "milestones_of",
    "open_milestones",
    "recheck",
    "record_files",
    "record_of",
    "review_due",
    "reviews_due",
    "standing_now",
    "standing_of",
]

_HEAVY = ("file", "verdict", "experiment", "notes", "record")


def milestones_of(project: Project) -> QuerySet[Milestone]:
    """All milestones, newest first, for a list: without what is frozen. One query."""
    milestones = Milestone.objects.filter(project=project).defer(*_HEAVY)
    return milestones.select_related("supersedes").defer(*(f"supersedes__{n}" for n in _HEAVY))


def milestone_of(project: Project, number: int) -> Milestone | None:
    """One milestone, whole; None for anything else. One query."""
    milestones = Milestone.objects.filter(project=project, number=number)
    return milestones.select_related("supersedes").first()


def open_milestones(project: Project) -> list[Milestone]:
    """Those that a new milestone may supersede, newest first. One query."""
    taken = Milestone.objects.filter(project=project, supersedes__isnull=False)
    gone = taken.exclude(status=MilestoneStatus.REJECTED).values("supersedes")
    standing = [MilestoneStatus.PROPOSED, MilestoneStatus.ACCEPTED]
    return list(milestones_of(project).filter(status__in=standing).exclude(pk__in=gone))


def current_milestone(project: Project) -> Milestone | None:
    """The newest decision that was accepted and that nothing supersedes. One query."""
    return milestones_of(project).filter(status=MilestoneStatus.ACCEPTED).first()


def review_due(project: Project, today: dt.date) -> Milestone | None:
    """The current decision, where its review date has passed. One query."""
    current = current_milestone(project)
    return current if current and current.review_on < today else None


def reviews_due(projects: Iterable[UUID], today: dt.date) -> set[UUID]:
    """Those of the projects, by their ids, whose current decision is due for review. One query."""
    accepted = Milestone.objects.filter(project__in=list(projects), status="accepted")
    # The later one of a project takes the place of the earlier.
    newest = dict(accepted.order_by("number").values_list("project", "review_on"))
    return {project for project, review_on in newest.items() if review_on < today}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """A decision record as a file."""

    name: str
    content: str
    made_at: dt.datetime


def record_of(milestone: Milestone) -> RecordFile:
    """The milestone's decision record with its status and links as they are now. One query."""
    successor = milestone.successors.exclude(status=MilestoneStatus.REJECTED).first()
    return _record(milestone, successor)


def record_files(project: Project) -> list[RecordFile]:
    """All records, the oldest first. One query."""
    whole = Milestone.objects.filter(project=project).select_related("supersedes")
    milestones = list(whole.defer("file", "verdict", "experiment").order_by("number"))
    successors = {
        one.supersedes_id: one for one in milestones if one.status != MilestoneStatus.REJECTED
    }
    return [_record(one, successors.get(one.pk)) for one in milestones]


def _record(milestone: Milestone, successor: Milestone | None) -> RecordFile:
    people: Mapping[str, list[str]] = milestone.record["people"]
    is_superseded = milestone.status == MilestoneStatus.SUPERSEDED
    head = Head(
        number=milestone.number,
        title=milestone.title,
        status=milestone.status,
        date=milestone.made_on,
        review_on=milestone.review_on,
        deciders=tuple(people["deciders"]),
        consulted=tuple(people["consulted"]),
        informed=tuple(people["informed"]),
        supersedes=_neighbour(milestone.supersedes),
        superseded_by=_neighbour(successor) if is_superseded else None,
    )
    content = record_markdown(head, milestone.record["sections"])
    return RecordFile(name=record_file_name(head), content=content, made_at=milestone.made_at)


def _neighbour(milestone: Milestone | None) -> Neighbour | None:
    return Neighbour(number=milestone.number, title=milestone.title) if milestone else None


def standing_of(milestone: Milestone) -> Standing:
    """What the milestone froze, read back from its own file.

    Raises FrozenUnreadableError where this Podium cannot read the file any more.
    """
    try:
        read = read_assessment(milestone.file.encode(), source="milestone.yaml")
    except DefinitionError as error:
        raise FrozenUnreadableError(milestone.number, str(error)) from error
    return Standing(
        label=f"milestone {milestone.number}",
        assessment=read.assessment,
        knowledge=knowledge_in(read.assessment.knowledge),
        software=milestone.software,
        experiment=experiment_from(milestone.experiment),
        notes=from_plain(tuple[Finding, ...], milestone.notes),
        scores={OrchestrationModel(m): s for m, s in milestone.verdict["scores"].items()},
    )


def standing_now(project: Project) -> Standing | None:
    """What stands in the project now; None without a workflow map. Twelve queries."""
    judged = verdict_of(project)
    if judged is None:
        return None
    return Standing(
        label="now",
        assessment=judged.assessment,
        knowledge=knowledge_in(judged.assessment.knowledge),
        software=version("podium"),
        experiment=judged.experiment,
        notes=judged.notes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """What today's Podium says about the frozen input. ``differences`` is empty where it reaches
    the same verdict; ``knowledge`` names the knowledge it judged by."""

    knowledge: str
    sentence: str
    differences: tuple[str, ...]


def recheck(milestone: Milestone, project: Project) -> tuple[Recheck, ...]:
    """The frozen file judged again: by its own knowledge, then by what the project uses today,
    where that is another. One query.

    Raises FrozenUnreadableError as ``standing_of``.
    """
    standing = standing_of(milestone)
    own = _rechecked(milestone, standing, standing.knowledge)
    try:
        today = knowledge_of(project)
    except KnowledgeUnusableError:
        return (own,)
    if today.suitability.version == standing.knowledge.suitability.version:
        return (own,)
    return (own, _rechecked(milestone, standing, today))


def _rechecked(milestone: Milestone, standing: Standing, knowledge: Knowledge) -> Recheck:
    verdict = verdict_for(
        standing.assessment, standing.experiment, notes=standing.notes, knowledge=knowledge
    )
    plan = plan_for(standing.assessment, verdict, knowledge=knowledge)
    today: dict[str, Any] = verdict_json(
        standing.assessment, verdict, standing.experiment, plan, milestone.sha256
    )
    return Recheck(
        knowledge=knowledge.suitability.version,
        sentence=verdict.sentence,
        differences=verdict_differences(milestone.verdict, today),
    )
