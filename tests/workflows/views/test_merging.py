"""workflows/views/merging.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.drafts_behind import drawn, published
from tests.workflows.formats.bpmn.merging.edits import rename
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


def test_only_editors_merge(
    mapped: Project, stakeholder: User, stranger: User, client_of: ClientOf
) -> None:
    client = client_of(stakeholder)

    assert client.get(url("draft-behind", mapped)).status_code == 403
    assert client.post(url("draft-merge", mapped)).status_code == 403
    assert client.post(url("draft-copy", mapped)).status_code == 403
    assert client.get(url("draft-merge", mapped)).status_code == 405
    outsiders_are_kept_out(stranger, url("draft-behind", mapped))
