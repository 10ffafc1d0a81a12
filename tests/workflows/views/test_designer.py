"""workflows/views/designer.py"""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.drawings import BROKEN, DRAWN, lanes
from tests.workflows.stage import SHORTER_ORDER, outsiders_are_kept_out, upload, url
from workflows.models import MapDraft, MapVersion
from workflows.services.drafts import draft_keep


def drafted(project: Project, person: User, content: bytes = DRAWN, base: int = 1) -> MapDraft:
    return draft_keep(project=project, actor=person, content=content, revision=0, base=base)


def test_an_architect_gets_the_designer(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    page = client_of(architect).get(url("designer", mapped)).content.decode()

    assert 'id="designer-canvas"' in page
    assert "Begun from version 1." in page


def test_opening_it_begins_no_draft(mapped: Project, owner: User, client_of: ClientOf) -> None:
    client_of(owner).get(url("designer", mapped))

    assert not MapDraft.objects.exists()


def test_a_project_without_a_map_can_be_drawn(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(url("designer", project))

    assert response.status_code == 200
    assert b"Draw the map" in response.content


def test_without_scripts_the_outline_is_there_to_read(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("designer", mapped)).content.decode()

    outline = page[page.index("<noscript>") : page.index("</noscript>")]
    assert "Charge card" in outline


def test_who_may_only_read_is_sent_to_the_map(
    mapped: Project, stakeholder: User, contributor: User, client_of: ClientOf
) -> None:
    for person in (stakeholder, contributor):
        response = client_of(person).get(url("designer", mapped))

        assert response["Location"] == url("map", mapped)


def test_strangers_get_404_and_anonymous_people_sign_in(mapped: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("designer", mapped))


@pytest.mark.parametrize("name", ["designer-publish", "designer-discard"])
def test_reading_does_not_write(
    mapped: Project, owner: User, client_of: ClientOf, name: str
) -> None:
    assert client_of(owner).get(url(name, mapped)).status_code == 405


@pytest.mark.parametrize("name", ["designer-publish", "designer-discard"])
def test_who_may_only_read_cannot_write(
    mapped: Project, stakeholder: User, stranger: User, client_of: ClientOf, name: str
) -> None:
    assert client_of(stakeholder).post(url(name, mapped)).status_code == 403
    assert client_of(stranger).post(url(name, mapped)).status_code == 404


def test_a_map_that_the_library_lacks_is_not_found(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    assert client_of(owner).get(url("designer", mapped, "refunds")).status_code == 404


def test_a_draft_becomes_a_version_with_its_message(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    draft = drafted(mapped, owner)

    response = client_of(owner).post(
        url("designer-publish", mapped), {"revision": draft.revision, "message": "Drawn anew"}
    )

    assert response["Location"] == url("map", mapped)
    newest = MapVersion.objects.order_by("-number")[0]
    assert (newest.number, newest.message) == (2, "Drawn anew")
    assert not MapDraft.objects.exists()


def test_a_version_needs_a_message(mapped: Project, owner: User, client_of: ClientOf) -> None:
    draft = drafted(mapped, owner)

    response = client_of(owner).post(
        url("designer-publish", mapped), {"revision": draft.revision, "message": ""}
    )

    assert response.status_code == 422
    assert b"field--wrong" in response.content


def test_a_drawing_that_is_no_map_yet_says_what_is_in_its_way(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    draft = drafted(mapped, owner, BROKEN)

    response = client_of(owner).post(
        url("designer-publish", mapped), {"revision": draft.revision, "message": "Try"}
    )

    assert response.status_code == 422
    assert b"mended before it can be a version" in response.content
    assert MapDraft.objects.exists()


def test_a_draft_saved_in_another_tab_is_not_published_unseen(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    draft = drafted(mapped, owner)

    response = client_of(owner).post(
        url("designer-publish", mapped), {"revision": draft.revision - 1, "message": "Old"}
    )

    assert response.status_code == 409
    assert b"saved in another tab" in response.content


def test_a_colleague_s_version_made_meanwhile_is_told(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    draft = drafted(mapped, owner)
    upload(mapped, architect, SHORTER_ORDER)

    response = client_of(owner).post(
        url("designer-publish", mapped), {"revision": draft.revision, "message": "Mine"}
    )

    assert response.status_code == 409
    assert b"Archie made version 2" in response.content
    assert MapDraft.objects.exists()


def test_a_draft_thrown_away_is_gone(mapped: Project, owner: User, client_of: ClientOf) -> None:
    drafted(mapped, owner)

    client_of(owner).post(url("designer-discard", mapped))

    assert not MapDraft.objects.exists()


def test_the_map_page_leads_on_to_a_draft(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    drafted(mapped, owner)

    page = client_of(owner).get(url("map", mapped)).content.decode()

    assert "You have a draft from" in page
    assert url("designer", mapped) in page


def test_a_colleague_s_draft_is_nobody_else_s_business(
    mapped: Project, owner: User, architect: User, client_of: ClientOf
) -> None:
    drafted(mapped, owner)

    page = client_of(architect).get(url("map", mapped)).content.decode()

    assert "You have a draft" not in page


@pytest.mark.parametrize("name", ["designer", "map"])
@pytest.mark.parametrize("steps", [2, 40])
def test_a_larger_map_takes_no_more_queries(
    project: Project,
    owner: User,
    client_of: ClientOf,
    name: str,
    steps: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    content = lanes(shop=" ".join(f"s{number}" for number in range(steps)))
    draft = drafted(project, owner, content, base=0)
    post = {"revision": draft.revision, "message": "First"}
    client = client_of(owner)
    client.post(url("designer-publish", project), post)
    client.get(url(name, project))

    with django_assert_num_queries(QUERIES[name]):
        client.get(url(name, project))


QUERIES = {"designer": 18, "map": 20}
