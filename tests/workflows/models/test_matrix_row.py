"""workflows/models/matrix_row.py"""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from projects.models import Project
from workflows.models import MatrixRow


def test_a_step_of_a_map_has_one_row(mapped: Project) -> None:
    owner = mapped.maps.get()
    MatrixRow.objects.create(project=mapped, workflow_map=owner, step_id="pay")

    with pytest.raises(IntegrityError):
        MatrixRow.objects.create(project=mapped, workflow_map=owner, step_id="pay")
