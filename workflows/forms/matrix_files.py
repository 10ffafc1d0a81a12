"""Forms that take a requirement matrix in as a file: first the file, then the consent."""

from __future__ import annotations

import base64
import binascii
import hashlib

from django import forms
from django.core.files.uploadedfile import UploadedFile

from workflows.formats.matrix import MATRIX_FORMATS
from workflows.selectors.matrix_conflicts import Proposal

__all__ = ["MAX_BYTES", "ApplyForm", "MatrixFileForm", "fingerprint"]

MAX_BYTES = 1024 * 1024
_EXTENSIONS = [f".{one}" for each in MATRIX_FORMATS.values() for one in each.extensions]


def fingerprint(found: Proposal) -> str:
    """Tells whether two previews promise the same changes and ask the same."""
    asked = [(one.mine.change, one.last.pk) for one in found.conflicts]
    told = repr(([one.change for one in found.changes], asked))
    return hashlib.sha256(told.encode()).hexdigest()


class MatrixFileForm(forms.Form):
    """A spreadsheet with requirements."""

    file = forms.FileField(
        label="Requirements as XLSX or CSV",
        help_text="With a column “Step”, as in the download; at most 1 MB. You see what it "
        "changes before anything is stored.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(_EXTENSIONS)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what no matrix needs."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                "The file is larger than 1 MB, which no matrix needs. Save only its table."
            )
        return file


class ApplyForm(forms.Form):
    """The file once more, as base64 so that no browser mends its line ends, its name, and the
    fingerprint of the preview that the person has seen. Which conflicts are decided for the file
    comes beside it, as ``mine``."""

    content = forms.CharField(widget=forms.HiddenInput)
    source = forms.CharField(widget=forms.HiddenInput, max_length=255, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def after(cls, content: bytes, source: str, found: Proposal) -> ApplyForm:
        """The form below a preview."""
        text = base64.b64encode(content).decode()
        return cls(initial={"content": text, "source": source[-255:], "seen": fingerprint(found)})

    def clean_content(self) -> bytes:
        """The file's bytes."""
        try:
            return base64.b64decode(self.cleaned_data["content"], validate=True)
        except binascii.Error:
            raise forms.ValidationError("The file did not arrive whole. Choose it again.") from None
