"""Read reports: a project's versions, one of them, its file, what is missing for the next."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from assessment.selectors.discover import discover_parts
from projects.models import Project
from projects.selectors.progress import Progress
from reports.models import Report, ReportFile, ReportStatus
from workflows.selectors.experiments import latest_experiment

__all__ = ["Missing", "missing_for", "progress", "report_file", "report_of", "reports_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that a report would show if it were there. ``blocks`` says that no report can be
    made without it."""

    text: str
    url: str
    blocks: bool = False


def reports_for(project: Project) -> QuerySet[Report]:
    """All versions, newest first, without their snapshots. One query."""
    return Report.objects.filter(project=project).defer("snapshot")


def report_of(project: Project, report_id: UUID) -> Report | None:
    """That report, without its snapshot, if it belongs to the project. One query."""
    return reports_for(project).filter(pk=report_id).first()


def report_file(report: Report) -> ReportFile | None:
    """Its PDF; None while it is not ready. One query."""
    return ReportFile.objects.filter(report=report).first()


def missing_for(project: Project) -> list[Missing]:
    """What the next report will lack, most needed first. Six queries."""
    parts = [part for part in discover_parts(project) if not part.done]
    missing = [
        Missing(
            text=part.todo,
            url=reverse(part.url_name, args=[project.pk]),
            blocks=part.url_name == "workflows:map",
        )
        for part in parts
    ]
    if latest_experiment(project) is None:
        url = reverse("workflows:experiments", args=[project.pk])
        missing.append(Missing(text="Run an experiment in the sandbox", url=url))
    return missing


def progress(project: Project) -> Progress:
    """How far Report has come: it takes one report that is ready. One query."""
    statuses = list(Report.objects.filter(project=project).values_list("status", flat=True))
    ready = statuses.count(ReportStatus.READY.value)
    if ready:
        return Progress(done=1, total=1, text=f"{ready} version{'s' if ready > 1 else ''}")
    return Progress(done=0, total=1, text="printing" if _unfinished(statuses) else "none")


def _unfinished(statuses: list[str]) -> bool:
    return bool({ReportStatus.QUEUED.value, ReportStatus.RUNNING.value}.intersection(statuses))
