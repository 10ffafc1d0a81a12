"""Forms of the list of versions: restore one, compare two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

__all__ = ["DRAFT", "CompareForm", "RestoreForm"]

DRAFT = "draft"
"""What stands for one's own draft where a version's number may stand."""


class RestoreForm(forms.Form):
    """Why an older version comes back."""

    message = forms.CharField(
        label="Why it comes back",
        help_text="A few words for the list of versions.",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CompareForm(forms.Form):
    """Which two to compare; ``numbers`` are those of the map's versions, newest first."""

    def __init__(
        self, data: Any, numbers: Sequence[int], *, has_draft: bool, **kwargs: Any
    ) -> None:
        latest = str(numbers[0]) if numbers else DRAFT
        former = latest if has_draft else str(numbers[min(1, len(numbers) - 1)] if numbers else "")
        sent = {"from": former, "to": DRAFT if has_draft else latest}
        sent |= {name: data[name] for name in sent if data.get(name)}
        super().__init__(sent, auto_id="compare-%s", **kwargs)
        choices = [(str(number), f"Version {number}") for number in numbers]
        if has_draft:
            choices = [(DRAFT, "Your draft"), *choices]
        for name, label in (("from", "Older"), ("to", "Newer")):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)

    @property
    def sides(self) -> tuple[str, str]:
        """The two of a valid form: a number, or ``DRAFT``."""
        return self.cleaned_data["from"], self.cleaned_data["to"]
