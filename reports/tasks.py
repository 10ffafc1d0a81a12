"""What the background worker does for this app."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import structlog
from django.db import transaction
from django.tasks import task

from projects.models import Project, User
from reports.models import Report
from reports.pdf import PangoMissingError
from reports.services.reports import report_create, report_fail, report_print, report_retry

__all__ = ["build_report", "report_again", "report_start"]

log = structlog.get_logger(__name__)


@transaction.atomic
def report_start(*, project: Project, actor: User, token: str, today: dt.date) -> Report:
    """Freeze a report and queue its printing, both or neither. Raises as ``report_create``."""
    report = report_create(project=project, actor=actor, token=token, today=today)
    if report.is_unfinished:
        # Queued twice does no harm: the second printing finds the file.
        build_report.enqueue(str(report.pk))
    return report


@transaction.atomic
def report_again(*, report: Report, actor: User) -> Report:
    """Queue a failed report once more."""
    report = report_retry(report=report, actor=actor)
    if report.is_unfinished:
        build_report.enqueue(str(report.pk))
    return report


@task
def build_report(report_id: str) -> None:
    """Print a report; what keeps it from being printed is told on its page."""
    try:
        report_print(report_id=UUID(report_id))
    except PangoMissingError as error:
        report_fail(report_id=UUID(report_id), message=str(error))
    except Exception as error:
        log.exception("report_failed", report=report_id)
        message = f"Printing broke off: {type(error).__name__}: {error}"
        report_fail(report_id=UUID(report_id), message=message)
