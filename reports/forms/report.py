"""The form that asks for a report."""

from __future__ import annotations

import secrets

from django import forms

__all__ = ["ReportForm"]


class ReportForm(forms.Form):
    """A button with a token of its own, so that two clicks make one report."""

    token = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        initial=lambda: secrets.token_urlsafe(16),
        error_messages={"required": "This page is out of date: load it again, then try once more."},
    )
