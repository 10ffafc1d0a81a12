"""workflows/views/map_files.py"""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.stage import ORDER, outsiders_are_kept_out, url
from workflows.formats import registry
from workflows.selectors.matrix import definition_for
from workflows.services.maps import map_upload

UNDRAWN = b"""<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
  <process id="p"><startEvent id="s"/><task id="t" name="Work"/><endEvent id="e"/>
  <sequenceFlow id="f" sourceRef="s" targetRef="t"/>
  <sequenceFlow id="g" sourceRef="t" targetRef="e"/></process>
</definitions>"""


def test_the_viewer_gets_a_drawing_of_a_yaml_map(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(url("map-bpmn", mapped))

    assert b"BPMNShape" in response.content
    assert b"Charge card" in response.content


def test_a_bpmn_file_without_a_drawing_gets_one(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    map_upload(project=project, actor=owner, name="x.bpmn", content=UNDRAWN)

    response = client_of(owner).get(url("map-version-bpmn", project, 1))

    assert b"BPMNShape" in response.content


def test_the_original_is_what_was_uploaded(
    mapped: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(url("map-original", mapped, 1))

    assert response.content == ORDER
    assert 'filename="order.yaml"' in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["map-bpmn", "map-version-bpmn", "map-original"])
def test_an_uploaded_file_never_opens_as_a_page(
    mapped: Project, owner: User, client_of: ClientOf, name: str
) -> None:
    number = () if name == "map-bpmn" else (1,)

    response = client_of(owner).get(url(name, mapped, *number))

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("file_format", ["yaml", "bpmn"])
def test_an_export_reads_back_as_the_same_definition(
    mapped: Project, owner: User, client_of: ClientOf, file_format: str
) -> None:
    response = client_of(owner).get(url("map-export", mapped, file_format))

    read = registry.read(f"x.{file_format}", response.content).definition
    assert read == definition_for(mapped)


def test_an_unknown_format_is_404(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(url("map-export", mapped, "visio")).status_code == 404


def test_without_a_map_there_is_no_file(project: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).get(url("map-bpmn", project)).status_code == 404


def test_strangers_get_404_and_anonymous_people_sign_in(mapped: Project, stranger: User) -> None:
    outsiders_are_kept_out(stranger, url("map-original", mapped, 1))
    outsiders_are_kept_out(stranger, url("map-bpmn", mapped))


def test_files_reject_post(mapped: Project, owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post(url("map-bpmn", mapped)).status_code == 405
