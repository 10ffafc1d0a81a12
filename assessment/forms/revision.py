"""A form that knows which version of the row it was loaded with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from assessment.exceptions import StaleRowError

__all__ = ["OUT_OF_DATE", "RevisionForm", "plain_number"]


def plain_number(number: float | None) -> float | int | None:
    """A number as people write it: 1200 rather than 1200.0."""
    return int(number) if number is not None and number.is_integer() else number


OUT_OF_DATE = "This page is out of date: load it again, then try once more."
"""For a page that lost a hidden field, or whose hidden field no longer means anything."""
_TAKEN_BACK = (
    "What stood here was taken back while you were editing. Nothing of yours was saved yet: save "
    "once more if it still holds."
)


class RevisionForm(forms.Form):
    """``version`` travels with the page; 0 means that nothing was stored yet."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Say it aloud where the version is wrong: no field shows the error of a hidden one."""
        cleaned = super().clean() or {}
        if "version" in self.errors:
            self.add_error(None, OUT_OF_DATE)
        return cleaned

    def show_stale(self, error: StaleRowError, stored: Mapping[str, object]) -> None:
        """Keep what was typed, and say beside each field what somebody else saved there.

        Saving once more then replaces it, knowingly. Where nothing is stored any more, it says so.
        """
        typed: dict[str, Any] = dict(self.cleaned_data)
        sent: Any = self.data
        data = sent.copy()
        data[self.add_prefix("version")] = str(error.stored.version)
        self.data = data
        if not error.stored.version:
            self.add_error(None, _TAKEN_BACK)
            return
        self.add_error(None, f"{error.saved_by} was quicker. {error.message}")
        for name, value in stored.items():
            if name in self.fields and typed.get(name) != value:
                self.add_error(name, f"{error.saved_by} saved here: {self._shown(name, value)}.")

    def _shown(self, name: str, value: object) -> str:
        labels = dict(getattr(self.fields[name], "choices", ()))
        values = value if isinstance(value, (list, tuple)) else [value]
        shown = [str(labels.get(v, labels.get(str(v), v))) for v in values if v not in (None, "")]
        return ", ".join(shown) or "nothing"
