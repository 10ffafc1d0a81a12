"""The pages of decision records."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from assessment.decision.assessment import Answer
from assessment.decision.records.review import latest_review
from assessment.models import Milestone, MilestoneStatus
from assessment.services.decide import answer_save
from projects.models import Project, User
from tests.assessment.milestones import TODAY, made_milestone
from tests.cast import ClientOf

ACCEPTED = MilestoneStatus.ACCEPTED
OF_ONE = ["record", "record-markdown", "record-file", "record-verdict"]


def url(page: str, project: Project, *args: object) -> str:
    return reverse(f"assessment:{page}", args=[project.pk, *args])


def typed(**more: str) -> dict[str, str]:
    review = latest_review(timezone.localdate()).isoformat()
    given = {"token": "t", "title": "Hybrid", "status": "proposed", "review_on": review}
    return given | more


def test_without_a_map_the_page_leads_to_one(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("records", project)).text

    assert "Nothing to freeze without a map" in page


def test_without_a_map_nothing_is_frozen(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    assert client.get(url("record-new", project)).status_code == 409
    client.post(url("record-new", project), typed())
    assert not Milestone.objects.exists()


def test_none_yet_offers_the_next_action(
    mapped: Project, owner: User, stakeholder: User, client_of: ClientOf
) -> None:
    assert "Freeze a milestone" in client_of(owner).get(url("records", mapped)).text
    assert "Freeze a milestone" not in client_of(stakeholder).get(url("records", mapped)).text


def test_an_architect_freezes_a_milestone(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(url("record-new", mapped), typed(note="In time"))

    made = Milestone.objects.get(project=mapped)
    assert response["Location"] == made.get_absolute_url()
    assert (made.title, made.note, made.author) == ("Hybrid", "In time", "Archie")


def test_a_double_click_makes_one(mapped: Project, architect: User, client_of: ClientOf) -> None:
    client = client_of(architect)

    for _ in range(2):
        assert client.post(url("record-new", mapped), typed()).status_code == 302

    assert Milestone.objects.count() == 1


def test_the_form_proposes_title_review_and_what_it_supersedes(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)

    form = client_of(owner).get(url("record-new", mapped)).context["form"]

    assert form["title"].initial == "Centralized orchestration for Online order"
    assert form["supersedes"].initial == 1
    assert form["review_on"].initial == latest_review(timezone.localdate())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"review_on": "tomorrow"}, "Write the day as year-month-day"),
        ({"review_on": "2099-01-01"}, "Look at it again within a year"),
        ({"review_on": "2001-01-01"}, "A review comes after the decision"),
        ({"title": ""}, "This field is required"),
        ({"status": "superseded"}, "Select a valid choice"),
        ({"supersedes": "7"}, "Milestone 7 cannot be superseded"),
        ({"token": ""}, "This page is out of date"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    mapped: Project, owner: User, client_of: ClientOf, wrong: dict[str, str], said: str
) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)

    response = client_of(owner).post(url("record-new", mapped), typed(note="What I typed") | wrong)

    assert response.status_code == 422
    assert said in response.text
    assert "What I typed" in response.text


def test_superseding_the_only_one_that_was_rejected_meanwhile_is_told(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(url("record-new", mapped), typed(supersedes="1"))

    assert response.status_code == 422
    assert "Milestone 1 cannot be superseded" in response.text


def test_a_milestone_is_accepted(mapped: Project, owner: User, client_of: ClientOf) -> None:
    made_milestone(mapped, owner)

    client_of(owner).post(url("record-decide", mapped, 1), {"status": "accepted", "revision": 1})

    assert Milestone.objects.get().status == "accepted"


def test_a_stale_decision_is_told(mapped: Project, owner: User, client_of: ClientOf) -> None:
    made_milestone(mapped, owner)
    client = client_of(owner)
    decision = url("record-decide", mapped, 1)
    client.post(decision, {"status": "accepted", "revision": 1})

    page = client.post(decision, {"status": "rejected", "revision": 1}, follow=True).text

    assert "Somebody changed milestone 1" in page
    assert Milestone.objects.get().status == "accepted"


def test_the_review_is_set(mapped: Project, owner: User, client_of: ClientOf) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)
    day = timezone.localdate() + dt.timedelta(days=90)

    client_of(owner).post(
        url("record-review", mapped, 1), {"review_on": day.isoformat(), "revision": 1}
    )

    assert Milestone.objects.get().review_on == day


def test_a_review_too_far_away_is_told(mapped: Project, owner: User, client_of: ClientOf) -> None:
    made_milestone(mapped, owner, status=ACCEPTED)

    page = client_of(owner).post(
        url("record-review", mapped, 1), {"review_on": "2099-01-01", "revision": 1}, follow=True
    )

    assert "Look at it again within a year" in page.text


def test_the_frozen_input_is_judged_again(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    made_milestone(mapped, owner)

    page = client_of(owner).get(url("record", mapped, 1), {"recheck": "1"}).text

    assert "The same verdict" in page


def test_an_overdue_review_is_marked_on_overview_and_list(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    made_milestone(mapped, owner, status=ACCEPTED, today=dt.date(2020, 1, 1))
    client = client_of(owner)

    assert "review was due 1 Jan 2021" in client.get(url("overview", mapped)).text
    assert "review due" in client.get(reverse("projects:list")).text


def test_a_review_to_come_is_no_mark(mapped: Project, owner: User, client_of: ClientOf) -> None:
    made_milestone(mapped, owner, status=ACCEPTED, today=timezone.localdate())

    assert "review due" not in client_of(owner).get(reverse("projects:list")).text


def test_the_record_comes_as_markdown(mapped: Project, owner: User, client_of: ClientOf) -> None:
    made_milestone(mapped, owner, title="Who conducts <b>it</b>?")

    response = client_of(owner).get(url("record-markdown", mapped, 1))

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert 'filename="0001-who-conducts-b-it-b.md"' in response["Content-Disposition"]
    assert r"# Who conducts \<b\>it\</b\>?" in response.text


def test_all_records_come_as_one_archive(mapped: Project, owner: User, client_of: ClientOf) -> None:
    for title in ("One", "Two"):
        made_milestone(mapped, owner, title=title)

    response = client_of(owner).get(url("record-zip", mapped))

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == ["0001-one.md", "0002-two.md"]


def test_the_frozen_file_and_verdict_can_be_had(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    made = made_milestone(mapped, owner)
    client = client_of(owner)

    assert client.get(url("record-file", mapped, 1)).text == made.file
    assert client.get(url("record-verdict", mapped, 1)).json() == made.verdict


def test_two_milestones_are_compared(mapped: Project, owner: User, client_of: ClientOf) -> None:
    made_milestone(mapped, owner)
    answer = Answer(question="consistency", value=1, reason="It settles over night")
    answer_save(project=mapped, by=owner, answer=answer, title="C", expected=0)
    made_milestone(mapped, owner)

    page = (
        client_of(owner).get(url("record-comparison", mapped), {"before": "1", "after": "2"}).text
    )

    assert "From milestone 1 to milestone 2" in page
    assert "It settles over night" in page
    assert re.search(r'<th scope="row">Answers</th><td class="num">-?\+?\d', page)


def test_a_milestone_is_compared_with_now(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    made_milestone(mapped, owner)

    page = (
        client_of(owner).get(url("record-comparison", mapped), {"before": "1", "after": "now"}).text
    )

    assert "Nothing changed: centralized leads" in page


@pytest.mark.parametrize("asked", [{"before": "99", "after": "now"}, {"before": "x"}])
def test_comparing_what_is_not_there_is_told(
    mapped: Project, owner: User, client_of: ClientOf, asked: dict[str, str]
) -> None:
    made_milestone(mapped, owner)

    response = client_of(owner).get(url("record-comparison", mapped), asked)

    assert response.status_code == 422
    assert "Select a valid choice" in response.text


def test_nothing_to_compare_leads_back(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(url("record-comparison", mapped)).text

    assert "Nothing to compare yet" in page


@pytest.mark.parametrize("page", OF_ONE)
def test_a_milestone_that_is_not_there_is_not_found(
    mapped: Project, owner: User, client_of: ClientOf, page: str
) -> None:
    assert client_of(owner).get(url(page, mapped, 9)).status_code == 404


def test_no_records_no_archive(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(url("record-zip", mapped)).status_code == 404


@pytest.mark.parametrize("page", OF_ONE)
def test_strangers_find_nothing_and_readers_read(
    mapped: Project,
    owner: User,
    stranger: User,
    stakeholder: User,
    client_of: ClientOf,
    page: str,
) -> None:
    made_milestone(mapped, owner, today=TODAY)

    assert client_of(stranger).get(url(page, mapped, 1)).status_code == 404
    assert client_of(stakeholder).get(url(page, mapped, 1)).status_code == 200
    assert client_of(owner).post(url(page, mapped, 1)).status_code == 405
    assert client_of().get(url(page, mapped, 1)).status_code == 302


@pytest.mark.parametrize("page", ["record-decide", "record-review"])
def test_only_who_may_edit_decides(
    mapped: Project,
    owner: User,
    stranger: User,
    contributor: User,
    client_of: ClientOf,
    page: str,
) -> None:
    made_milestone(mapped, owner, today=TODAY)

    assert client_of(stranger).post(url(page, mapped, 1)).status_code == 404
    assert client_of(contributor).post(url(page, mapped, 1)).status_code == 403
    assert client_of(owner).get(url(page, mapped, 1)).status_code == 405
