"""workflows/views/merging.py"""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.drafts_behind import drawn, published
from tests.workflows.formats.bpmn.merging.edits import edited, rename
from tests.workflows.stage import outsiders_are_kept_out, url
from workflows.selectors.maps import map_draft
from workflows.services.merging import merge_for


@pytest.fixture
def behind(mapped: Project, owner: User, architect: User) -> Project:
    """Archie renamed a step; Olive made a version in which it has another name."""
    drawn(mapped, architect, rename("pay", "Mine"))
    published(mapped, owner, rename("pay", "Theirs"), rename("reserve", "Set aside"))
    return mapped


def sent(project: Project, person: User, choice: str) -> dict[str, object]:
    draft = map_draft(project, person)
    assert draft is not None
    [conflict] = merge_for(draft).conflicts
    return {"revision": draft.revision, "choice-0": choice, "key-0": conflict.key}


def test_the_page_says_who_did_what_and_asks_about_the_conflict(
    behind: Project, architect: User, client_of: ClientOf
) -> None:
    page = client_of(architect).get(url("draft-behind", behind)).content.decode()

    assert "Olive made version 2" in page
    assert "“Reserve stock” is now called “Set aside”." in page
    assert "Mine: Mine" in page
    assert "Theirs: Theirs" in page


def test_a_choice_merges_and_leads_back_to_the_drawing(
    behind: Project, architect: User, client_of: ClientOf
) -> None:
    client = client_of(architect)

    answer = client.post(url("draft-merge", behind), sent(behind, architect, "theirs"))

    assert answer["Location"] == url("designer", behind)
    draft = map_draft(behind, architect)
    assert draft is not None
    assert b'name="Theirs"' in bytes(draft.content)
    assert draft.base is not None
    assert draft.base.number == 2


def test_without_a_choice_the_page_comes_back_and_says_so(
    behind: Project, architect: User, client_of: ClientOf
) -> None:
    form = {**sent(behind, architect, "mine"), "choice-0": ""}

    answer = client_of(architect).post(url("draft-merge", behind), form)

    assert answer.status_code == 422
    assert "Choose which of the two holds." in answer.content.decode()


def test_a_choice_about_another_conflict_does_not_count(
    behind: Project, architect: User, client_of: ClientOf
) -> None:
    form = {**sent(behind, architect, "mine"), "key-0": "something else"}

    answer = client_of(architect).post(url("draft-merge", behind), form)

    assert answer.status_code == 409
    assert "Both sides changed 1 thing" in answer.content.decode()


def test_a_draft_that_moved_on_is_told(
    behind: Project, architect: User, client_of: ClientOf
) -> None:
    form = {**sent(behind, architect, "mine"), "revision": 1}

    assert client_of(architect).post(url("draft-merge", behind), form).status_code == 409


def test_a_copy_leads_to_the_drawing_of_the_new_map(
    behind: Project, architect: User, client_of: ClientOf
) -> None:
    answer = client_of(architect).post(url("draft-copy", behind), {"name": "My way"})

    assert answer["Location"] == url("designer", behind, "my-way")


def test_a_copy_needs_a_name(behind: Project, architect: User, client_of: ClientOf) -> None:
    answer = client_of(architect).post(url("draft-copy", behind), {"name": " "}, follow=True)

    assert "The new map needs a name" in answer.content.decode()


def test_who_is_not_behind_is_sent_to_the_drawing(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner)
    client = client_of(owner)

    assert client.get(url("draft-behind", mapped))["Location"] == url("designer", mapped)
    assert client.post(url("draft-merge", mapped))["Location"] == url("designer", mapped)


def tab(project: Project, person: User, name: str, **more: object) -> dict[str, object]:
    draft = map_draft(project, person)
    assert draft is not None
    content = edited(bytes(draft.content), rename("pay", name))
    return {
        "drawing": SimpleUploadedFile("map.bpmn", content),
        "revision": draft.revision,
        **more,
    }


def test_a_stale_tab_gets_the_conflicts_as_data_and_as_radio_buttons(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner, rename("pay", "Other tab"))

    answer = client_of(owner).post(url("draft-merge-tab", mapped), tab(mapped, owner, "This tab"))

    told = answer.json()
    assert (answer.status_code, told["reason"]) == (409, "conflicts")
    assert told["conflicts"][0]["theirs"] == "Other tab"
    assert 'type="radio"' in told["html"]


def test_a_stale_tab_merges_with_its_choices(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drawn(mapped, owner, rename("pay", "Other tab"))
    client, there = client_of(owner), url("draft-merge-tab", mapped)
    told = client.post(there, tab(mapped, owner, "This tab")).json()
    choices = json.dumps({told["conflicts"][0]["key"]: "mine"})

    answer = client.post(there, tab(mapped, owner, "This tab", choices=choices))

    assert answer.status_code == 200
    assert 'name="This tab"' in answer.json()["drawing"]


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


def test_a_tab_without_a_draft_is_told(mapped: Project, owner: User, client_of: ClientOf) -> None:
    draft = drawn(mapped, owner)
    form = tab(mapped, owner, "This tab")
    draft.delete()

    answer = client_of(owner).post(url("draft-merge-tab", mapped), form)

    assert (answer.status_code, answer.json()["reason"]) == (409, "gone")


def test_only_editors_merge(
    mapped: Project, stakeholder: User, stranger: User, client_of: ClientOf
) -> None:
    client = client_of(stakeholder)

    assert client.get(url("draft-behind", mapped)).status_code == 403
    assert client.post(url("draft-merge", mapped)).status_code == 403
    assert client.post(url("draft-copy", mapped)).status_code == 403
    assert client.post(url("draft-merge-tab", mapped)).status_code == 403
    assert client.get(url("draft-merge", mapped)).status_code == 405
    outsiders_are_kept_out(stranger, url("draft-behind", mapped))
