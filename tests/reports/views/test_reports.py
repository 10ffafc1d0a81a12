"""The pages of the Report stage."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from projects.models import Project, User
from projects.services.project import project_archive
from reports.models import Report
from reports.services.reports import report_fail, report_print
from tests.cast import ClientOf
from tests.reports.printing import make_report


@pytest.fixture
def report(reported: Project, owner: User) -> Report:
    """A version that waits for a worker."""
    return make_report(reported, owner)


@pytest.fixture
def ready(report: Report, quick_printer: None) -> Report:
    """A version with its file."""
    report_print(report_id=report.pk)
    return report


def url(name: str, project: Project, report: Report | None = None) -> str:
    """An address of the stage."""
    return reverse(f"reports:{name}", args=[project.pk, *([report.pk] if report else [])])


def test_an_empty_stage_says_what_is_missing(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("reports", project)).text

    assert "Nothing to report yet" in page
    assert reverse("workflows:map", args=[project.pk]) in page


def test_with_a_map_the_first_version_can_be_printed(
    reported: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("reports", reported)).text

    assert "Print report" in page
    assert "Run an experiment in the sandbox" in page


def test_printing_leads_to_the_new_version(
    reported: Project, contributor: User, client_of: ClientOf
) -> None:
    answer = client_of(contributor).post(url("create", reported), {"token": "t"})

    assert answer.headers["Location"] == Report.objects.get().get_absolute_url()


def test_a_double_click_prints_one_version(
    reported: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    for _ in range(2):
        client.post(url("create", reported), {"token": "t"})

    assert Report.objects.count() == 1


def test_a_form_without_its_token_is_told_to_reload(
    reported: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).post(url("create", reported), follow=True).text

    assert "out of date" in page
    assert not Report.objects.exists()


def test_without_a_map_printing_is_refused_on_the_page(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    page = client.post(
        url("create", project), {"token": "t"}, follow=True, headers={"referer": "/"}
    )

    assert page.status_code == HTTPStatus.OK
    assert "nothing to report yet" in page.text


def test_a_waiting_version_asks_for_its_state(
    reported: Project, report: Report, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("report", reported, report)).text

    assert f'hx-get="{url("status", reported, report)}"' in page
    assert "Waiting for a worker" in page


def test_the_state_alone_is_what_htmx_gets(
    reported: Project, ready: Report, owner: User, client_of: ClientOf
) -> None:
    part = client_of(owner).get(url("status", reported, ready), headers={"HX-Request": "true"}).text

    assert "<html" not in part
    assert "Download PDF" in part
    assert "hx-get" not in part


def test_the_state_is_a_whole_page_without_htmx(
    reported: Project, ready: Report, owner: User, client_of: ClientOf
) -> None:
    assert "<html" in client_of(owner).get(url("status", reported, ready)).text


def test_a_failed_version_says_why_and_offers_to_try_again(
    reported: Project, report: Report, owner: User, client_of: ClientOf
) -> None:
    report_fail(report_id=report.pk, message="Run: apt-get install libpango-1.0-0")
    client = client_of(owner)

    assert "apt-get install" in client.get(url("report", reported, report)).text
    client.post(url("retry", reported, report))
    report.refresh_from_db()
    assert report.is_unfinished


def test_the_file_is_downloaded_under_a_telling_name(
    reported: Project, ready: Report, stakeholder: User, client_of: ClientOf
) -> None:
    answer = client_of(stakeholder).get(url("download", reported, ready))

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="online-order-report-1.pdf"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_not_ready_is_not_found(
    reported: Project, report: Report, owner: User, client_of: ClientOf
) -> None:
    answer = client_of(owner).get(url("download", reported, report))

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["report", "status", "download"])
def test_a_stranger_finds_nothing(
    name: str, reported: Project, ready: Report, stranger: User, client_of: ClientOf
) -> None:
    answer = client_of(stranger).get(url(name, reported, ready))

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_stranger_finds_no_list_either(
    reported: Project, stranger: User, client_of: ClientOf
) -> None:
    answer = client_of(stranger).get(url("reports", reported))

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", ["report", "status", "download"])
def test_whoever_is_signed_out_is_asked_to_sign_in(
    name: str, reported: Project, ready: Report, client_of: ClientOf
) -> None:
    answer = client_of().get(url(name, reported, ready))

    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_stakeholder_reads_but_does_not_print(
    reported: Project, stakeholder: User, client_of: ClientOf
) -> None:
    client = client_of(stakeholder)

    assert "Print report" not in client.get(url("reports", reported)).text
    answer = client.post(url("create", reported), {"token": "t"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_stakeholder_does_not_print_again(
    reported: Project, report: Report, stakeholder: User, client_of: ClientOf
) -> None:
    answer = client_of(stakeholder).post(url("retry", reported, report))

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_an_archived_project_prints_nothing_new(
    reported: Project, owner: User, client_of: ClientOf
) -> None:
    project_archive(project=reported, actor=owner)

    answer = client_of(owner).post(url("create", reported), {"token": "t"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("name", ["create", "retry"])
def test_writing_takes_a_post(
    name: str, reported: Project, report: Report, owner: User, client_of: ClientOf
) -> None:
    answer = client_of(owner).get(url(name, reported, report if name == "retry" else None))

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize("name", ["reports", "report", "status", "download"])
def test_reading_takes_a_get(
    name: str, reported: Project, report: Report, owner: User, client_of: ClientOf
) -> None:
    answer = client_of(owner).post(url(name, reported, None if name == "reports" else report))

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_more_versions_take_no_more_queries(
    reported: Project,
    report: Report,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(100) as short:
        client.get(url("reports", reported))
    for token in ("b", "c"):
        make_report(reported, owner, token)

    with django_assert_max_num_queries(len(short)):
        client.get(url("reports", reported))
