"""workflows/views/maps.py"""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import ORDER, SHORTER_ORDER, outsiders_are_kept_out, upload, url
from workflows.models import MapVersion

TOO_MANY = b" " * (5 * 1024 * 1024 + 1)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&b;</definitions>"""


def _file(content: bytes, name: str = "order.yaml") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content), "message": "as drawn"}


def test_the_page_shows_the_drawing_and_its_outline(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("map", mapped)).content.decode()

    assert f'data-source="{url("map-version-bpmn", mapped, "order", 1)}"' in page
    assert "Charge card" in page


def test_without_a_map_it_says_what_for_and_offers_examples(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    page = client_of(owner).get(url("map", project)).content.decode()

    assert "Bring your process" in page
    assert "Online order" in page
    assert "Use it" in page


def test_a_stakeholder_without_a_map_is_offered_nothing_they_may_not_do(
    project: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("map", project)).content.decode()

    assert "No workflow map yet" in page
    assert "Use it" not in page


def test_strangers_get_404_and_anonymous_people_sign_in(mapped: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("map", mapped))


def test_the_page_rejects_post(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(url("map", mapped)).status_code == 405


def test_an_upload_becomes_the_newest_version(
    mapped: Project, architect: User, client_of: ClientOf
) -> None:
    response = client_of(architect).post(url("map-upload", mapped), _file(SHORTER_ORDER))

    assert response["Location"] == url("map", mapped)
    newest = MapVersion.objects.first()
    assert newest is not None
    assert (newest.number, newest.message, newest.created_by) == (2, "as drawn", architect)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("order.bpmn", b"<definitions", "Line 1"),
        ("order.bpmn", b"<html/>", "BPMN"),
        ("order.bpmn", BOMB, "DOCTYPE"),
        ("order.bpmn", TOO_MANY, "at most 5 MB"),
        ("order.bpmn", b"", "empty"),
        ("order.docx", ORDER, "known are"),
        ("order.yaml", ORDER.replace(b"duration: 100ms", b"duration: 100"), "needs a unit"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_mend(
    project: Project, owner: User, client_of: ClientOf, name: str, content: bytes, message: str
) -> None:
    response = client_of(owner).post(url("map-upload", project), _file(content, name))

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not MapVersion.objects.exists()


def test_a_refused_upload_keeps_what_was_typed(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(url("map-upload", project), _file(b"<html/>", "x.bpmn"))

    assert 'value="as drawn"' in response.content.decode()


@pytest.mark.parametrize("name", ["map-upload", "map-example"])
def test_only_architects_change_the_map(
    mapped: Project, stakeholder: User, contributor: User, client_of: ClientOf, name: str
) -> None:
    assert client_of(stakeholder).post(url(name, mapped)).status_code == 403
    assert client_of(contributor).post(url(name, mapped)).status_code == 403


@pytest.mark.parametrize("name", ["map-upload", "map-example"])
def test_changing_rejects_get(mapped: Project, owner: User, client_of: ClientOf, name: str) -> None:
    assert client_of(owner).get(url(name, mapped)).status_code == 405


def test_an_example_becomes_the_map(project: Project, owner: User, client_of: ClientOf) -> None:
    client_of(owner).post(url("map-example", project), {"example": "online-order"})

    assert MapVersion.objects.get().name == "online-order.yaml"


def test_an_unknown_example_is_told(project: Project, owner: User, client_of: ClientOf) -> None:
    sent = {"example": "no-such"}

    response = client_of(owner).post(url("map-example", project), sent, follow=True)

    assert "There is no example &#x27;no-such&#x27;" in response.content.decode()


def test_an_older_version_can_be_read(mapped: Project, owner: User, client_of: ClientOf) -> None:
    upload(mapped, owner, SHORTER_ORDER)

    page = client_of(owner).get(url("map-version", mapped, 1)).content.decode()

    assert "Check by hand" in page
    assert url("map-original", mapped, "order", 1) in page


def test_a_version_that_never_was_is_404(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(url("map-version", mapped, 9)).status_code == 404


def test_more_versions_take_no_more_queries(
    mapped: Project,
    owner: User,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    with django_assert_max_num_queries(60) as one_version:
        client.get(url("map", mapped))
    for number in range(4):
        upload(mapped, owner, ORDER + b"# %d" % number)

    with django_assert_max_num_queries(len(one_version)):
        client.get(url("map", mapped))
