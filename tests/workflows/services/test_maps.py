"""workflows/services/maps.py"""

from __future__ import annotations

import pytest

from projects.models import ActivityEntry, Project, User
from tests.workflows.stage import ORDER, SHORTER_ORDER, upload
from workflows.definition.findings import DefinitionError
from workflows.examples import examples
from workflows.models import MapVersion
from workflows.services.maps import map_from_example, map_upload


def test_every_upload_is_a_new_version(project: Project, owner: User) -> None:
    upload(project, owner)

    second = upload(project, owner, SHORTER_ORDER)

    assert second.number == 2
    assert MapVersion.objects.filter(project=project).count() == 2


def test_the_original_is_kept_byte_for_byte(project: Project, owner: User) -> None:
    version = upload(project, owner)

    version.refresh_from_db()

    assert bytes(version.original) == ORDER


def test_the_same_bytes_sent_twice_are_one_version(project: Project, owner: User) -> None:
    first = upload(project, owner)

    assert upload(project, owner) == first


def test_a_file_that_cannot_be_read_stores_nothing(project: Project, owner: User) -> None:
    with pytest.raises(DefinitionError) as refusal:
        map_upload(project=project, actor=owner, name="x.bpmn", content=b"<html/>")

    assert refusal.value.problems
    assert not MapVersion.objects.exists()


def test_an_upload_stands_in_the_activity_log(project: Project, owner: User) -> None:
    upload(project, owner)

    entry = ActivityEntry.objects.first()
    assert entry is not None
    assert (entry.actor, entry.subject) == (owner, "order.yaml, version 1")


def test_an_example_becomes_a_version_with_its_requirements(project: Project, owner: User) -> None:
    example = examples()[0]

    version = map_from_example(project=project, actor=owner, example=example)

    assert version.definition == example.definition
