"""Reading reports."""

from __future__ import annotations

import pytest

from projects.models import Project, User
from projects.services.project import project_create
from reports.selectors.reports import missing_for, progress, report_file, report_of, reports_for
from reports.services.reports import report_print
from tests.reports.printing import make_report


def test_the_newest_version_comes_first(reported: Project, owner: User) -> None:
    for token in ("a", "b"):
        make_report(reported, owner, token)

    assert [report.number for report in reports_for(reported)] == [2, 1]


def test_a_report_of_another_project_is_none_of_ours(reported: Project, owner: User) -> None:
    other = project_create(owner=owner, name="Other", summary="")

    assert report_of(other, make_report(reported, owner).pk) is None


def test_there_is_no_file_before_it_is_printed(reported: Project, owner: User) -> None:
    assert report_file(make_report(reported, owner)) is None


def test_only_a_missing_map_keeps_a_report_from_being_made(project: Project) -> None:
    blocking = [part.text for part in missing_for(project) if part.blocks]

    assert blocking == ["Add the workflow map"]


def test_what_the_report_would_lack_is_listed(reported: Project) -> None:
    missing = [part.text for part in missing_for(reported)]

    assert "Name the teams" in missing
    assert "Run an experiment in the sandbox" in missing


@pytest.mark.usefixtures("quick_printer")
def test_the_stage_is_done_with_the_first_ready_report(reported: Project, owner: User) -> None:
    assert (progress(reported).done, progress(reported).text) == (0, "none")

    report = make_report(reported, owner)
    assert progress(reported).text == "printing"

    report_print(report_id=report.pk)
    assert (progress(reported).done, progress(reported).text) == (1, "1 version")
