"""workflows/views/outline.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import outsiders_are_kept_out, url
from workflows.formats import bpmn
from workflows.models import MapDraft


def _drawn(person: User) -> dict[str, str]:
    """The names in the person's draft, by id."""
    draft = MapDraft.objects.get(author=person)
    definition = bpmn.read(bytes(draft.content)).definition
    return {node.id: node.name for node in definition.nodes}


def test_everybody_in_the_project_can_read_it(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("map-outline", mapped)).content.decode()

    assert "Charge card" in page
    assert "outline-edit" not in page


def test_strangers_get_404_and_anonymous_people_sign_in(mapped: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("map-outline", mapped))


def test_the_page_rejects_post_and_an_edit_rejects_get(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).post(url("map-outline", mapped)).status_code == 405
    assert client_of(owner).get(url("map-outline-edit", mapped)).status_code == 405


def test_who_may_only_read_cannot_edit(
    mapped: Project, contributor: User, client_of: ClientOf
) -> None:
    client = client_of(contributor)

    answer = client.post(url("map-outline-edit", mapped), {"action": "delete", "subject": "pay"})

    assert answer.status_code == 403
    assert not MapDraft.objects.exists()


def test_a_chosen_entry_shows_its_forms(mapped: Project, owner: User, client_of: ClientOf) -> None:
    page = client_of(owner).get(url("map-outline", mapped), {"node": "pay"}).content.decode()

    assert 'value="Charge card"' in page
    assert "Add after it" in page


def test_a_first_edit_begins_a_draft(mapped: Project, owner: User, client_of: ClientOf) -> None:
    fields = {"action": "node", "subject": "pay", "name": "Charge the card", "participant": "bank"}

    answer = client_of(owner).post(url("map-outline-edit", mapped), {"revision": 0, **fields})

    assert answer["Location"] == url("map-outline", mapped) + "?focus=pay#edit-pay"
    assert _drawn(owner)["pay"] == "Charge the card"


def test_a_step_is_added_behind_another(mapped: Project, owner: User, client_of: ClientOf) -> None:
    fields = {"action": "insert", "subject": "pay", "what": "task", "name": "Print the label"}

    answer = client_of(owner).post(url("map-outline-edit", mapped), {"revision": 0, **fields})

    assert answer["Location"].endswith("#edit-print-the-label")
    assert "Print the label" in _drawn(owner).values()


def test_a_second_edit_goes_into_the_same_draft(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client, address = client_of(owner), url("map-outline-edit", mapped)
    client.post(address, {"action": "later", "subject": "reserve", "revision": 0})
    revision = MapDraft.objects.get().revision

    client.post(address, {"action": "delete", "subject": "check", "revision": revision})

    assert set(_drawn(owner)) == {"start", "pay", "reserve", "end"}


def test_a_stale_tab_is_told_and_keeps_what_was_typed(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client, address = client_of(owner), url("map-outline-edit", mapped)
    client.post(address, {"action": "delete", "subject": "check", "revision": 0})

    fields = {"action": "node", "subject": "pay", "name": "Take the money", "participant": ""}
    answer = client.post(address, {"revision": 0, **fields})

    assert answer.status_code == 409
    assert b"Take the money" in answer.content
    assert _drawn(owner)["pay"] == "Charge card"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"action": "node", "subject": "pay", "name": " "}, "needs a name"),
        ({"action": "insert", "subject": "pay", "what": "wait", "name": "x"}, "Say for how long"),
        ({"action": "insert", "subject": "pay", "what": "end", "name": "x"}, "nothing follows"),
        ({"action": "insert", "subject": "pay", "what": "decision"}, "at least two branches"),
        ({"action": "earlier", "subject": "reserve"}, "the first of its sequence"),
        ({"action": "boundary", "subject": "pay", "event": "timer"}, "after how long"),
    ],
)
def test_an_edit_that_cannot_be_made_says_why_at_its_place(
    mapped: Project, owner: User, client_of: ClientOf, fields: dict[str, str], message: str
) -> None:
    answer = client_of(owner).post(url("map-outline-edit", mapped), {"revision": 0, **fields})

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not MapDraft.objects.exists()


def test_an_entry_that_has_gone_meanwhile_is_told(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    fields = {"action": "node", "subject": "gone", "name": "x", "revision": 0}

    answer = client_of(owner).post(url("map-outline-edit", mapped), fields)

    assert answer.status_code == 409
    assert "reload the outline" in answer.content.decode()


def test_an_unknown_edit_does_not_exist(mapped: Project, owner: User, client_of: ClientOf) -> None:
    answer = client_of(owner).post(url("map-outline-edit", mapped), {"action": "explode"})

    assert answer.status_code == 404


def test_htmx_gets_the_outline_alone_with_the_focus_on_what_is_new(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    fields = {"action": "insert", "subject": "pay", "what": "task", "name": "Pack", "revision": 0}

    answer = client_of(owner).post(
        url("map-outline-edit", mapped), fields, headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert "<html" not in page
    assert page.index('id="edit-pack"') < page.index("autofocus")
    assert "Kept in your draft" in page


def test_without_a_map_it_begins_with_a_start(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    fields = {"action": "insert", "subject": "start", "what": "task", "name": "Sell", "revision": 0}

    client_of(owner).post(url("map-outline-edit", project), fields)

    assert "Sell" in _drawn(owner).values()


def test_a_draft_that_is_no_valid_map_is_said_to_be_mended_in_the_designer(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    fields = {"action": "delete", "subject": "check", "revision": 0}
    client.post(url("map-outline-edit", mapped), fields)
    draft = MapDraft.objects.get()
    draft.content = bytes(draft.content).replace(b'targetRef="end"', b'targetRef="nowhere"')
    draft.save()

    page = client.get(url("map-outline", mapped)).content.decode()

    assert "has to be mended" in page
    assert url("designer", mapped) in page
