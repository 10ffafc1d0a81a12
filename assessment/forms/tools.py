"""Decide: which tools to show."""

from __future__ import annotations

from typing import NamedTuple

from django import forms

from assessment.decision.tools.toolbox import Hosting, Role
from workflows.definition.model import OrchestrationModel

__all__ = ["ToolFilter", "ToolFilterForm"]


_NOT_OFFERED = {"invalid_choice": "That is not offered, so all are shown. Choose one of these."}


class ToolFilter(NamedTuple):
    """What to show; None and empty: everything."""

    model: OrchestrationModel | None
    role: str
    hosting: str


class ToolFilterForm(forms.Form):
    """The model that is asked about, and the tools of a role or a way of hosting alone."""

    model = forms.ChoiceField(
        required=False,
        choices=[(model.value, model.value.capitalize()) for model in OrchestrationModel],
        widget=forms.HiddenInput,
    )
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[
            ("", "Orchestrators and brokers"),
            (Role.ORCHESTRATOR.value, "Orchestrators"),
            (Role.BROKER.value, "Brokers"),
        ],
        error_messages=_NOT_OFFERED,
    )
    hosting = forms.ChoiceField(
        label="Run by",
        required=False,
        choices=[
            ("", "Anybody"),
            (Hosting.MANAGED.value, "A provider"),
            (Hosting.SELF_RUN.value, "Yourselves"),
        ],
        error_messages=_NOT_OFFERED,
    )

    def to_filter(self) -> ToolFilter:
        """What was asked for. A value that is not offered filters nothing; its field says so."""
        self.full_clean()
        cleaned = self.cleaned_data
        model = cleaned.get("model")
        return ToolFilter(
            model=OrchestrationModel(model) if model else None,
            role=cleaned.get("role") or "",
            hosting=cleaned.get("hosting") or "",
        )
