"""Write a row that several people edit: only onto the version that the writer has seen."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from assessment.exceptions import StaleRowError
from assessment.models.revised import Revised
from projects.models import Project, User

__all__ = ["locked_row", "revise"]


def locked_row[R: Revised](model: type[R], *, project: Project, **key: object) -> R:
    """The stored row, or a new one at version 0, while nobody else may write in the project.

    Call it inside a transaction. Two queries.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    rows = model._default_manager.select_related("updated_by")
    row = rows.filter(project=project, **key).first()
    return row or model(project=project, version=0, **key)


def revise(row: Revised, *, expected: int, by: User | None, what: str, **values: Any) -> None:
    """Set ``values`` on ``row`` and count its version up.

    ``expected`` is the version the writer has seen, 0 for none. Raises StaleRowError, naming
    ``what`` ("the weights"), where another version is stored.
    """
    if row.version != expected:
        raise StaleRowError(what, row)
    stamp = {"version": row.version + 1, "updated_by": by, "updated_at": timezone.now()}
    changes = values | stamp
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(update_fields=None if row.pk is None else list(changes))
