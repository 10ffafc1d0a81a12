"""Decide: an answer, the side of a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from assessment.decision.assessment import Answer, BoundaryOverride
from assessment.decision.verdict import Placement, Suggestion
from assessment.forms.revision import RevisionForm
from workflows.definition.model import Side

__all__ = ["REASON_NEEDED_FROM", "AnswerForm", "SideForm", "SideResetForm"]

REASON_NEEDED_FROM = 2
"""An answer this far from the suggested one needs a reason."""


class AnswerForm(RevisionForm):
    """One question. ``meanings`` spells out the values 1 to 5, in this order."""

    value = forms.TypedChoiceField(
        label="Your answer",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the five answers."},
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, suggestion: Suggestion, meanings: tuple[str, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.suggestion = suggestion
        field = self.fields["value"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells mypy what it is
        field.choices = list(enumerate(meanings, start=1))
        self.fields["reason"].help_text = (
            f"Required if your answer is {REASON_NEEDED_FROM} or more away from the suggested "
            f"{suggestion.value}. The report prints it."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value = cleaned.get("value")
        if value and not cleaned.get("reason") and self._is_far_off(value):
            message = (
                f"You answer {value} where {self.suggestion.value} is suggested. "
                "Say in a sentence what the facts do not show."
            )
            self.add_error("reason", message)
        return cleaned

    def _is_far_off(self, value: int) -> bool:
        return abs(value - self.suggestion.value) >= REASON_NEEDED_FROM

    def to_answer(self) -> Answer:
        """What was answered; call it on a valid form."""
        return Answer(
            question=self.suggestion.question,
            value=self.cleaned_data["value"],
            reason=self.cleaned_data["reason"],
        )


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
