"""Maps that other tools drew, through the pages of this app."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.models import Project, User
from tests.cast import ClientOf
from tests.workflows.formats.corpus import bpmn_files
from tests.workflows.stage import url
from workflows.sandbox.scenario import Scenario
from workflows.services.experiment_run import experiment_run
from workflows.services.experiments import experiment_create
from workflows.services.maps import map_upload


@pytest.mark.parametrize("path", bpmn_files())
def test_every_map_can_be_read_stated_and_run(
    project: Project, owner: User, client_of: ClientOf, path: Path
) -> None:
    map_upload(project=project, actor=owner, name=path.name, content=path.read_bytes())
    experiment = experiment_create(
        project=project, actor=owner, scenario=Scenario(cases=3), token="form"
    )
    experiment_run(experiment_id=experiment.pk)

    client = client_of(owner)
    pages = [url(name, project) for name in ("map", "map-bpmn", "matrix", "matrix-csv")]
    result = url("experiment", project, experiment.pk)
    assert [client.get(page).status_code for page in (*pages, result)] == [200] * 5
