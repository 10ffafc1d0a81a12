"""What the tests of this app's rows and pages may ask for."""

from __future__ import annotations

import pytest

from projects.models import Project, User
from tests.workflows.stage import experiment_done, upload
from workflows.models import Experiment


@pytest.fixture
def mapped(project: Project, owner: User) -> Project:
    """The project with a map of three steps."""
    upload(project, owner)
    return project


@pytest.fixture
def done(mapped: Project, owner: User) -> Experiment:
    """A finished experiment of the mapped project."""
    return experiment_done(mapped, owner)
