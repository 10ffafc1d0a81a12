"""workflows/models/matrix_row.py"""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from projects.models import Project
from workflows.models import MatrixRow


def test_a_step_has_one_row(project: Project) -> None:
    MatrixRow.objects.create(project=project, step_id="pay")

    with pytest.raises(IntegrityError):
        MatrixRow.objects.create(project=project, step_id="pay")
