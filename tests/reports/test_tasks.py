"""What the worker does: print, or say why it could not."""

from __future__ import annotations

import io

import pypdf
import pytest
from django_tasks_db.models import DBTaskResult

from projects.models import Project, User
from reports.content import ReportContent
from reports.pdf import PangoMissingError
from reports.selectors.reports import report_file
from reports.services import reports as services
from reports.tasks import build_report, report_again, report_start
from tests.reports.printing import TODAY, make_report


def test_a_projects_report_is_printed_from_end_to_end(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)

    build_report.func(str(report.pk))

    file = report_file(report)
    assert file is not None
    first_page = pypdf.PdfReader(io.BytesIO(bytes(file.content))).pages[0].extract_text()
    assert "Online order" in first_page


def test_without_pango_the_page_says_what_to_install(
    reported: Project, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pango(_: ReportContent) -> bytes:
        raise PangoMissingError

    monkeypatch.setattr(services, "render_pdf", no_pango)
    report = make_report(reported, owner)

    build_report.func(str(report.pk))

    report.refresh_from_db()
    assert report.is_failed
    assert "apt-get install" in report.message


def test_any_other_failure_is_told_too(
    reported: Project, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: ReportContent) -> bytes:
        raise MemoryError("no memory left")

    monkeypatch.setattr(services, "render_pdf", broken)
    report = make_report(reported, owner)

    build_report.func(str(report.pk))

    report.refresh_from_db()
    assert report.message == "Printing broke off: MemoryError: no memory left"


def test_a_report_that_is_gone_is_no_error(db: None) -> None:
    build_report.func("0190b5a0-0000-7000-8000-000000000000")


@pytest.mark.usefixtures("quick_printer")
def test_starting_queues_the_printing(reported: Project, owner: User) -> None:
    report = report_start(project=reported, actor=owner, token="t", today=TODAY)

    assert queued() == [str(report.pk)]


@pytest.mark.usefixtures("quick_printer")
def test_a_ready_report_is_not_queued_again(reported: Project, owner: User) -> None:
    report = report_start(project=reported, actor=owner, token="t", today=TODAY)
    build_report.func(str(report.pk))

    report_again(report=report, actor=owner)
    report_start(project=reported, actor=owner, token="t", today=TODAY)

    assert len(queued()) == 1


def queued() -> list[str]:
    """The reports that wait in the queue."""
    results = DBTaskResult.objects.all()
    return [result.args_kwargs["args"][0] for result in results]
