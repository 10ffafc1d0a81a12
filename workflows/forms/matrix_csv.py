"""Forms that take a requirement matrix in as CSV: first the file, then the consent."""

from __future__ import annotations

import base64
import binascii
import hashlib

from django import forms
from django.core.files.uploadedfile import UploadedFile

from workflows.formats.matrix_csv import MatrixChange

__all__ = ["MAX_CSV_BYTES", "CsvApplyForm", "CsvFileForm", "fingerprint"]

MAX_CSV_BYTES = 1024 * 1024


def fingerprint(change: MatrixChange) -> str:
    """Tells whether two previews promise the same changes."""
    return hashlib.sha256(repr(change.changes).encode()).hexdigest()


class CsvFileForm(forms.Form):
    """A CSV file with requirements."""

    file = forms.FileField(
        label="Requirements as CSV",
        help_text="With a column “step”, as in the download; at most 1 MB. You see what it "
        "changes before anything is stored.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what no matrix needs."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_CSV_BYTES:
            raise forms.ValidationError(
                "The file is larger than 1 MB, which no matrix needs. Save only its table."
            )
        return file


class CsvApplyForm(forms.Form):
    """The file once more, as base64 so that no browser mends its line ends, its name, and the
    fingerprint of the preview that the person has seen."""

    content = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(widget=forms.HiddenInput, max_length=255, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def after(cls, content: bytes, source: str, change: MatrixChange) -> CsvApplyForm:
        """The form below a preview."""
        text = base64.b64encode(content).decode()
        seen = fingerprint(change)
        return cls(initial={"content": text, "source": source[-255:], "seen": seen})

    def clean_content(self) -> bytes:
        """The file's bytes."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except binascii.Error:
            raise forms.ValidationError("The file did not arrive whole. Choose it again.") from None
