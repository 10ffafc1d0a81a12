"""The plan pages."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from assessment.decision.plan import LAST_START, PlanTask
from assessment.models import PlanTaskRow
from assessment.services.plan import PlanChanges, plan_generate
from assessment.views.plan import in_words
from projects.models import Project, User
from tests.cast import ClientOf

HTMX = {"HX-Request": "true"}
START = {"version": "0", "start": "2026-12-01"}
TYPED = {"version": "1", "status": "doing", "owner": "", "due": "", "note": "asked the bank"}


def test_generating_makes_tasks_from_the_verdict(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client_of(architect).post(_plan(mapped), START)

    assert PlanTaskRow.objects.filter(project=mapped).count() >= 12


def test_day_one_must_be_a_day(mapped: Project, architect: User, client_of: ClientOf) -> None:
    response = client_of(architect).post(_plan(mapped), START | {"start": "tomorrow"})

    assert response.status_code == 422
    assert "Write the day as year-month-day" in response.text


def test_day_one_leaves_room_for_thirty_days(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(_plan(mapped), START | {"start": "9999-12-31"})

    assert response.status_code == 422
    assert "choose an earlier day" in response.text


def test_a_plan_to_the_last_day_of_the_calendar_has_a_page(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)

    client.post(_plan(mapped), START | {"start": LAST_START.isoformat()})

    assert client.get(_plan(mapped)).status_code == 200


def test_a_double_click_generates_once(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)

    for _ in range(2):
        assert client.post(_plan(mapped), START).status_code == 302

    assert mapped.plan_state.version == 1


def test_a_plan_without_a_map_says_what_is_missing(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    assert "No plan without a map" in client_of(owner).get(_plan(project)).text


def test_changed_facts_ask_for_a_new_plan(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    _task(mapped, owner)

    assert "have changed since this plan was made" in client_of(owner).get(_plan(mapped)).text


def test_a_contributor_edits_a_task(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    task = _task(mapped, owner)

    response = client_of(contributor).post(_edit(task), TYPED | {"owner": contributor.pk})

    task.refresh_from_db()
    assert response["Location"] == _plan(mapped)
    assert (task.status, task.owner, task.note) == ("doing", contributor, "asked the bank")


def test_htmx_edits_a_task_in_its_row(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    task = _task(mapped, owner)
    client = client_of(contributor)

    form = client.get(_edit(task), headers=HTMX).text
    row = client.post(_edit(task), TYPED, headers=HTMX).text

    assert form.strip().startswith("<li")
    assert "asked the bank" in row
    assert "<html" not in form + row


def test_a_stale_edit_keeps_what_was_typed(
    mapped: Project, owner: User, contributor: User, client_of: ClientOf
) -> None:
    task = _task(mapped, owner)
    client_of(owner).post(_edit(task), TYPED | {"note": "As Olive says"})

    response = client_of(contributor).post(_edit(task), TYPED)

    assert response.status_code == 409
    assert "asked the bank" in response.text
    assert "Olive saved here: As Olive says." in response.text


def test_only_members_can_own_a_task(
    mapped: Project, owner: User, stranger: User, client_of: ClientOf
) -> None:
    task = _task(mapped, owner)

    response = client_of(owner).post(_edit(task), TYPED | {"owner": stranger.pk})

    assert response.status_code == 422


def test_readers_cannot_edit_a_task(
    mapped: Project, owner: User, stakeholder: User, client_of: ClientOf
) -> None:
    task = _task(mapped, owner)

    assert client_of(stakeholder).get(_edit(task)).status_code == 200
    assert client_of(stakeholder).post(_edit(task), TYPED).status_code == 403


def test_a_task_of_another_project_is_not_found(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    url = reverse("assessment:plan-task", args=[mapped.pk, 999_999])

    assert client_of(owner).get(url).status_code == 404


def test_my_tasks_are_those_that_name_me(mapped: Project, owner: User, client_of: ClientOf) -> None:
    task = _task(mapped, owner)
    client = client_of(owner)
    mine = reverse("assessment:my-tasks", args=[mapped.pk])
    assert "Nothing is yours yet" in client.get(mine).text

    client.post(_edit(task), TYPED | {"owner": owner.pk})

    assert "1 open of 1" in client.get(mine).text


def test_regenerating_says_what_changed() -> None:
    changes = PlanChanges(added=("A",), changed=("B",), retired=("C", "D"), kept=9)

    assert in_words(changes) == (
        "1 added: A. 1 changed: B. 2 retired: C; D. 9 stayed. "
        "Owners, days, statuses and notes were kept."
    )


def _task(project: Project, by: User) -> PlanTaskRow:
    task = PlanTask(key="k", day=3, week=1, title="Prove it", because="A finding")
    start = dt.date(2026, 12, 1)
    plan_generate(project=project, by=by, start=start, tasks=(task,), expected=0)
    return PlanTaskRow.objects.get(key="k")


def _plan(project: Project) -> str:
    return reverse("assessment:plan", args=[project.pk])


def _edit(task: PlanTaskRow) -> str:
    return reverse("assessment:plan-task", args=[task.project_id, task.pk])
