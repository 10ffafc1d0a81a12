"""Forms of the requirement matrix: one cell, one row, all rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst

from workflows.definition.columns import Column, ColumnKind
from workflows.definition.matrix import undo_choices
from workflows.definition.model import Definition
from workflows.formats.matrix import NOTE
from workflows.selectors.matrix import Line

__all__ = ["CellForm", "ConfirmAllForm", "RowForm", "RowVersionForm", "cell_field", "editor"]


class RowVersionForm(forms.Form):
    """A change to a row names the version that the person has seen."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CellForm(RowVersionForm):
    """One cell, edited in place."""

    def __init__(self, column: Column, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.column = column
        self.fields["text"] = cell_field(column, definition)
        self.fields["text"].widget.attrs |= {"autofocus": True, "aria-label": column.label}


def editor(column: Column, definition: Definition) -> CellForm:
    """A blank cell of the column, from which pages make the field that opens in place."""
    form = CellForm(column, definition, auto_id=False, use_required_attribute=False)
    del form.fields["text"].widget.attrs["autofocus"]
    return form


class RowForm(RowVersionForm):
    """All cells of a step. What the person changed is measured against what they saw, which the
    form carries along, so that a colleague's change of another cell is not taken for theirs."""

    def __init__(
        self, line: Line, definition: Definition, data: Mapping[str, Any] | None = None
    ) -> None:
        initial = {cell.column.id: cell.text for cell in line.cells} | {"version": line.version}
        super().__init__(data, initial=initial)
        for cell in line.cells:
            if cell.applies:
                field = cell_field(cell.column, definition)
                field.show_hidden_initial = True
                if cell.assumed:
                    field.label = f"{field.label} (assumed)"
                self.fields[cell.column.id] = field
        self.fields[NOTE] = forms.CharField(
            label="Note",
            help_text="What colleagues should know about these requirements.",
            required=False,
            max_length=2_000,
            show_hidden_initial=True,
            initial=line.note,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def changes(self) -> dict[str, str]:
        """The cells that the person changed, by column id."""
        names = [name for name in self.changed_data if name not in {"version", NOTE}]
        return {name: self.cleaned_data[name] for name in names}

    @property
    def note(self) -> str | None:
        """The note, where the person changed it."""
        return self.cleaned_data[NOTE].replace("\r\n", "\n") if self._note_changed else None

    @property
    def _note_changed(self) -> bool:
        return NOTE in self.changed_data and NOTE in self.data

    def on_top_of(self, line: Line, definition: Definition) -> RowForm:
        """The row as it is now in the form, with what this form's sender changed put over it."""
        data: dict[str, Any] = {"version": line.version}
        for cell in line.cells:
            if cell.applies:
                name = cell.column.id
                data[name] = self.changes.get(name, cell.text)
                data[self[name].html_initial_name] = cell.text
        data[NOTE] = line.note if self.note is None else self.note
        data[self[NOTE].html_initial_name] = line.note
        again = RowForm(line, definition, data)
        again.full_clean()
        return again

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put what the service refused beside its field."""
        for name, message in errors.items():
            self.add_error(name if name in self.fields else None, capfirst(message))


class ConfirmAllForm(forms.Form):
    """The version of each row that the person has seen: ``version=step:3`` once a row."""

    def __init__(self, versions: list[str]) -> None:
        super().__init__({})
        self._versions = versions

    def clean(self) -> dict[str, Any]:
        """The versions by step id."""
        found = [text.rpartition(":") for text in self._versions]
        if not all(number.isascii() and number.isdigit() for _, _, number in found):
            raise forms.ValidationError("This page is out of date. Load it again, then confirm.")
        return {"versions": {step: int(number) for step, _, number in found}}


def cell_field(column: Column, definition: Definition) -> forms.Field:
    """The control for a cell of the column."""
    choices = _choices(column, definition)
    if choices:
        # The definition checks the value, with a message that names the mend.
        widget: forms.Widget = forms.Select(choices=choices)
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=column.label, help_text=column.help, required=False, widget=widget, max_length=2_000
    )


def _choices(column: Column, definition: Definition) -> list[tuple[str, str]]:
    if column.kind is ColumnKind.CHOICE:
        return [(choice, choice) for choice in column.choices]
    if column.kind is ColumnKind.FLAG:
        return [("yes", "yes"), ("no", "no")]
    if column.kind is ColumnKind.PARTICIPANT:
        return [("", "nobody yet"), *((p.id, p.name or p.id) for p in definition.participants)]
    if column.kind is ColumnKind.STEP:
        undo = undo_choices(definition).items()
        return [("", "nothing"), *((own_id, name or own_id) for own_id, name in undo)]
    return []
