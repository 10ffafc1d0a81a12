"""Forms of the map library: begin a map, rename one, delete one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from workflows.formats.reading import MAX_BYTES
from workflows.forms.maps import Upload
from workflows.models import WorkflowMap
from workflows.patterns import Pattern, pattern, patterns

__all__ = ["DeleteMapForm", "NameForm", "NewMapForm", "PatternForm"]

_PATTERN = "pattern:"
_COPY = "copy:"


class NameForm(forms.Form):
    """What a map is called."""

    name = forms.CharField(
        label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class NewMapForm(forms.Form):
    """A name, and what the map begins with: nothing, a pattern, a copy or a file."""

    name = forms.CharField(
        label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    file = forms.FileField(
        label="Or a file",
        help_text="Any format that Podium reads, at most 5 MB.",
        required=False,
        allow_empty_file=True,
    )

    def __init__(self, maps: Sequence[WorkflowMap], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "new-%s", **kwargs})
        self.fields["begin"] = forms.ChoiceField(
            label="Begin with",
            required=False,
            choices=[
                ("", "Nothing, or the file below"),
                ("Patterns", [(_PATTERN + one.key, one.name) for one in patterns()]),
                *([("A copy of", [(_COPY + one.key, one.name) for one in maps])] if maps else []),
            ],
        )
        self.order_fields(("name", "begin", "file"))

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Refuse what is too large before anything reads it."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError("The file has more than 5 MB, which is not read.")
        return file

    @property
    def upload(self) -> Upload | None:
        """The file of a valid form, if one was sent."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if not file:
            return None
        return Upload(name=file.name or "map", content=file.read(), message="")

    @property
    def pattern(self) -> Pattern | None:
        """The pattern that was chosen."""
        begin: str = self.cleaned_data["begin"]
        found = begin.removeprefix(_PATTERN)
        return pattern(found) if begin.startswith(_PATTERN) else None

    @property
    def copied(self) -> str:
        """The key of the map to copy; empty for none."""
        begin: str = self.cleaned_data["begin"]
        return begin.removeprefix(_COPY) if begin.startswith(_COPY) else ""


class PatternForm(forms.Form):
    """Which pattern to begin with."""

    pattern = forms.CharField()

    def clean_pattern(self) -> Pattern:
        """The pattern itself."""
        key = self.cleaned_data["pattern"]
        try:
            return pattern(key)
        except KeyError:
            known = ", ".join(one.key for one in patterns())
            raise forms.ValidationError(
                f"There is no pattern {key!r}. Choose one of {known}."
            ) from None


class DeleteMapForm(forms.Form):
    """Says that one knows what goes with a map."""

    sure = forms.BooleanField(
        label="I know that its versions, drafts and requirements go with it",
        error_messages={"required": "Tick that you know what goes with the map."},
    )
