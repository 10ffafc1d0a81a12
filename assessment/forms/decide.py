"""Decide: the weights, the side of a step."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django import forms

from assessment.decision.assessment import BoundaryOverride
from assessment.decision.verdict import Placement
from assessment.forms.revision import RevisionForm
from workflows.definition.model import Side

__all__ = ["SideForm", "SideResetForm", "WeightsForm"]

_TOLERANCE = 1e-6


class WeightsForm(RevisionForm):
    """100 points over the questions; the button "equal" shares them out evenly instead.

    ``titles`` maps question ids to titles. One number field a question, named by its id.
    """

    equal = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, titles: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(titles)
        shared_evenly = self.add_prefix("equal") in self.data
        for question, title in titles.items():
            self.fields[question] = forms.FloatField(
                label=title,
                min_value=0,
                max_value=100,
                required=not shared_evenly,
                widget=forms.NumberInput(
                    attrs={"step": "any", "inputmode": "decimal", "data-points": ""}
                ),
            )

    @property
    def point_fields(self) -> list[forms.BoundField]:
        """The number fields, in the order of the questions."""
        return [self[question] for question in self.questions]

    @property
    def total(self) -> float:
        """The sum of what the fields show now; what is no number counts nothing."""
        return sum(_number(field.value()) for field in self.point_fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("equal"):
            share = 100 / len(self.questions)
            return cleaned | dict.fromkeys(self.questions, share)
        if not self.errors:
            self._demand_a_hundred(sum(cleaned[question] for question in self.questions))
        return cleaned

    def _demand_a_hundred(self, total: float) -> None:
        over = total - 100
        if abs(over) <= _TOLERANCE:
            return
        mend = f"take {over:g} away" if over > 0 else f"give out {-over:g} more"
        raise forms.ValidationError(f"The weights add up to {total:g}, not 100: {mend}.")

    def to_points(self) -> dict[str, float]:
        """Points per question id; call it on a valid form."""
        return {question: self.cleaned_data[question] for question in self.questions}


def _number(shown: object) -> float:
    try:
        number = float(str(shown))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


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
