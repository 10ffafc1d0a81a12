"""Decide: the side of a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from assessment.decision.assessment import BoundaryOverride
from assessment.decision.verdict import Placement
from assessment.forms.revision import RevisionForm
from workflows.definition.model import Side

__all__ = ["SideForm", "SideResetForm"]


class _StepForm(forms.Form):
    """A form about one step of the map."""

    step = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, placements: Mapping[str, Placement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placements = placements

    def clean_step(self) -> str:
        step: str = self.cleaned_data["step"]
        if step not in self.placements:
            raise forms.ValidationError("This step is no longer on the map. Load the page again.")
        return step

    @property
    def step_name(self) -> str:
        """The step's name; call it on a valid form."""
        placement = self.placements[self.cleaned_data["step"]]
        return placement.name or placement.step


class SideForm(_StepForm, RevisionForm):
    """Put a step on the side that the team wants, with the reason."""

    side = forms.ChoiceField(
        choices=[(side.value, side.value) for side in Side], widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label="Why",
        max_length=500,
        error_messages={"required": "Say why the team moves this step; the report prints it."},
    )

    def to_choice(self) -> BoundaryOverride:
        """What was chosen; call it on a valid form."""
        return BoundaryOverride(
            step=self.cleaned_data["step"],
            side=Side(self.cleaned_data["side"]),
            reason=self.cleaned_data["reason"],
        )


class SideResetForm(_StepForm):
    """Let the rule decide about a step again."""
