"""workflows/views/designer_draft.py"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.drawings import BROKEN, DRAWN, lanes, moved
from tests.workflows.stage import outsiders_are_kept_out, url
from workflows.models import MapDraft
from workflows.services.drafts import draft_discard


def send(client: Client, project: Project, content: bytes, revision: int = 0, base: int = 1) -> Any:
    file = SimpleUploadedFile("drawing.bpmn", content)
    data = {"drawing": file, "revision": revision, "base": base}
    return client.post(url("designer-draft", project), data)


def test_the_drawing_comes_with_what_the_script_needs_to_save_it(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    answer = client_of(owner).get(url("designer-draft", mapped)).json()

    assert "Charge card" in answer["drawing"]
    assert (answer["revision"], answer["base"]) == (0, 1)
    assert answer["token"]


def test_a_drawing_is_kept_and_its_marks_come_back(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    answer = send(client_of(owner), mapped, DRAWN).json()

    assert answer["revision"] == 2
    assert answer["saved_at"]
    assert bytes(MapDraft.objects.get().content) == DRAWN


def test_an_invalid_map_is_kept_all_the_same(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = send(client_of(owner), mapped, BROKEN)

    assert response.status_code == 200
    assert {mark["severity"] for mark in response.json()["marks"]} == {"problem"}


def test_a_stale_tab_is_told_when_the_other_one_saved(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    send(client, mapped, DRAWN)

    response = send(client, mapped, moved(), revision=1)

    assert response.status_code == 409
    told = response.json()
    assert (told["reason"], told["revision"]) == ("stale", 2)
    assert "in another tab" in told["message"]


def test_a_draft_that_is_gone_is_told(mapped: Project, owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)
    send(client, mapped, DRAWN)
    draft_discard(project=mapped, actor=owner)

    response = send(client, mapped, moved(), revision=2)

    assert (response.status_code, response.json()["reason"]) == (409, "gone")


@pytest.mark.parametrize("content", [b"<html/>", b"no xml", b"", b"<!DOCTYPE a><a/>"])
def test_what_is_no_bpmn_is_refused_with_the_mend(
    mapped: Project, owner: User, client_of: ClientOf, content: bytes
) -> None:
    response = send(client_of(owner), mapped, content)

    assert response.status_code == 422
    assert response.json()["message"]
    assert not MapDraft.objects.exists()


def test_a_drawing_of_more_than_5_mb_is_refused(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = send(client_of(owner), mapped, DRAWN + b" " * (5 * 1024 * 1024))

    assert response.status_code == 422
    assert "5 MB" in response.json()["message"]


def test_a_request_without_a_drawing_is_refused(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).post(url("designer-draft", mapped), {"revision": "x"})

    assert (response.status_code, response.json()["reason"]) == (422, "refused")


@pytest.mark.parametrize("name", ["designer-draft", "designer-marks"])
def test_only_who_may_edit_gets_the_draft(
    mapped: Project, stakeholder: User, stranger: User, client_of: ClientOf, name: str
) -> None:
    assert client_of(stakeholder).get(url(name, mapped)).status_code == 403
    outsiders_are_kept_out(stranger, url(name, mapped))


def test_the_marks_can_be_asked_for_alone(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)

    answer = client.get(url("designer-marks", mapped)).json()

    assert "drawing" not in answer
    assert answer["marks"]
    assert client.post(url("designer-marks", mapped)).status_code == 405


@pytest.mark.parametrize("steps", [2, 40])
def test_saving_a_larger_map_takes_no_more_queries(
    mapped: Project,
    owner: User,
    client_of: ClientOf,
    steps: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(owner)
    send(client, mapped, DRAWN)

    with django_assert_num_queries(16):
        send(client, mapped, lanes(shop=" ".join(f"s{n}" for n in range(steps))), revision=2)
