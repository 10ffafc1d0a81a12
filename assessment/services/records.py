"""Freeze a milestone, decide about it, and say when to look at it again."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from django.db import transaction

from assessment.decision.knowledge_sets import knowledge_in
from assessment.decision.records.frozen import experiment_data
from assessment.decision.records.review import review_problem
from assessment.decision.records.sections import Ground, record_sections
from assessment.decision.verdict_json import verdict_json
from assessment.exceptions import NothingToFreezeError, RecordRuleError
from assessment.file.write import write_assessment
from assessment.models import Milestone, MilestoneStatus
from assessment.selectors.records import open_milestones
from assessment.selectors.verdicts import Judged, suggested_plan, verdict_of
from projects.exceptions import StaleWriteError
from projects.models import Project, Role, User
from projects.selectors.members import members_of
from projects.services.activity import activity_record
from workflows.models import MapVersion
from workflows.models.plain import to_plain
from workflows.selectors.experiments import latest_experiment
from workflows.selectors.matrix import Matrix, matrix_for

__all__ = [
    "FIRST_STATUSES",
    "MilestoneWish",
    "milestone_decide",
    "milestone_make",
    "milestone_review_set",
]

FIRST_STATUSES = (MilestoneStatus.PROPOSED, MilestoneStatus.ACCEPTED)
"""A milestone begins as one of these."""

_DECIDERS = (Role.OWNER, Role.ARCHITECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneWish:
    """What people say of a milestone; the rest is frozen as it stands. ``supersedes`` is the number
    of the one whose place it takes, None for none."""

    title: str
    note: str
    status: MilestoneStatus
    review_on: dt.date
    supersedes: int | None = None


@transaction.atomic
def milestone_make(
    *, project: Project, by: User, wish: MilestoneWish, token: str, today: dt.date
) -> Milestone:
    """Freeze everything that the verdict rests on as the project's next milestone.

    A ``token`` that came before returns the milestone it made. Raises NothingToFreezeError without
    a workflow map, and RecordRuleError where the wish breaks a rule.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    rows = Milestone.objects.filter(project=project)
    if earlier := rows.filter(token=token).first():
        return earlier
    older = _superseded(project, wish)
    _check(wish, today)
    judged, matrix = verdict_of(project), matrix_for(project)
    if judged is None or matrix is None:
        raise NothingToFreezeError
    newest = rows.only("number").first()
    milestone = Milestone(
        project=project,
        number=newest.number + 1 if newest else 1,
        token=token,
        title=wish.title,
        note=wish.note,
        status=wish.status,
        supersedes=older,
        review_on=wish.review_on,
        made_by=by,
        author=str(by),
        made_on=today,
        **_frozen(judged, matrix, wish.note),
    )
    milestone.full_clean()
    milestone.save(force_insert=True)
    _take_place(milestone)
    _record(milestone, by, "froze")
    return milestone


@transaction.atomic
def milestone_decide(
    *, milestone: Milestone, by: User, status: MilestoneStatus, expected: int
) -> Milestone:
    """Accept or reject a proposed milestone; accepting it supersedes the one it names.

    Raises StaleWriteError where somebody changed it after revision ``expected``, and
    RecordRuleError where it is decided already.
    """
    row = _locked(milestone, expected)
    if status not in (MilestoneStatus.ACCEPTED, MilestoneStatus.REJECTED):
        raise RecordRuleError("status", "Accept it or reject it.")
    if not row.is_proposed:
        raise RecordRuleError("status", f"It is {row.status} already, and that stays so.")
    _change(row, status=status)
    _take_place(row)
    _record(row, by, status.value)
    return row


@transaction.atomic
def milestone_review_set(
    *, milestone: Milestone, by: User, review_on: dt.date, today: dt.date, expected: int
) -> Milestone:
    """Set the day on which to look at it again, within a year from ``today``.

    Raises as ``milestone_decide``.
    """
    row = _locked(milestone, expected)
    if row.status not in FIRST_STATUSES:
        raise RecordRuleError("review_on", f"It is {row.status}: there is nothing to review.")
    if problem := review_problem(review_on, today):
        raise RecordRuleError("review_on", problem)
    if row.review_on != review_on:
        _change(row, review_on=review_on)
        _record(row, by, f"set the review to {review_on.isoformat()} of")
    return row


