"""Ask for a report, and what a worker does to print it."""

from __future__ import annotations

import datetime as dt
import hashlib
from uuid import UUID

from django.db import transaction

from projects.models import Project, User
from projects.services.activity import activity_record
from reports.exceptions import NothingToReportError, TooManyReportsError
from reports.models import Report, ReportFile, ReportStatus
from reports.pdf import render_pdf
from reports.selectors.content import content_for
from reports.snapshot import freeze, thaw

__all__ = ["MAX_UNFINISHED", "report_create", "report_fail", "report_print", "report_retry"]

MAX_UNFINISHED = 3

_UNFINISHED = [ReportStatus.QUEUED, ReportStatus.RUNNING]


@transaction.atomic
def report_create(*, project: Project, actor: User, token: str, today: dt.date) -> Report:
    """Freeze what stands now as the next version; ``reports.tasks`` queues its printing.

    A ``token`` that came before returns the report it made. Raises ``NothingToReportError`` without
    a workflow map and ``TooManyReportsError`` while others are being printed.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    reports = Report.objects.filter(project=project)
    if earlier := reports.filter(token=token).first():
        return earlier
    if (unfinished := reports.filter(status__in=_UNFINISHED).count()) >= MAX_UNFINISHED:
        raise TooManyReportsError(unfinished)
    newest = reports.defer("snapshot").first()
    report = _new(project, actor, token, newest.number + 1 if newest else 1, today)
    report.full_clean()
    report.save(force_insert=True)
    _record(report, actor, "asked for")
    return report


@transaction.atomic
def report_retry(*, report: Report, actor: User) -> Report:
    """Set a failed report back, so that it is printed again from the same snapshot.

    One that has not failed stays as it is.
    """
    report = Report.objects.select_for_update().defer("snapshot").get(pk=report.pk)
    if report.is_failed:
        report.status, report.message = ReportStatus.QUEUED, ""
        report.save(update_fields=["status", "message"])
        _record(report, actor, "asked again for")
    return report


def report_print(*, report_id: UUID) -> None:
    """Print the report and keep its file; one that is ready already stays as it is.

    The printing happens outside of any transaction: it takes seconds. Raises ``PangoMissingError``.
    """
    report = Report.objects.filter(pk=report_id).first()
    if report is None or not report.is_unfinished:
        return
    report.status = ReportStatus.RUNNING
    report.save(update_fields=["status"])
    _keep(report, render_pdf(thaw(report.snapshot)))


@transaction.atomic
def _keep(report: Report, pdf: bytes) -> None:
    """Two workers at one report keep one file: the bytes are the same anyway."""
    locked = Report.objects.select_for_update().defer("snapshot").get(pk=report.pk)
    if not locked.is_unfinished:
        return
    file = ReportFile(report=locked, content=pdf, sha256=hashlib.sha256(pdf).hexdigest())
    file.save(force_insert=True)
    locked.status = ReportStatus.READY
    locked.save(update_fields=["status"])


@transaction.atomic
def report_fail(*, report_id: UUID, message: str) -> None:
    """Say on the report's page why it could not be printed; a ready one stays ready."""
    report = Report.objects.select_for_update().defer("snapshot").filter(pk=report_id).first()
    if report is None or report.is_ready:
        return
    report.status, report.message = ReportStatus.FAILED, message[:500]
    report.save(update_fields=["status", "message"])


def _new(project: Project, actor: User, token: str, number: int, today: dt.date) -> Report:
    content = content_for(project, number=number, author=str(actor), today=today)
    if content is None:
        raise NothingToReportError
    return Report(
        project=project,
        number=number,
        token=token,
        snapshot=freeze(content),
        input_sha256=content.input_sha256,
        sentence=content.verdict.sentence,
        recommended=content.verdict.recommended.value,
        author=content.author,
        created_by=actor,
    )


def _record(report: Report, actor: User, verb: str) -> None:
    activity_record(
        project=report.project,
        actor=actor,
        verb=verb,
        subject=f"report {report.number}",
        url=report.get_absolute_url(),
    )
