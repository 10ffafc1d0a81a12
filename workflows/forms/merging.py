"""Forms of a merge: one choice for each conflict, a name for a copy, a tab's drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django import forms

from workflows.formats.bpmn.merging import Choice, Choices, Conflict
from workflows.formats.reading import MAX_BYTES
from workflows.models import WorkflowMap

__all__ = ["TABS", "CopyForm", "MergeForm", "TabCopyForm", "TabForm", "TabSeenForm"]

TABS = ("In this tab", "In the other tab")
"""What the two sides of a conflict are called where both are tabs of one person."""


class MergeForm(forms.Form):
    """A choice for each conflict, and the revision of the draft that the page has shown.

    The field of the n-th conflict is ``choice-n`` with the conflict's key beside it in ``key-n``,
    so that a choice made on a stale page counts only where the same conflict is still there.
    """

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        conflicts: Sequence[Conflict],
        *args: Any,
        sides: tuple[str, str] = ("Mine", "Theirs"),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = conflicts
        for number, conflict in enumerate(conflicts):
            self.fields[f"choice-{number}"] = _choice(conflict, *sides)
            hidden = forms.CharField(widget=forms.HiddenInput, initial=conflict.key, required=False)
            self.fields[f"key-{number}"] = hidden

    @property
    def choices(self) -> Choices:
        """What was chosen, by the conflict's key."""
        cleaned = self.cleaned_data
        numbers = range(len(self.conflicts))
        sent = {cleaned.get(f"key-{n}"): cleaned.get(f"choice-{n}") for n in numbers}
        return {key: Choice(choice) for key, choice in sent.items() if key and choice}

    @property
    def rows(self) -> list[tuple[Conflict, forms.BoundField, forms.BoundField]]:
        """Each conflict with its radio buttons and its hidden key."""
        return [
            (conflict, self[f"choice-{number}"], self[f"key-{number}"])
            for number, conflict in enumerate(self.conflicts)
        ]


def _choice(conflict: Conflict, mine: str, theirs: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=f"{conflict.where}: {conflict.field}",
        choices=[
            (Choice.MINE.value, f"{mine}: {conflict.mine}"),
            (Choice.THEIRS.value, f"{theirs}: {conflict.theirs}"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which of the two holds."},
    )


class CopyForm(forms.Form):
    """What the new map is called."""

    name = forms.CharField(label="Name of the new map", max_length=200)

    @classmethod
    def beside(cls, owner: WorkflowMap, **more: Any) -> Self:
        """The form with a name for a copy of that map."""
        end = ", my way"
        return cls(initial={"name": owner.name[: 200 - len(end)] + end}, **more)


class TabSeenForm(forms.Form):
    """A stale tab's drawing, and the drawing that it last had from the server or saved there."""

    drawing = forms.FileField(allow_empty_file=True)
    seen = forms.FileField(allow_empty_file=True, required=False)

    def clean_drawing(self) -> bytes:
        """The bytes of the tab's drawing."""
        return _read(self.cleaned_data["drawing"])

    def clean_seen(self) -> bytes | None:
        """The bytes of what the tab last saw."""
        file = self.cleaned_data["seen"]
        return _read(file) if file else None

    @property
    def first_error(self) -> str:
        """The first thing that is wrong."""
        return str(next(iter(self.errors.values()))[0])


class TabCopyForm(TabSeenForm, CopyForm):
    """A stale tab's drawing and what the new map with it is called."""


class TabForm(TabSeenForm):
    """The same with the revision that the tab was told of, and a choice for each conflict."""

    revision = forms.IntegerField(min_value=0)
    choices = forms.JSONField(required=False)

    def clean_choices(self) -> Choices:
        """What was chosen, by the conflict's key."""
        sent = self.cleaned_data["choices"] or {}
        if not isinstance(sent, dict) or not set(sent.values()) <= {c.value for c in Choice}:
            raise forms.ValidationError("The choices must say mine or theirs for each conflict.")
        return {str(key): Choice(choice) for key, choice in sent.items()}


def _read(file: Any) -> bytes:
    if (file.size or 0) > MAX_BYTES:
        raise forms.ValidationError("The drawing has more than 5 MB, which is not kept.")
    content: bytes = file.read()
    return content
