"""Forms of the designer: what was drawn, the message of a version, one cell in the panel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from workflows.definition.columns import Column
from workflows.definition.model import Definition
from workflows.formats.reading import MAX_BYTES
from workflows.forms.matrix import CellForm

__all__ = ["DraftForm", "PanelCellForm", "PublishForm"]


class DraftForm(forms.Form):
    """What was drawn, as a file, with the revision and the version that the page has seen."""

    drawing = forms.FileField(allow_empty_file=True)
    revision = forms.IntegerField(min_value=0)
    base = forms.IntegerField(min_value=0)

    def clean_drawing(self) -> bytes:
        """The file's bytes; refuses what is too large before anything reads it."""
        file: UploadedFile[bytes] = self.cleaned_data["drawing"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                "The drawing has more than 5 MB, which is not kept. Split the map."
            )
        content: bytes = file.read()
        return content

    @property
    def first_error(self) -> str:
        """The first thing that is wrong, for the state line."""
        return str(next(iter(self.errors.values()))[0])


class PublishForm(forms.Form):
    """What changed, for the list of versions."""

    message = forms.CharField(
        label="What changed",
        help_text="A few words for the list of versions.",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PanelCellForm(CellForm):
    """One cell in the panel, which many others stand beside: nothing takes the focus."""

    def __init__(self, column: Column, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(column, definition, *args, auto_id=f"panel-{column.id}-%s", **kwargs)
        attributes = self.fields["text"].widget.attrs
        attributes.pop("autofocus")
        attributes.pop("aria-label")
