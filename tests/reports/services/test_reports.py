"""Asking for a report, and printing it."""

from __future__ import annotations

import pytest

from projects.models import ActivityEntry, Project, User
from reports.exceptions import NothingToReportError, TooManyReportsError
from reports.models import Report, ReportFile, ReportStatus
from reports.services.reports import report_fail, report_print, report_retry
from reports.snapshot import thaw
from tests.reports.printing import make_report
from workflows.services.maps import map_upload

OTHER_MAP = b"""id: order
name: Order
participants:
  - {id: shop, name: Shop}
nodes:
  - {id: start, kind: start}
  - {id: ship, name: Ship, kind: task, participant: shop}
  - {id: end, kind: end}
flows:
  - {from: start, to: ship}
  - {from: ship, to: end}
"""


def test_a_report_freezes_what_stood_when_it_was_asked_for(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)
    map_upload(project=reported, actor=owner, name="order.yaml", content=OTHER_MAP)

    content = thaw(Report.objects.get(pk=report.pk).snapshot)
    assert [step.name for step in content.assessment.definition.steps] == ["Pay"]
    assert content.author == str(owner)


def test_the_same_form_twice_is_one_report(reported: Project, owner: User) -> None:
    assert make_report(reported, owner) == make_report(reported, owner)
    assert Report.objects.count() == 1


def test_versions_are_numbered_from_one(reported: Project, owner: User) -> None:
    numbers = [make_report(reported, owner, token).number for token in ("a", "b")]

    assert numbers == [1, 2]


def test_the_same_facts_have_the_same_hash(reported: Project, owner: User) -> None:
    hashes = {make_report(reported, owner, token).input_sha256 for token in ("a", "b")}

    assert len(hashes) == 1


def test_asking_is_written_to_the_activity_log(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)

    entry = ActivityEntry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.subject) == ("asked for", "report 1")
    assert entry.url == report.get_absolute_url()


def test_without_a_map_there_is_nothing_to_report(project: Project, owner: User) -> None:
    with pytest.raises(NothingToReportError, match="add the workflow map"):
        make_report(project, owner)


def test_a_full_queue_is_told_and_nothing_is_written(reported: Project, owner: User) -> None:
    for token in ("a", "b", "c"):
        make_report(reported, owner, token)

    with pytest.raises(TooManyReportsError, match="3 reports"):
        make_report(reported, owner, "d")
    assert Report.objects.count() == 3


@pytest.mark.usefixtures("quick_printer")
def test_printing_keeps_the_file(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)

    report_print(report_id=report.pk)

    report.refresh_from_db()
    assert report.status == ReportStatus.READY
    assert bytes(report.file.content).startswith(b"%PDF")


@pytest.mark.usefixtures("quick_printer")
def test_printing_twice_keeps_the_first_file(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)

    report_print(report_id=report.pk)
    report_print(report_id=report.pk)

    assert ReportFile.objects.count() == 1


@pytest.mark.usefixtures("quick_printer")
def test_a_printing_that_a_killed_worker_left_is_finished(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)
    Report.objects.update(status=ReportStatus.RUNNING)

    report_print(report_id=report.pk)

    report.refresh_from_db()
    assert report.is_ready


@pytest.mark.usefixtures("quick_printer")
def test_a_file_never_changes(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)
    report_print(report_id=report.pk)
    file = ReportFile.objects.get()

    with pytest.raises(ValueError, match="never changes"):
        file.save()


def test_a_failure_says_why_and_can_be_tried_again(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)

    report_fail(report_id=report.pk, message="No Pango. Run: apt-get install …")
    report.refresh_from_db()
    assert (report.is_failed, report.message[:8]) == (True, "No Pango")

    again = report_retry(report=report, actor=owner)
    assert (again.status, again.message) == (ReportStatus.QUEUED, "")


@pytest.mark.usefixtures("quick_printer")
def test_a_ready_report_cannot_fail_afterwards(reported: Project, owner: User) -> None:
    report = make_report(reported, owner)
    report_print(report_id=report.pk)

    report_fail(report_id=report.pk, message="too late")

    report.refresh_from_db()
    assert report.is_ready
