"""Forms of the workflow map page."""

from __future__ import annotations

from typing import TypedDict

from django import forms
from django.core.files.uploadedfile import UploadedFile

from workflows.examples import Example, example, examples
from workflows.formats.reading import MAX_BYTES
from workflows.formats.registry import FORMATS

__all__ = ["ExampleForm", "MapUploadForm", "Upload"]


_ACCEPTED = ",".join(
    sorted(
        {
            f".{end.rsplit('.', 1)[-1]}"
            for one in FORMATS.values()
            if one.read
            for end in one.extensions
        }
    )
)


class Upload(TypedDict):
    """A file as ``map_upload`` takes it."""

    name: str
    content: bytes
    message: str


class MapUploadForm(forms.Form):
    """A file with a map, and what changed in it."""

    file = forms.FileField(
        label="Workflow map",
        help_text="BPMN 2.0, Podium’s YAML or JSON, Amazon States Language, Open Workflow "
        "Specification; at most 5 MB.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )
    message = forms.CharField(
        label="What changed",
        help_text="A few words for the list of versions.",
        max_length=300,
        required=False,
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large before anything reads it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        size = file.size or 0
        if size > MAX_BYTES:
            raise forms.ValidationError(
                f"The file has {size / 1024 / 1024:.1f} MB, and at most 5 MB are read. "
                "Split the map, or save it without embedded images."
            )
        return file

    @property
    def upload(self) -> Upload:
        """The file of a valid form."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        message = self.cleaned_data["message"]
        return Upload(name=file.name or "map", content=file.read(), message=message)


class ExampleForm(forms.Form):
    """Which example to begin with."""

    example = forms.CharField()

    def clean_example(self) -> Example:
        """The example itself."""
        key = self.cleaned_data["example"]
        try:
            return example(key)
        except KeyError:
            known = ", ".join(one.key for one in examples())
            raise forms.ValidationError(
                f"There is no example {key!r}. Choose one of {known}."
            ) from None
