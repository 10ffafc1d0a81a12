"""Read the history of the requirement matrix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from projects.models import User
from workflows.definition.columns import COLUMNS_BY_ID
from workflows.definition.matrix import shown
from workflows.formats.matrix import NOTE
from workflows.models import CellEdit, EditKind, WorkflowMap
from workflows.selectors.matrix import Matrix

__all__ = ["HistoryEntry", "edit_of", "edits_since", "has_undo", "last_action", "step_history"]

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit in words: the column's label, and its texts as people read them."""

    edit: CellEdit
    label: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """``stated: 30s → 5s``; a confirmation changes no text."""
        if self.edit.kind == EditKind.CONFIRMED and self.before == self.after:
            return f"confirmed: {self.after or '—'}"
        verb = EditKind(self.edit.kind).label
        return f"{verb}: {self.before or '—'} → {self.after or '—'}"


def step_history(matrix: Matrix, step_id: str, column_id: str = "") -> tuple[HistoryEntry, ...]:
    """The last hundred edits of a step, or of one of its cells, newest first. One query."""
    found = CellEdit.objects.filter(workflow_map=matrix.workflow_map, step_id=step_id)
    if column_id:
        found = found.filter(column=column_id)
    edits = found.select_related("by")[:_SHOWN]
    return tuple(_entry(matrix, edit) for edit in edits if edit.column in {NOTE, *COLUMNS_BY_ID})


def edit_of(workflow_map: WorkflowMap, step_id: str, edit_id: int) -> CellEdit | None:
    """That edit of that step. One query."""
    return CellEdit.objects.filter(workflow_map=workflow_map, step_id=step_id, pk=edit_id).first()


def last_action(matrix: Matrix, person: User) -> tuple[CellEdit, ...]:
    """The edits of the person's last action that was not taken back, and is none itself. Two
    queries."""
    own = CellEdit.objects.filter(workflow_map=matrix.workflow_map, by=person, undone_at=None)
    own = own.exclude(kind=EditKind.PUT_BACK)
    newest = own.first()
    return tuple(own.filter(at=newest.at).order_by("pk")) if newest else ()


def has_undo(matrix: Matrix, person: User) -> bool:
    """Whether the person has an action to take back. One query."""
    own = CellEdit.objects.filter(workflow_map=matrix.workflow_map, by=person, undone_at=None)
    return own.exclude(kind=EditKind.PUT_BACK).exists()


def edits_since(
    workflow_map: WorkflowMap, versions: Mapping[str, int]
) -> dict[tuple[str, str], tuple[CellEdit, ...]]:
    """The edits of rows after these versions, oldest first, by step and column. One query."""
    found: dict[tuple[str, str], tuple[CellEdit, ...]] = {}
    for edit in _edits_of(workflow_map, versions):
        if edit.row_version > versions[edit.step_id]:
            key = edit.step_id, edit.column
            found[key] = (*found.get(key, ()), edit)
    return found


def _edits_of(workflow_map: WorkflowMap, versions: Mapping[str, int]) -> Iterable[CellEdit]:
    if not versions:
        return ()
    edits = CellEdit.objects.filter(
        workflow_map=workflow_map,
        step_id__in=list(versions),
        row_version__gt=min(versions.values()),
    )
    return edits.select_related("by").order_by("row_version", "pk")


def _entry(matrix: Matrix, edit: CellEdit) -> HistoryEntry:
    if edit.column == NOTE:
        return HistoryEntry(edit, "Note", edit.before, edit.after)
    column, now = COLUMNS_BY_ID[edit.column], matrix.definition
    before, after = shown(now, column, edit.before), shown(now, column, edit.after)
    return HistoryEntry(edit, column.label, before, after)
