"""workflows/models/map_version.py"""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from projects.models import Project
from workflows.models import MapVersion


def test_a_stored_version_refuses_to_be_saved_again(mapped: Project) -> None:
    version = MapVersion.objects.get(project=mapped)
    version.message = "better"

    with pytest.raises(ValueError, match="never changes"):
        version.save()


def test_a_map_has_each_number_once(mapped: Project) -> None:
    first = MapVersion.objects.get(project=mapped)
    second = MapVersion(
        project=mapped,
        workflow_map=first.workflow_map,
        number=1,
        name="x",
        format="yaml",
        original=b"x",
        definition=first.definition,
    )

    with pytest.raises(IntegrityError):
        second.save()
