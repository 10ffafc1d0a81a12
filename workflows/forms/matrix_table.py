"""The form that chooses lines and columns of the matrix; it is sent by GET and never refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from workflows.definition.column_sets import COLUMN_SETS, column_set
from workflows.definition.columns import COLUMNS_BY_ID
from workflows.selectors.matrix import Matrix
from workflows.selectors.matrix_table import COMPLETE, NAME, Choice, MatrixTable

__all__ = ["ChoiceForm"]


class ChoiceForm(forms.Form):
    """What a person looks for. What makes no sense is left out, as addresses get old."""

    q = forms.CharField(
        label="Find",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "step, value or note"}),
    )
    participant = forms.ChoiceField(label="Participant", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    scope = forms.ChoiceField(label="Inside", required=False)
    assumed = forms.BooleanField(label="Assumed only", required=False)

    def __init__(self, matrix: Matrix, data: Mapping[str, Any], columns: str) -> None:
        super().__init__(data)
        self._matrix, self._columns = matrix, columns
        table = MatrixTable(matrix, Choice())
        people = matrix.definition.participants
        self._choose("participant", [(one.id, one.name or one.id) for one in people])
        self._choose("kind", [(one.value, one.value.replace("-", " ")) for one in table.kinds])
        self._choose("scope", [(one, one) for one in table.scopes])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        if len(choices) < (1 if name == "scope" else 2):
            self.fields.pop(name)
            return
        label = self.fields[name].label
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[("", "all"), *choices]
        )

    @property
    def choice(self) -> Choice:
        """What is looked at."""
        self.full_clean()
        found = self.cleaned_data
        sort, page = str(self.data.get("sort", "")), str(self.data.get("page", ""))
        name = sort.removeprefix("-")
        return Choice(
            text=found.get("q", ""),
            participant=found.get("participant", ""),
            kind=found.get("kind", ""),
            scope=found.get("scope", ""),
            assumed_only=found.get("assumed", False),
            sort=name if name in {NAME, COMPLETE, *COLUMNS_BY_ID} else "",
            descending=sort.startswith("-"),
            columns=column_set(self._columns if self._columns in COLUMN_SETS else ""),
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    @property
    def table(self) -> MatrixTable:
        """The matrix as chosen."""
        return MatrixTable(self._matrix, self.choice)
