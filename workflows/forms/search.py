"""The form of the search."""

from __future__ import annotations

from django import forms

__all__ = ["SearchForm"]


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(
        label="Step or participant",
        max_length=200,
        error_messages={"required": "Name a part of a step or a participant."},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
