"""The file or the example that a project begins with."""

from __future__ import annotations

from typing import Any, TypedDict

from django import forms
from django.core.files.uploadedfile import UploadedFile

from assessment.services.files import example_content
from workflows.examples import examples
from workflows.formats.reading import MAX_BYTES

__all__ = ["ImportForm", "Source"]


class Source(TypedDict):
    """What ``project_import`` reads: a file's name and its bytes."""

    name: str
    content: bytes


class ImportForm(forms.Form):
    """Either a file or the key of an example."""

    file = forms.FileField(
        label="File",
        help_text="An assessment file (.yaml), or a bare map: BPMN 2.0 (.bpmn, .xml) or Podium’s "
        "own YAML. At most 5 MB.",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json,.bpmn,.xml"}),
    )
    example = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Refuse what is too large before anything reads it."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                f"The file has {(file.size or 0) / 1024 / 1024:.1f} MB, and at most 5 MB are read."
            )
        return file

    def clean_example(self) -> str:
        """Refuse an example that there is not."""
        key: str = self.cleaned_data["example"]
        if key and key not in {example.key for example in examples()}:
            raise forms.ValidationError("There is no such example any more. Choose another.")
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("example"):
            self.add_error("file", "Choose a file first, or take one of the examples.")
        return cleaned

    def source(self) -> Source:
        """What to read; call it on a valid form."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file:
            return Source(name=file.name or "assessment.yaml", content=file.read())
        key = self.cleaned_data["example"]
        return Source(name=f"{key}.yaml", content=example_content(key))
