"""Forms that change many cells of the matrix together: one column of several steps, a pasted
block."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from workflows.definition.columns import COLUMNS_BY_ID, Column
from workflows.forms.matrix import cell_field
from workflows.selectors.matrix import Line, Matrix
from workflows.selectors.matrix_table import MatrixTable

__all__ = ["BulkForm", "ColumnForm", "PasteForm"]


class ColumnForm(forms.Form):
    """Which column, of which steps."""

    def __init__(self, matrix: Matrix, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self._matrix = matrix
        self.fields["column"] = forms.ChoiceField(
            label="Column", choices=[(one.id, one.label) for one in matrix.columns]
        )
        names = [(line.step.id, line.step.name or line.step.id) for line in matrix.lines]
        self.fields["step"] = forms.MultipleChoiceField(
            label="Steps",
            choices=names,
            widget=forms.MultipleHiddenInput,
            error_messages={"required": "Tick at least one step in the matrix first."},
        )

    @property
    def lines(self) -> list[Line]:
        """The chosen lines that have the column."""
        wanted, column = set(self.cleaned_data["step"]), self.column
        lines = [line for line in self._matrix.lines if line.step.id in wanted]
        return [line for line in lines if any(c.applies and c.column is column for c in line.cells)]

    @property
    def column(self) -> Column:
        """The chosen column."""
        return COLUMNS_BY_ID[self.cleaned_data["column"]]


class BulkForm(forms.Form):
    """The value for all of them, and the versions of the rows that the person has seen
    (``version=step:3`` once a row)."""

    def __init__(self, column: Column, matrix: Matrix, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.fields["text"] = cell_field(column, matrix.definition)
        self.fields["text"].widget.attrs["autofocus"] = True


class PasteForm(forms.Form):
    """A block and where its upper left cell goes; ``seen`` is the fingerprint of the preview."""

    block = forms.CharField(
        label="Cells",
        help_text="Copied from a spreadsheet: a line a step, tabs between the columns.",
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, table: MatrixTable, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self._table = table
        names = [(line.step.id, line.step.name or line.step.id) for line in table.found]
        self.fields["step"] = forms.ChoiceField(label="First step", choices=names)
        self.fields["column"] = forms.ChoiceField(
            label="First column", choices=[(one.id, one.label) for one in table.columns]
        )

    @property
    def steps(self) -> list[str]:
        """The steps from the first on, as they stand on the page."""
        ids = [line.step.id for line in self._table.found]
        return ids[ids.index(self.cleaned_data["step"]) :]

    @property
    def columns(self) -> list[str]:
        """The columns from the first on, as they stand on the page."""
        ids = [column.id for column in self._table.columns]
        return ids[ids.index(self.cleaned_data["column"]) :]
