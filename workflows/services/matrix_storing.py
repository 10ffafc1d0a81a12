"""Store changed rows of the requirement matrix with the history of their cells.

However many rows change: one query for new rows, one for changed ones, one for the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects.models import Project, User
from projects.services.activity import activity_record
from workflows.definition.columns import COLUMNS, COLUMNS_BY_ID, applicable, requirements_of
from workflows.definition.model import Definition, Node
from workflows.exceptions import NoMapError
from workflows.formats.matrix import NOTE
from workflows.models import CellEdit, EditKind, MatrixRow
from workflows.selectors.matrix import Matrix, matrix_for

__all__ = ["RowChange", "locked_matrix", "record", "store"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """What becomes of one row: ``stated`` are columns that people state or confirm now,
    ``released`` those that they no longer do; ``note`` is None where it stays."""

    stated: frozenset[str] = field(default_factory=frozenset)
    released: frozenset[str] = field(default_factory=frozenset)
    note: str | None = None


def locked_matrix(project: Project, map_key: str, drawn: Definition | None = None) -> Matrix:
    """The matrix, with the project locked so that writers of one matrix queue.

    Raises ``NoMapError`` without a map.
    """
    Project.objects.select_for_update().get(pk=project.pk)
    matrix = matrix_for(project, map_key, drawn=drawn)
    if matrix is None:
        raise NoMapError
    return matrix


@transaction.atomic
def store(
    *,
    matrix: Matrix,
    actor: User,
    kind: EditKind,
    definition: Definition,
    changes: Mapping[str, RowChange],
) -> Matrix:
    """Write the rows as they read in ``definition``, and what changed in each cell; returns the
    matrix as it is then."""
    writing = _Writing(matrix, actor, kind, timezone.now())
    for step_id, change in changes.items():
        writing.take(definition.by_id[step_id], change)
    writing.save()
    return replace(matrix, definition=definition, rows={**matrix.rows, **writing.rows})


def record(matrix: Matrix, actor: User, verb: str, subject: str) -> None:
    """A line in the project's activity log."""
    owner = matrix.workflow_map
    activity_record(
        project=owner.project,
        actor=actor,
        verb=verb,
        subject=subject,
        url=reverse("workflows:matrix", args=[owner.project_id, owner.key]),
    )


class _Writing:
    """Rows and edits of one action; all edits carry the same moment."""

    def __init__(self, matrix: Matrix, actor: User, kind: EditKind, at: datetime) -> None:
        self._matrix, self._actor, self._kind, self._at = matrix, actor, kind, at
        self._new: list[MatrixRow] = []
        self._old: list[MatrixRow] = []
        self.edits: list[CellEdit] = []

    def take(self, after: Node, change: RowChange) -> None:
        """One row: its new values, and an edit for each cell that is another now."""
        row = self._row(after.id)
        before, was = self._matrix.definition.by_id[after.id], dict(row.values)
        row.values = _values(after, was, change)
        row.version += 1
        own = list(self._cell_edits(row, before, after, was, change.stated))
        if change.note is not None and change.note != row.note:
            own.append(self._edit(row, NOTE, (row.note, change.note), (True, True)))
            row.note = change.note
        mark = {"kind": self._kind.value, "by": self._actor.pk, "at": self._at.isoformat()}
        changed = {edit.column for edit in own}
        row.marks = {
            name: mark if name in changed else row.marks[name]
            for name in row.values
            if name in changed or name in row.marks
        }
        self.edits += own
        row.updated_by, row.updated_at = self._actor, self._at
        row.clean_fields(exclude={"project", "workflow_map", "updated_by"})

    @property
    def rows(self) -> dict[str, MatrixRow]:
        """The written rows, by step."""
        return {row.step_id: row for row in (*self._new, *self._old)}

    def save(self) -> None:
        """Three queries at most."""
        MatrixRow.objects.bulk_create(self._new)
        fields = ["values", "marks", "note", "version", "updated_by", "updated_at"]
        MatrixRow.objects.bulk_update(self._old, fields)
        CellEdit.objects.bulk_create(self.edits)

    def _row(self, step_id: str) -> MatrixRow:
        owner = self._matrix.workflow_map
        if found := self._matrix.rows.get(step_id):
            self._old.append(found)
            return found
        row = MatrixRow(project_id=owner.project_id, workflow_map=owner, step_id=step_id, version=0)
        self._new.append(row)
        return row

    def _cell_edits(
        self,
        row: MatrixRow,
        before: Node,
        after: Node,
        was: Mapping[str, str],
        stated: frozenset[str],
    ) -> Iterable[CellEdit]:
        for column in applicable(after):
            name = column.id
            texts = column.text(before), column.text(after)
            held = name in was, name in row.values
            # Confirming changes no text.
            if texts[0] != texts[1] or held[0] != held[1] or name in stated:
                yield self._edit(row, name, texts, held)

    def _edit(
        self, row: MatrixRow, column: str, texts: tuple[str, str], held: tuple[bool, bool]
    ) -> CellEdit:
        return CellEdit(
            workflow_map=self._matrix.workflow_map,
            step_id=row.step_id,
            column=column,
            before=texts[0],
            after=texts[1],
            was_stated=held[0],
            is_stated=held[1],
            kind=self._kind,
            row_version=row.version,
            by=self._actor,
            at=self._at,
        )


def _values(after: Node, was: Mapping[str, str], change: RowChange) -> dict[str, str]:
    """The stated texts as the step reads them now. What found no place in this map stays as it
    was stated, until a map has the place again."""
    known = {column.id for column in applicable(after)}
    assumed = requirements_of(after).assumed
    wanted = (set(was) | change.stated) - change.released
    names = [column.id for column in COLUMNS if column.id in wanted]
    kept = {name: text for name, text in was.items() if name in wanted and name not in known}
    read = {name: COLUMNS_BY_ID[name].text(after) for name in names if name in known - assumed}
    return {**kept, **read}
