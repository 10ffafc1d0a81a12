"""workflows/views/library.py"""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import ORDER, outsiders_are_kept_out, url
from workflows.models import WorkflowMap
from workflows.selectors.maps import current_map, workflow_map
from workflows.services.library import map_create


def test_the_library_lists_every_map(mapped: Project, owner: User, client_of: ClientOf) -> None:
    map_create(project=mapped, actor=owner, name="Returns")

    page = client_of(owner).get(url("map-library", mapped)).content.decode()

    assert "Online order" in page
    assert "Returns" in page
    assert "none yet" in page


def test_a_reader_may_change_nothing(
    mapped: Project, stakeholder: User, client_of: ClientOf
) -> None:
    page = client_of(stakeholder).get(url("map-library", mapped)).content.decode()

    assert "Rename" not in page
    assert "Begin the map" not in page


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ({"begin": ""}, 0),
        ({"begin": "pattern:outbox"}, 1),
        ({"begin": "copy:order"}, 1),
    ],
)
def test_a_map_begins_in_each_way(
    mapped: Project, architect: User, client_of: ClientOf, form: dict[str, str], number: int
) -> None:
    answer = client_of(architect).post(url("library-create", mapped), {"name": "Returns", **form})

    assert answer["Location"] == url("map", mapped, "returns")
    current = current_map(mapped, "returns")
    assert (current.number if current else 0) == number


def test_a_map_begins_with_a_file(mapped: Project, owner: User, client_of: ClientOf) -> None:
    form = {"name": "Returns", "file": SimpleUploadedFile("order.yaml", ORDER)}

    client_of(owner).post(url("library-create", mapped), form)

    assert current_map(mapped, "returns") is not None


def test_a_broken_file_begins_nothing_and_is_told(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    form = {"name": "Returns", "file": SimpleUploadedFile("order.bpmn", b"<html/>")}

    answer = client_of(owner).post(url("library-create", mapped), form)

    assert answer.status_code == 422
    assert workflow_map(mapped, "returns") is None


def test_a_map_needs_a_name(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(url("library-create", mapped), {"name": ""}).status_code == 422


def test_a_map_is_renamed_made_main_and_deleted(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    map_create(project=mapped, actor=owner, name="Returns")
    client = client_of(owner)

    client.post(url("library-rename", mapped, "returns"), {"name": "Refunds"})
    client.post(url("library-main", mapped, "returns"))
    client.post(url("library-delete", mapped, "order"), {"sure": "on"})

    assert [(m.key, m.name, m.is_main) for m in WorkflowMap.objects.all()] == [
        ("returns", "Refunds", True)
    ]


def test_what_cannot_be_deleted_says_why(mapped: Project, owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)

    unsure = client.post(url("library-delete", mapped, "order"), follow=True)
    main = client.post(url("library-delete", mapped, "order"), {"sure": "on"}, follow=True)

    assert "Tick that you know" in unsure.content.decode()
    assert "the assessment is about it" in main.content.decode()


@pytest.mark.parametrize("name", ["library-rename", "library-main", "library-delete"])
def test_an_unknown_map_is_404(
    mapped: Project, owner: User, client_of: ClientOf, name: str
) -> None:
    form = {"name": "X", "sure": "on"}

    assert client_of(owner).post(url(name, mapped, "nothing"), form).status_code == 404
    assert client_of(owner).get(url(name, mapped, "order")).status_code == 405


def test_an_empty_map_begins_with_a_pattern(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    assert "Start from a pattern" in client.get(url("map", project)).content.decode()

    client.post(url("map-pattern", project), {"pattern": "saga"})

    current = current_map(project)
    assert current is not None
    assert current.definition.name == "Saga"


def test_an_unknown_pattern_is_told(project: Project, owner: User, client_of: ClientOf) -> None:
    answer = client_of(owner).post(url("map-pattern", project), {"pattern": "x"}, follow=True)

    assert "There is no pattern" in answer.content.decode()


def test_only_editors_begin_and_change_maps(
    mapped: Project, stakeholder: User, stranger: User, client_of: ClientOf
) -> None:
    client = client_of(stakeholder)

    assert client.post(url("library-create", mapped), {"name": "X"}).status_code == 403
    assert client.post(url("library-main", mapped, "order")).status_code == 403
    assert client.post(url("map-pattern", mapped)).status_code == 403
    outsiders_are_kept_out(stranger, url("map-library", mapped))


def test_a_file_goes_to_the_map_of_its_page(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    made = map_create(project=mapped, actor=owner, name="Returns")

    page = client_of(owner).get(url("map", mapped, made.key)).content.decode()

    there = reverse("workflows:map-upload", args=[mapped.pk, made.key])
    assert f'action="{there}"' in page
