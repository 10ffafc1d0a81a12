"""Forms that take an event log in: first the file, then the choice among what it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from workflows.formats.reading import MAX_BYTES
from workflows.observed_changes import ObservedChange

__all__ = ["LogFileForm", "ObservedForm"]

_SALT = "event-log"


class LogFileForm(forms.Form):
    """An event log."""

    file = forms.FileField(
        label="Event log",
        help_text="XES (.xes) or CSV with case, activity, start and end; at most 5 MB. You see "
        "what it says before anything is stored.",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xes,.csv"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large before anything reads it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                "The file is larger than 5 MB. Take a part of the cases, such as one week."
            )
        return file


class _Ticked(forms.MultipleChoiceField):
    """Whatever was ticked; what it means stands in the signed preview."""

    def valid_value(self, value: Any) -> bool:
        """The preview tells."""
        return True


class ObservedForm(forms.Form):
    """What was found, signed so that it comes back as it was shown, and what to take of it."""

    found = forms.CharField(widget=forms.HiddenInput)
    take = _Ticked(required=False)

    @classmethod
    def below(cls, changes: Iterable[ObservedChange], *, source: str, seen: int) -> ObservedForm:
        """The form below a preview."""
        data = {
            "source": source[-200:],
            "seen": seen,
            "changes": {
                one.key: {"step": one.step, "cells": dict(one.cells), "shares": dict(one.shares)}
                for one in changes
            },
        }
        found = signing.dumps(json.dumps(data), salt=_SALT, compress=True)
        return cls(initial={"found": found})

    def clean(self) -> dict[str, Any]:
        """What was shown, and which of it was chosen."""
        try:
            data = json.loads(signing.loads(self.cleaned_data.get("found", ""), salt=_SALT))
        except signing.BadSignature:
            raise forms.ValidationError(
                "The preview did not arrive whole. Choose the log again."
            ) from None
        chosen = [one for one in self.cleaned_data.get("take", ()) if one in data["changes"]]
        if not chosen:
            raise forms.ValidationError("Nothing was chosen, so nothing was stored.")
        return self.cleaned_data | {"data": data, "chosen": chosen}

    @property
    def wish(self) -> Mapping[str, Any]:
        """The arguments of ``observation_apply`` for a valid form."""
        data, chosen = self.cleaned_data["data"], self.cleaned_data["chosen"]
        cells: dict[str, dict[str, str]] = {}
        shares: dict[str, float] = {}
        for key in chosen:
            one = data["changes"][key]
            if one["cells"]:
                cells.setdefault(one["step"], {}).update(one["cells"])
            shares |= one["shares"]
        return {"cells": cells, "shares": shares, "source": data["source"], "seen": data["seen"]}