def _check(wish: MilestoneWish, today: dt.date) -> None:
    if wish.status not in FIRST_STATUSES:
        raise RecordRuleError("status", "A milestone begins as proposed or accepted.")
    if problem := review_problem(wish.review_on, today):
        raise RecordRuleError("review_on", problem)


def _superseded(project: Project, wish: MilestoneWish) -> Milestone | None:
    if wish.supersedes is None:
        return None
    for older in open_milestones(project):
        if older.number == wish.supersedes:
            return older
    raise RecordRuleError(
        "supersedes",
        f"Milestone {wish.supersedes} cannot be superseded: another took its place already, or it "
        "was rejected. Choose another, or none.",
    )


def _frozen(judged: Judged, matrix: Matrix, note: str) -> dict[str, Any]:
    """The fields that never change again."""
    assessment, verdict, experiment = judged.assessment, judged.verdict, judged.experiment
    file = write_assessment(assessment)
    sha256 = hashlib.sha256(file).hexdigest()
    plan = suggested_plan(judged)
    version_row = matrix.map_version
    ground = Ground(
        assessment=assessment,
        verdict=verdict,
        knowledge=knowledge_in(assessment.knowledge),
        plan=plan,
        experiment=experiment,
        software=version("podium"),
        sha256=sha256,
        note=note,
        map_name=f"map version {version_row.number}",
    )
    run = latest_experiment(version_row.project) if experiment else None
    return {
        "file": file.decode(),
        "sha256": sha256,
        "verdict": verdict_json(assessment, verdict, experiment, plan, sha256),
        "experiment": experiment_data(experiment),
        "experiment_number": run.number if run else None,
        "notes": to_plain(judged.notes),
        "record": {
            "sections": record_sections(ground),
            "people": _people(version_row.project),
            "titles": {asked.question: asked.title for asked in verdict.questions},
        },
        "recommended": verdict.recommended.value,
        "sentence": verdict.sentence,
        "map_version": version_row.number,
        "map_sha256": _map_hash(version_row),
        "knowledge_version": verdict.knowledge_version,
        "knowledge_name": assessment.knowledge.name,
        "software": ground.software,
    }


def _map_hash(version_row: MapVersion) -> str:
    original = MapVersion.objects.values_list("original", flat=True).get(pk=version_row.pk)
    return hashlib.sha256(bytes(original)).hexdigest()


def _people(project: Project) -> dict[str, list[str]]:
    """Who decides, who was asked, who is told: owners and architects, contributors,
    stakeholders."""
    members = [(Role(member.role), str(member.user)) for member in members_of(project)]
    return {
        "deciders": [name for role, name in members if role in _DECIDERS],
        "consulted": [name for role, name in members if role is Role.CONTRIBUTOR],
        "informed": [name for role, name in members if role is Role.STAKEHOLDER],
    }


def _locked(milestone: Milestone, expected: int) -> Milestone:
    Project.objects.select_for_update().get(pk=milestone.project_id)
    row = Milestone.objects.select_related("project", "supersedes").get(pk=milestone.pk)
    if row.revision != expected:
        raise StaleWriteError(f"milestone {row.number}")
    return row


def _change(row: Milestone, **values: Any) -> None:
    changes = values | {"revision": row.revision + 1}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))


def _take_place(milestone: Milestone) -> None:
    """An accepted milestone supersedes the one it names."""
    older = milestone.supersedes
    if milestone.is_accepted and older and older.status in FIRST_STATUSES:
        _change(older, status=MilestoneStatus.SUPERSEDED)


def _record(milestone: Milestone, by: User, verb: str) -> None:
    subject = f"milestone {milestone.number}, “{milestone.title}”"
    activity_record(
        project=milestone.project,
        actor=by,
        verb=verb,
        subject=subject,
        url=milestone.get_absolute_url(),
    )
