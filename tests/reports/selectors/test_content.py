"""What a report on a project would say now."""

from __future__ import annotations

from assessment.models import PlanTaskRow
from assessment.selectors.verdicts import verdict_of
from projects.models import Project, User
from reports.content import ReportContent
from reports.selectors.content import content_for
from tests.reports.printing import TODAY


def content(project: Project) -> ReportContent:
    """The content of version 1."""
    found = content_for(project, number=1, author="Olive", today=TODAY)
    assert found is not None
    return found


def test_without_a_map_there_is_no_content(project: Project) -> None:
    assert content_for(project, number=1, author="Olive", today=TODAY) is None


def test_the_report_prints_the_verdict_of_the_pages(reported: Project) -> None:
    judged = verdict_of(reported)

    assert judged is not None
    assert content(reported).verdict == judged.verdict


def test_without_an_experiment_there_is_no_evidence(reported: Project) -> None:
    assert content(reported).evidence is None


def test_before_there_is_a_plan_the_suggested_one_is_printed(reported: Project) -> None:
    assert not PlanTaskRow.objects.filter(project=reported).exists()
    assert len(content(reported).tasks) >= 10


def test_the_hash_is_about_what_is_stated(reported: Project, owner: User) -> None:
    later = content_for(reported, number=7, author="Stan", today=TODAY)

    assert later is not None
    assert later.input_sha256 == content(reported).input_sha256
