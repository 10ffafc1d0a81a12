"""workflows/views/stale_tab.py"""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.drafts_behind import drawn
from tests.workflows.formats.bpmn.merging.edits import edited, rename
from tests.workflows.stage import url
from workflows.selectors.maps import map_draft
from workflows.services.merging import tab_merge_for


def tab(project: Project, person: User, step: str, **more: object) -> dict[str, object]:
    draft = map_draft(project, person)
    assert draft is not None
    content = edited(bytes(draft.content), rename("pay", step))
    return {
        "drawing": SimpleUploadedFile("map.bpmn", content),
        "revision": draft.revision,
        **more,
    }


def decided(project: Project, person: User, choice: str) -> str:
    """What the script sends: this choice for the conflict of a tab that renamed the same step."""
    draft = map_draft(project, person)
    assert draft is not None
    content = edited(bytes(draft.content), rename("pay", "This tab"))
    [conflict] = tab_merge_for(draft, content).conflicts
    return json.dumps({conflict.key: choice})


def test_a_stale_tab_is_told_who_saved_and_what_differs(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    seen = bytes(drawn(mapped, owner).content)
    drawn(mapped, owner, rename("reserve", "Set aside"))
    form = tab(mapped, owner, "This tab", seen=SimpleUploadedFile("seen.bpmn", seen))

    told = client_of(owner).post(url("draft-stale", mapped), form).json()

    assert "You saved this draft in another tab at" in told["html"]
    assert "“Reserve stock” is now called “Set aside”." in told["html"]
    assert "“Charge card” is now called “This tab”." in told["html"]
    assert told["revision"] == 3


def test_a_stale_tab_gets_its_conflicts_as_radio_buttons(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner, rename("pay", "Yonder"))
    form = tab(mapped, owner, "Here")

    told = client_of(owner).post(url("draft-stale", mapped), form).json()

    assert 'type="radio"' in told["html"]
    assert "In this tab: Here" in told["html"]
    assert "In the other tab: Yonder" in told["html"]


def test_without_a_choice_nothing_is_merged(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner, rename("pay", "Other tab"))

    answer = client_of(owner).post(url("draft-merge-tab", mapped), tab(mapped, owner, "This tab"))

    assert (answer.status_code, answer.json()["reason"]) == (409, "conflicts")
    assert "Both sides changed 1 thing" in answer.json()["message"]


def test_a_stale_tab_merges_with_its_choices(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner, rename("pay", "Other tab"))
    form = tab(mapped, owner, "This tab", choices=decided(mapped, owner, "mine"))

    answer = client_of(owner).post(url("draft-merge-tab", mapped), form).json()

    assert 'name="This tab"' in answer["drawing"]
    assert (answer["revision"], answer["base"]) == (3, 1)


def test_a_copy_is_a_draft_of_a_new_map_and_the_other_tab_keeps_its_own(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner, rename("pay", "Other tab"))
    form = tab(mapped, owner, "This tab", name="My way")

    answer = client_of(owner).post(url("draft-copy-tab", mapped), form).json()

    assert answer["url"] == url("designer", mapped, "my-way")
    mine, theirs = map_draft(mapped, owner, "my-way"), map_draft(mapped, owner)
    assert mine is not None
    assert theirs is not None
    assert b'name="This tab"' in bytes(mine.content)
    assert b'name="Other tab"' in bytes(theirs.content)


def test_a_copy_needs_a_name(mapped: Project, owner: User, client_of: ClientOf) -> None:
    drawn(mapped, owner)
    form = tab(mapped, owner, "This tab", name=" ")

    answer = client_of(owner).post(url("draft-copy-tab", mapped), form)

    assert (answer.status_code, answer.json()["reason"]) == (422, "refused")


@pytest.mark.parametrize(
    ("change", "reason", "status"),
    [
        ({"revision": 99}, "stale", 409),
        ({"choices": '{"a": "both"}'}, "refused", 422),
        ({"drawing": SimpleUploadedFile("map.bpmn", b"<html/>")}, "refused", 422),
        ({"drawing": ""}, "refused", 422),
    ],
)
def test_a_stale_tab_is_told_what_is_wrong(
    mapped: Project,
    owner: User,
    client_of: ClientOf,
    change: dict[str, object],
    reason: str,
    status: int,
) -> None:
    drawn(mapped, owner, rename("pay", "Other tab"))
    form = {**tab(mapped, owner, "This tab"), **change}

    answer = client_of(owner).post(url("draft-merge-tab", mapped), form)

    assert (answer.status_code, answer.json()["reason"]) == (status, reason)


@pytest.mark.parametrize("name", ["draft-stale", "draft-copy-tab"])
@pytest.mark.parametrize("content", [b"<html/>", b""])
def test_what_is_no_bpmn_is_refused(
    mapped: Project, owner: User, client_of: ClientOf, name: str, content: bytes
) -> None:
    drawn(mapped, owner)
    form = {"drawing": SimpleUploadedFile("map.bpmn", content), "name": "My way"}

    answer = client_of(owner).post(url(name, mapped), form)

    assert (answer.status_code, answer.json()["reason"]) == (422, "refused")
    assert answer.json()["message"]


@pytest.mark.parametrize("name", ["draft-stale", "draft-merge-tab"])
def test_a_tab_without_a_draft_is_told(
    mapped: Project, owner: User, client_of: ClientOf, name: str
) -> None:
    draft = drawn(mapped, owner)
    form = tab(mapped, owner, "This tab")
    draft.delete()

    answer = client_of(owner).post(url(name, mapped), form)

    assert (answer.status_code, answer.json()["reason"]) == (409, "gone")


@pytest.mark.parametrize("name", ["draft-stale", "draft-merge-tab", "draft-copy-tab"])
def test_only_editors_send_a_tab(
    mapped: Project, owner: User, stakeholder: User, stranger: User, client_of: ClientOf, name: str
) -> None:
    assert client_of(stakeholder).post(url(name, mapped)).status_code == 403
    assert client_of(stranger).post(url(name, mapped)).status_code == 404
    assert client_of(owner).get(url(name, mapped)).status_code == 405
