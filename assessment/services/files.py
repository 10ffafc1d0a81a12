"""Begin a project with an assessment file: all that it states, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from assessment.decision.assessment import Assessment, Context, KnowledgeSet, StatedCosts
from assessment.decision.boundary import scenario_with_boundary
from assessment.file.read import AssessmentFile, read_assessment
from assessment.models import (
    AnswerRow,
    BoundaryChoice,
    CostSheet,
    PlanState,
    SymptomMark,
    WeightSet,
)
from assessment.services.decide import answer_columns
from assessment.services.discover import context_save
from assessment.services.knowledge import knowledge_choose, knowledge_set_store
from assessment.services.limits import too_long
from assessment.services.weights import weight_values
from projects.models import Project, User
from projects.services.activity import activity_record
from projects.services.project import project_create
from workflows.definition.findings import DefinitionError
from workflows.exceptions import QueueFullError
from workflows.formats import registry
from workflows.models import Experiment
from workflows.services.maps import map_upload
from workflows.tasks import experiment_start

__all__ = ["Imported", "example_content", "project_import"]

_LONGEST_NAME = 120

_FORM = "import"
"""Stands for the form that an experiment is asked for with; a project is imported once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A new project and the experiment that runs its scenario: None for a bare map, whose file
    has no scenario, and while the queue is full."""

    project: Project
    experiment: Experiment | None


def example_content(key: str) -> bytes:
    """The assessment file of an example. Raises ``FileNotFoundError`` where there is none."""
    return (Path(settings.BASE_DIR) / "examples" / f"{key}.yaml").read_bytes()


@transaction.atomic
def project_import(*, by: User, name: str, content: bytes) -> Imported:
    """Make a project of an assessment file, or of a bare map, called ``name``; ``by`` owns it.

    Raises ``DefinitionError`` with every problem of the file; then nothing is made.
    """
    file = read_assessment(content, source=name)
    stated = file.assessment
    if problems := too_long(stated):
        raise DefinitionError(problems)
    project = project_create(
        owner=by,
        name=(stated.name or PurePath(name).stem)[:_LONGEST_NAME],
        summary=stated.context.summary,
    )
    _store_map(project, by, name, content, file)
    _store_statements(project, by, stated)
    _store_knowledge(project, by, stated.knowledge)
    url = reverse("assessment:overview", args=[project.pk])
    activity_record(project=project, actor=by, verb="imported", subject=name, url=url)
    return Imported(project=project, experiment=_start_scenario(project, by, content, stated))


def _store_map(project: Project, by: User, name: str, content: bytes, file: AssessmentFile) -> None:
    if _is_bpmn(content):
        # The original keeps its drawing.
        file_name = f"{PurePath(name).stem}.bpmn"
        map_upload(project=project, actor=by, name=file_name, content=content)
        return
    written = registry.write("yaml", file.assessment.definition).content
    map_upload(project=project, actor=by, name=name, content=written)


def _is_bpmn(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _store_statements(project: Project, by: User, stated: Assessment) -> None:
    """Write what the file states as first versions; the log gets one line for all of it."""
    if stated.context != Context():
        context_save(project=project, by=by, context=stated.context, expected=0)
    SymptomMark.objects.bulk_create(
        SymptomMark(
            project=project,
            updated_by=by,
            symptom=rating.symptom,
            perspective=rating.perspective.value,
            severity=rating.severity,
            note=rating.note,
        )
        for rating in stated.symptoms
    )
    AnswerRow.objects.bulk_create(
        AnswerRow(project=project, updated_by=by, question=q, **answer_columns(one))
        for q, one in stated.answers.items()
    )
    BoundaryChoice.objects.bulk_create(
        BoundaryChoice(
            project=project, updated_by=by, step=step, side=one.side.value, reason=one.reason
        )
        for step, one in stated.boundary.items()
    )
    if stated.weights:
        values = weight_values(stated.weighting, stated.weights)
        WeightSet.objects.create(project=project, updated_by=by, **values)
    if stated.costs != StatedCosts():
        CostSheet.objects.create(
            project=project,
            updated_by=by,
            currency=stated.costs.currency,
            inputs={name: list(spread) for name, spread in stated.costs.inputs.items()},
        )
    if stated.plan_start:
        PlanState.objects.create(project=project, updated_by=by, start=stated.plan_start)


def _store_knowledge(project: Project, by: User, own: KnowledgeSet) -> None:
    """What the file was judged by is what the project judges by."""
    if own.is_shipped:
        return
    named = own if own.name else replace(own, name="Imported")
    stored = knowledge_set_store(project=project, by=by, own=named)
    knowledge_choose(project=project, by=by, chosen=stored, expected=0)


def _start_scenario(
    project: Project, by: User, content: bytes, stated: Assessment
) -> Experiment | None:
    if _is_bpmn(content):
        return None
    try:
        return experiment_start(
            project=project, actor=by, scenario=scenario_with_boundary(stated), token=_FORM
        )
    except QueueFullError:
        return None
