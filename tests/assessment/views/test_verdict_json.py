"""The verdict as JSON: to the digit what `podium assess` writes for the project's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.urls import reverse

from assessment.services.files import example_content, project_import
from config.cli import main
from projects.models import Project, User
from tests.cast import ClientOf
from workflows.tasks import run_experiment


@pytest.mark.parametrize("key", ["loan-approval", "online-order", "parcel-carriers"])
def test_the_page_and_the_command_agree_to_the_digit(
    owner: User, client_of: ClientOf, tmp_path: Path, key: str
) -> None:
    imported = project_import(by=owner, name=f"{key}.yaml", content=example_content(key))
    assert imported.experiment is not None
    run_experiment.func(str(imported.experiment.pk))
    client, project = client_of(owner), imported.project
    file = tmp_path / "project.yaml"
    file.write_bytes(client.get(reverse("assessment:export", args=[project.pk])).content)

    assert main(["assess", str(file), "--out", str(tmp_path), "--no-pdf"]) == 0

    page = client.get(_url(project)).json()
    assert page == json.loads((tmp_path / "verdict.json").read_text())


def test_a_project_without_a_map_has_no_verdict(
    project: Project, owner: User, client_of: ClientOf
) -> None:
    response = client_of(owner).get(_url(project))

    assert response.status_code != 200
    assert "map" in response.content.decode()


def test_a_stranger_finds_nothing(mapped: Project, stranger: User, client_of: ClientOf) -> None:
    assert client_of(stranger).get(_url(mapped)).status_code == 404


def _url(project: Project) -> str:
    return reverse("assessment:verdict-json", args=[project.pk])
